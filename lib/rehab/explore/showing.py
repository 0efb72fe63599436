"""How objects of the bench show themselves: a table or a picture in JupyterLab, plain text in a terminal."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
from markupsafe import Markup, escape

from rehab.catalog.reviews import Review, using_review


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
            markup = html_table(self._frame(), self._heading()) + paragraphs(self._words())
        return {"text/plain": repr(self), "text/html": markup}


def html_table(frame: pd.DataFrame, caption: str) -> str:
    """A frame as an HTML table with a caption and heads that say what they head; texts are escaped.

    >>> print(html_table(pd.DataFrame({"a<": ["b&"]}), "c").replace("<t", "\\n<t"))
    <BLANKLINE>
    <table><caption>c</caption>
    <thead>
    <tr>
    <th scope="col">a&lt;</th></tr></thead>
    <tbody>
    <tr>
    <td>b&amp;</td></tr></tbody></table>
    """
    heads = Markup("").join(Markup('<th scope="col">{}</th>').format(name) for name in frame.columns)
    rows = Markup("").join(
        Markup("<tr>{}</tr>").format(Markup("").join(Markup("<td>{}</td>").format(_said(cell)) for cell in row))
        for row in frame.itertuples(index=False)
    )
    return str(
        Markup("<table><caption>{}</caption><thead><tr>{}</tr></thead><tbody>{}</tbody></table>").format(
            caption, heads, rows
        )
    )


def _said(cell: Any) -> str:
    return "" if cell is None or cell is pd.NA or cell != cell else str(cell)


def paragraphs(lines: Sequence[str]) -> str:
    """Sentences as HTML, each a paragraph; texts are escaped.

    >>> paragraphs(["a < b"])
    '<p>a &lt; b</p>'
    """
    return "".join(f"<p>{escape(line)}</p>" for line in lines)
