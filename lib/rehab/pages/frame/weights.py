"""What a page weighs: all of it, without its downloads, and what of it is neither figure nor data."""

from dataclasses import dataclass
from html.parser import HTMLParser

# A page of anybody's notebook that weighs more is named: people will have trouble to open it and to pass it on.
HEAVY_MEGABYTES = 2
_VOID = frozenset({"br", "col", "hr", "img", "input", "link", "meta", "wbr"})
_DATA_TAGS = frozenset({"svg", "table"})
_DATA_CLASSES = frozenset({"alt", "n", "quoted"})
_SENTENCES = frozenset({"dd", "dt", "figcaption", "h3", "h4", "li", "p", "summary"})


def is_heavy(page: str) -> bool:
    """True where a page is one that readers must be warned of.

    >>> is_heavy("<p>a</p>"), is_heavy("ô" * (1 << 20) + "<p>")
    (False, True)
    """
    return len(page.encode()) > HEAVY_MEGABYTES << 20


@dataclass(frozen=True)
class Weight:
    """Bytes of a page: `whole`; `without` its downloads; `scaffolding`, what is neither figure nor data.

    Figures and data are pictures and their text alternatives, tables, words of the province, downloads, and
    sentences that state one of these. Scaffolding is the rest, much the same for every province: head, style,
    headings, sentences without a figure, and the elements around them all.
    """

    whole: int
    without: int
    scaffolding: int


def weigh(page: str) -> Weight:
    """The weight of a page.

    >>> weigh('<p>a</p><p>b<b class="n">12</b></p>')
    Weight(whole=35, without=35, scaffolding=8)
    """
    scale = _Scale()
    scale.feed(page)
    scale.close()
    whole = len(page.encode())
    return Weight(whole, whole - scale.downloads, scale.scaffolding)


@dataclass
class _Open:
    """An element that is open: whether it is data, whether it holds some, and what of it is scaffolding so far."""

    tag: str
    is_data: bool
    holds_data: bool = False
    bytes: int = 0


class _Scale(HTMLParser):
    """Adds up what stands outside of elements that are figures or data, element by element."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.downloads = 0
        self._open = [_Open("", is_data=False)]

    @property
    def scaffolding(self) -> int:
        """Bytes that are neither figure nor data."""
        return sum(each.bytes for each in self._open)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        address = named.get("href", "") if "download" in named else ""
        carried = len(address.encode()) if address.startswith("data:") else 0
        self.downloads += carried
        written = len((self.get_starttag_text() or "").encode()) - carried
        if tag in _VOID:
            self._open[-1].bytes += written
            return
        is_data = tag in _DATA_TAGS or bool(_DATA_CLASSES & set(named.get("class", "").split()))
        self._open[-1].holds_data |= is_data
        self._open.append(_Open(tag, is_data, bytes=written))

    def handle_endtag(self, tag: str) -> None:
        self._add(f"</{tag}>")
        while len(self._open) > 1:
            closed = self._open.pop()
            if closed.tag not in _SENTENCES:
                # A link or a word in bold in a sentence: what it holds, the sentence holds.
                self._open[-1].holds_data |= closed.holds_data
            if not closed.is_data and not (closed.tag in _SENTENCES and closed.holds_data):
                self._open[-1].bytes += closed.bytes
            if closed.tag == tag:
                return

    def handle_data(self, data: str) -> None:
        self._add(data)

    def handle_entityref(self, name: str) -> None:
        self._add(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._add(f"&#{name};")

    def handle_decl(self, decl: str) -> None:
        self._add(f"<!{decl}>")

    def handle_comment(self, data: str) -> None:
        self._add(f"<!--{data}-->")

    def _add(self, written: str) -> None:
        self._open[-1].bytes += len(written.encode())
