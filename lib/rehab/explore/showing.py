"""How objects of the bench show themselves: a table or a picture in JupyterLab, plain text in a terminal."""

from collections.abc import Sequence
from shutil import get_terminal_size
from typing import Any

import pandas as pd
from markupsafe import Markup, escape

from rehab.catalog.reviews import Review, using_review

_FIGURE_BEGINS = "0123456789<≥*-−"
_SHORT_CHARACTERS = 24
_LONG_CELL = 60


class Table(pd.DataFrame):
    """A frame, and whatever is chosen from it, shown whole: pandas cuts words after 50 letters and leaves columns out.

    >>> "…" in Table({"message": ["a" * 80]})._repr_html_()
    False
    >>> all(name in repr(Table([range(40)]).add_prefix("column ")) for name in ("column 7", "column 39"))
    True
    """

    @property
    def _constructor(self) -> type["Table"]:
        return Table

    def __repr__(self) -> str:
        # Columns that find no room stand below the others.
        width = get_terminal_size().columns
        with pd.option_context("display.max_columns", None, "display.width", width, "display.max_colwidth", _LONG_CELL):
            return super().__repr__()

    def _repr_html_(self) -> str | None:
        with pd.option_context("display.max_colwidth", None, "display.max_columns", None):
            return super()._repr_html_()  # type: ignore[misc]


class Shown:
    """What has a heading and a table, or markup of its own, to show itself by."""

    review: Review

    def _heading(self) -> str:
        raise NotImplementedError

    def _frame(self) -> pd.DataFrame:
        raise NotImplementedError

    def _words(self) -> Sequence[str]:
        """Sentences below the table."""
        return ()

    def __repr__(self) -> str:
        with using_review(self.review):
            frame = self._frame()
            body = [frame.to_string(index=False, na_rep="")] if len(frame) else []
            return "\n".join([self._heading(), *body, *self._words()])

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        with using_review(self.review):
            frame, heading = self._frame(), self._heading()
            shown = html_table(frame, heading) if len(frame) else str(Markup("<p><b>{}</b></p>").format(heading))
            markup = shown + paragraphs(self._words())
        return {"text/plain": repr(self), "text/html": markup}


def html_table(frame: pd.DataFrame, caption: str) -> str:
    """A frame as an HTML table with a caption and heads that say what they head; texts are escaped.

    >>> print(html_table(pd.DataFrame({"a<": ["b&"]}), "c").replace("<t", "\\n<t"))
    <BLANKLINE>
    <table><caption>c</caption>
    <thead>
    <tr>
    <th scope="col" style="text-align:left">a&lt;</th></tr></thead>
    <tbody>
    <tr>
    <td style="text-align:left;white-space:nowrap">b&amp;</td></tr></tbody></table>
    """
    sides = [_side(frame.iloc[:, place]) for place in range(frame.shape[1])]
    heads = Markup("").join(
        Markup('<th scope="col" style="text-align:{}">{}</th>').format(side, name)
        for side, name in zip(sides, frame.columns, strict=True)
    )
    cell = Markup('<td style="text-align:{}{}">{}</td>')
    rows = Markup("").join(
        Markup("<tr>{}</tr>").format(
            Markup("").join(cell.format(side, _whole(one), _said(one)) for side, one in zip(sides, row, strict=True))
        )
        for row in frame.itertuples(index=False)
    )
    return str(
        Markup("<table><caption>{}</caption><thead><tr>{}</tr></thead><tbody>{}</tbody></table>").format(
            caption, heads, rows
        )
    )


def _side(column: pd.Series) -> str:
    """Figures to the right, words to the left: JupyterLab puts all to the right."""
    said = [str(cell) for cell in column if _said(cell)]
    return "right" if said and all(one[0] in _FIGURE_BEGINS and not one[-1].isalpha() for one in said) else "left"


def _whole(cell: Any) -> str:
    """Figures, addresses and other short words stay in one piece beside a long label."""
    return ";white-space:nowrap" if 0 < len(_said(cell)) <= _SHORT_CHARACTERS else ""


def _said(cell: Any) -> str:
    return "" if cell is None or cell is pd.NA or cell != cell else str(cell)


def paragraphs(lines: Sequence[str]) -> str:
    """Sentences as HTML, each a paragraph; texts are escaped.

    >>> paragraphs(["a < b"])
    '<p>a &lt; b</p>'
    """
    return "".join(f"<p>{escape(line)}</p>" for line in lines)
