"""What stands in a figure's cell, told at the figure itself: a style sheet shows it on hover and on focus."""

import re
from collections.abc import Mapping

from markupsafe import escape

from rehab.pages.citing.formats import shorten
from rehab.pages.citing.phrases import Citation

_CITING = re.compile(r'<a class="n(?: quoted)?"(?: id="[^"]*")? href="#([^"]+)"(?=>([^<]*)<)')
_LONGEST = 60
# Most figures are of a sheet so called: the style sheet says it for all of them, which spares a page its tenth part.
_APPENDIX = "Phụ lục "


def told_at_figures(page: str, cited: Mapping[str, Citation]) -> str:
    """A page whose figures carry sheet, cell and content of the cell they lead to; `cited` are the cells by key.

    The content is left out where the figure itself is printed as the cell has it.

    >>> cell = Citation("k", "", "1.059", "", "t.xlsx", "Phụ lục 4", "J19", "1059 người", False)
    >>> told_at_figures('<a class="n" href="#k">1.059</a> <a class="n" href="#calc-6">6%</a>', {"k": cell})
    '<a class="n" href="#k" data-p="4 ! J19: 1059 người">1.059</a> <a class="n" href="#calc-6">6%</a>'
    """

    def told(link: re.Match[str]) -> str:
        cell = cited.get(link[1])
        if cell is None:
            return link[0]
        said = _said(cell, link[2])
        named = "p" if said.startswith(_APPENDIX) else "c"
        return f'{link[0]} data-{named}="{escape(said.removeprefix(_APPENDIX))}"'

    return _CITING.sub(told, page)


def _said(cell: Citation, shown: str) -> str:
    place = f"{cell.sheet} ! {cell.cell}"
    return place if cell.raw == shown else f"{place}: {shorten(cell.raw, _LONGEST)}"
