"""What a page weighs: all of it, without its downloads, and what of it is neither figure nor data."""

from dataclasses import dataclass
from html.parser import HTMLParser

_VOID = frozenset({"br", "col", "hr", "img", "input", "link", "meta", "wbr"})
_DATA_TAGS = frozenset({"svg", "tbody"})
_DATA_CLASSES = frozenset({"n", "quoted", "alt"})


@dataclass(frozen=True)
class Weight:
    """Bytes of a page: `whole`; `without` its downloads; `scaffolding`, what is neither figure nor data.

    Figures and data are pictures, rows of tables, figures in sentences, text alternatives, words of the province
    and downloads. Scaffolding is the rest: head, style, headings, captions, sentences and the marks around them.
    """

    whole: int
    without: int
    scaffolding: int


def weigh(page: str) -> Weight:
    """The weight of a page.

    >>> weigh('<p>a<b class="n">12</b></p>')
    Weight(whole=27, without=27, scaffolding=8)
    """
    scale = _Scale()
    scale.feed(page)
    scale.close()
    whole = len(page.encode())
    return Weight(whole, whole - scale.downloads, scale.scaffolding)


class _Scale(HTMLParser):
    """Adds up what stands outside of elements that are figures or data."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.downloads = 0
        self.scaffolding = 0
        self._data: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        address = named.get("href", "") if "download" in named else ""
        carried = len(address.encode()) if address.startswith("data:") else 0
        self.downloads += carried
        is_data = tag in _DATA_TAGS or bool(_DATA_CLASSES & set(named.get("class", "").split()))
        if self._data or is_data:
            if tag not in _VOID:
                self._data.append(tag)
            return
        self._add(self.get_starttag_text() or "")
        self.scaffolding -= carried

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._add(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._data:
            while self._data.pop() != tag:
                continue
            return
        self._add(f"</{tag}>")

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
        if not self._data:
            self.scaffolding += len(written.encode())
