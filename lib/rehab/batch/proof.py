"""Proof that a page is whole, as its kind has it: a notebook that merely ran to its end proves nothing."""

import re
from html.parser import HTMLParser

from nbformat import NotebookNode

from rehab.batch.subjects import Address

_CHART = "chart"
# Tags that no proof asks for: most of a page's, and Python's parser takes half of the time of an export for them all.
# Only the plainest are told so; whatever is written otherwise, and what holds no tags inside, is the parser's.
_ASKED_FOR = r"(?:h1|svg|figure|style|script|title|textarea)\b"
_IDLE = re.compile(
    rf"</(?!{_ASKED_FOR})[a-z][a-z0-9]*>"
    rf'|<(?!{_ASKED_FOR})[a-z][a-z0-9]*(?: (?!id=|href=|data-province=)[a-z][a-z-]*="[^"<>]*")*>'
)


class _Found(HTMLParser):
    """What a page holds: the text of its main heading, ids, links to them, charts, and whose page it says it is."""

    def __init__(self) -> None:
        super().__init__()
        self.heading = ""
        self.ids: set[str] = set()
        self.anchors: dict[str, None] = {}
        self.pictures = 0
        self.charts = 0
        self.provinces: set[str] = set()
        self._in_heading = False

    def updatepos(self, i: int, j: int) -> int:
        """Nobody asks in which line something stands: counting them takes a fifth of the time."""
        return j

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        self.ids.add(named.get("id") or "")
        link = named.get("href") or ""
        if link.startswith("#"):
            self.anchors[link[1:]] = None
        self.pictures += tag == "svg"
        self.charts += tag == "figure" and _CHART in (named.get("class") or "").split()
        self._in_heading = self._in_heading or tag == "h1"
        if "data-province" in named:
            self.provinces.add(named["data-province"] or "")

    def handle_endtag(self, tag: str) -> None:
        self._in_heading = self._in_heading and tag != "h1"

    def handle_data(self, data: str) -> None:
        if self._in_heading:
            self.heading += data


def cell_of_early_end(notebook: NotebookNode) -> str:
    """Where a notebook ended itself before its last cell (`sys.exit(0)` is no error to papermill); empty if nowhere.

    >>> from nbformat.v4 import new_code_cell, new_notebook
    >>> cell_of_early_end(new_notebook(cells=[new_code_cell("1 + 1", execution_count=1), new_code_cell("2")]))
    'cell 2 was not run'
    """
    for number, cell in enumerate(notebook.cells, start=1):
        if cell.cell_type != "code" or not cell.source.strip():
            continue
        if any(output.output_type == "error" and output.ename == "SystemExit" for output in cell.outputs):
            return f"cell {number}: SystemExit"
        if cell.execution_count is None:
            return f"cell {number} was not run"
    return ""


def missing_from(page: str, address: Address) -> list[str]:
    """What a page must hold and this one does not; empty for a whole page.

    Every section of its kind, as many pictures as there are places for them and not fewer than its kind has, no link
    to a place that is not there, and its own subject: in the heading and, of a province, on every section.
    """
    found = _Found()
    found.feed(_IDLE.sub("", page))
    kind = address.kind
    missing = [name for name in kind.ids if name not in found.ids]
    if found.charts < kind.charts or found.pictures < found.charts:
        missing.append(f"charts: {found.pictures} of {max(found.charts, kind.charts)}")
    missing += [f"#{anchor}: dead link" for anchor in found.anchors if anchor and anchor not in found.ids]
    return missing + ([] if kind.folder else _of_another(found, address))


def _of_another(found: _Found, address: Address) -> list[str]:
    title, province = address.subject.title(address.language), address.subject.province
    wrong = []
    # Spaces at which no line may be broken are spaces.
    if title not in " ".join(found.heading.split()):
        wrong.append(f"h1: {found.heading.strip() or '-'}, not {title}")
    if province and found.provinces != {province}:
        wrong.append(f"data-province: {', '.join(sorted(found.provinces)) or '-'}, not {province}")
    return wrong
