"""HTML that others have made, with nothing left in it that runs or fetches; otherwise as they made it."""

import re
from collections.abc import Callable
from html import escape
from html.parser import HTMLParser

# Elements that run, fetch or frame something, with all that is in them; the second have no end tag.
_GONE = frozenset({"script", "iframe", "object", "applet", "noscript", "template", "audio", "video", "frameset"})
_GONE_ALONE = frozenset({"link", "base", "meta", "frame", "source", "track", "embed"})
_FETCHES = frozenset({"src", "srcset", "poster", "background", "data", "longdesc", "ping", "formaction", "action"})
# Parts of a drawing that come from where they lead.
_PICTURED = frozenset({"image", "use", "feimage"})
_RUNS = re.compile(r"^\s*(javascript|vbscript)\s*:", re.IGNORECASE)
_STYLE_FETCH = re.compile(r"@import[^;]*;?|url\((?!\s*['\"]?(?:data:|#))[^)]*(?:\)|$)", re.IGNORECASE)
# Marks that pandas gives each styled table, new ones every time.
_RANDOM = re.compile(r"\bT_[0-9a-f]{5,32}(?=[_\"' {#.,])")

Attributes = list[tuple[str, str | None]]


class _Inert(HTMLParser):
    """Writes again what it reads, but for what is taken out."""

    def __init__(self, image: Callable[[str], str]) -> None:
        super().__init__(convert_charrefs=False)
        self.written: list[str] = []
        self.removed: set[str] = set()
        self._image = image
        self._inside: list[str] = []
        self._in_style = False

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        if tag in _GONE or tag in _GONE_ALONE:
            self.removed.add(tag)
            if tag in _GONE:
                self._inside.append(tag)
        elif not self._inside:
            self._in_style = tag == "style"
            self.written.append(self._tag(tag, attrs))

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        if tag in _GONE or tag in _GONE_ALONE:
            self.removed.add(tag)
        elif not self._inside:
            self.written.append(self._tag(tag, attrs))

    def _tag(self, tag: str, attrs: Attributes) -> str:
        kept = [(name, value) for name, value in (self._kept(tag, *one) for one in attrs) if name]
        if kept == attrs:
            return self.get_starttag_text() or ""
        said = "".join(f" {name}" if value is None else f' {name}="{escape(value)}"' for name, value in kept)
        return f"<{tag}{said}>"

    def _kept(self, tag: str, name: str, value: str | None) -> tuple[str, str | None]:
        """An attribute as it may stay; without a name if it may not."""
        told = value or ""
        leads = name in ("href", "xlink:href")
        fetches = leads and tag in _PICTURED and not told.startswith(("#", "data:"))
        if name.startswith("on") or fetches or (leads and _RUNS.match(told)):
            self.removed.add(name)
            return "", None
        if name in _FETCHES and not told.startswith("data:"):
            embedded = self._image(told) if tag == "img" and name == "src" else ""
            if not embedded:
                self.removed.add(f"{tag} {name}")
            return ("src", embedded) if embedded else ("", None)
        if name == "style":
            return name, _STYLE_FETCH.sub("", told)
        return name, value

    def handle_endtag(self, tag: str) -> None:
        if self._inside:
            if tag == self._inside[-1]:
                self._inside.pop()
        elif tag not in _GONE and tag not in _GONE_ALONE:
            self._in_style = self._in_style and tag != "style"
            self.written.append(f"</{tag}>")

    def _take(self, said: str) -> None:
        if not self._inside:
            self.written.append(_STYLE_FETCH.sub("", said) if self._in_style else said)

    def handle_data(self, data: str) -> None:
        self._take(data)

    def handle_entityref(self, name: str) -> None:
        self._take(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._take(f"&#{name};")


def inert(markup: str, image: Callable[[str], str] = lambda _source: "") -> tuple[str, tuple[str, ...]]:
    """Markup without scripts, frames, handlers or anything fetched; and what was taken out, sorted.

    `image` gives a picture's own data (`data:` address) for its source, or nothing. Marks that pandas draws by lot
    become the same in every run.

    >>> inert('<b onclick="x()">5</b><script>run()</script>')
    ('<b>5</b>', ('onclick', 'script'))
    >>> inert('<p style="color: red">1 &lt; 2</p>')
    ('<p style="color: red">1 &lt; 2</p>', ())
    """
    reader = _Inert(image)
    reader.feed(markup)
    reader.close()
    return _steady("".join(reader.written)), tuple(sorted(reader.removed))


def _steady(markup: str) -> str:
    marks = {mark: f"T_{number}" for number, mark in enumerate(dict.fromkeys(_RANDOM.findall(markup)), start=1)}
    return _RANDOM.sub(lambda found: marks[found[0]], markup) if marks else markup


class _Shown(HTMLParser):
    """Whether there is anything to see."""

    def __init__(self) -> None:
        super().__init__()
        self.is_shown = False
        self._in_style = False

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        self._in_style = tag == "style"
        self.is_shown = self.is_shown or tag in ("img", "svg", "table", "input", "hr", "canvas")

    def handle_data(self, data: str) -> None:
        self.is_shown = self.is_shown or (bool(data.strip()) and not self._in_style)


def shows_something(markup: str) -> bool:
    """True where a reader would see anything.

    >>> shows_something("<div id='plot'></div><style>p {}</style>"), shows_something("<p>5</p>")
    (False, True)
    """
    reader = _Shown()
    reader.feed(markup)
    return reader.is_shown
