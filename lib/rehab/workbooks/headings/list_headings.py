"""What the headings of a list say: a column's line, by its own words and by the group it stands under."""

from dataclasses import dataclass

from rehab.catalog.folding import clean, fold
from rehab.catalog.lines import Line, section_titles
from rehab.catalog.reviews import per_review, review_rows
from rehab.workbooks.grids.grid import Cell, Grid
from rehab.workbooks.headings.labels import match_heading
from rehab.workbooks.headings.qualifiers import fits, is_qualifier, take_apart
from rehab.workbooks.headings.roles import Place, heading_roles


@dataclass(frozen=True)
class ListColumn:
    """One column of a list: its lowest heading, the line it states, or why it states none.

    `kinds` are qualifiers that keep it from being the line's; `unknown` the words not understood.
    """

    column: int
    heading: Cell
    line: Line | None = None
    exact: bool = True
    kinds: tuple[str, ...] = ()
    unknown: str = ""

    @property
    def is_read(self) -> bool:
        """True where the column states its line's values."""
        return self.line is not None and not self.kinds and not self.unknown


def list_columns(grid: Grid, top: int, lowest: int, place: Place) -> tuple[ListColumn, ...]:
    """The columns of a list with a header of one row or two."""
    columns = sorted({cell.column for row in range(top, lowest + 1) for cell in grid.row(row)})
    above: Cell | None = None
    found: list[ListColumn] = []
    for column in columns:
        upper, lower = grid.covering(top, column), grid.at(lowest, column) if lowest > top else None
        if upper is None and lower is not None and grid.anchors.get((top, column)) is None:
            # An upper heading that was not merged speaks for the blank places after it.
            upper = above
        above = upper or above
        own = _column(column, upper, lower, place)
        if own is not None:
            found.append(own)
    return tuple(_without_lone_totals(found))


def _column(column: int, upper: Cell | None, lower: Cell | None, place: Place) -> ListColumn | None:
    heading = lower or upper
    if heading is None or not isinstance(heading.value, str):
        return None
    if lower is None or upper is None or upper is lower:
        match = match_heading(heading.value, *place)
        if match.line is None:
            return None if heading_roles(heading.value) else _qualified(column, heading, heading.value, place)
        return ListColumn(column, heading, match.line, match.exact)
    return _under(column, upper, heading, place)


def _under(column: int, upper: Cell, heading: Cell, place: Place) -> ListColumn:
    """A heading under another: of its group, a qualifier of the line above, or a line that stands for itself."""
    said = clean(heading.said)
    whole = match_heading(f"{upper.said}: {said}", *place)
    if whole.line is not None and whole.exact:
        return ListColumn(column, heading, whole.line)
    above = match_heading(upper.said, *place)
    if above.line is not None and (is_qualifier(said) or fold(said) in _TOTALS):
        kinds = take_apart(said).kinds
        left = tuple(kind for kind in kinds if not fits((kind,), above.line))
        return ListColumn(column, heading, above.line, above.exact, left)
    section = section_of(upper.said, *place)
    own = match_heading(said, *place)
    if own.line is not None and own.line.section in ("", section) and (own.line.section or not above.line):
        return ListColumn(column, heading, own.line, own.exact)
    if is_qualifier(said) and not fits(take_apart(said).kinds, None):
        return ListColumn(column, heading, kinds=take_apart(said).kinds)
    return ListColumn(column, heading, unknown=f"{clean(upper.said)}: {said}")


_FEWEST_OF_GROUP = 2
_TOTALS = ("tong so", "tong cong", "tong")


def _qualified(column: int, heading: Cell, words: str, place: Place) -> ListColumn:
    """A heading that is a line's with qualifiers set apart: "Số người hiện có (nữ)"."""
    bare, _, rest = words.partition("(")
    inner = rest.rstrip(" )")
    match = match_heading(bare, *place)
    if match.line is not None and inner and is_qualifier(inner):
        left = tuple(kind for kind in take_apart(inner).kinds if not fits((kind,), match.line))
        return ListColumn(column, heading, match.line, match.exact, left)
    return ListColumn(column, heading, unknown=clean(words))


def _without_lone_totals(columns: list[ListColumn]) -> list[ListColumn]:
    """A column "Tổng số" without a group over it is the staff's only beside the rest of the staff's columns."""
    sections: dict[str, int] = {}
    for own in columns:
        if own.line is not None and own.line.section:
            sections[own.line.section] = sections.get(own.line.section, 0) + 1
    return [
        ListColumn(own.column, own.heading, unknown=clean(own.heading.said)) if _is_lone(own, sections) else own
        for own in columns
    ]


def _is_lone(own: ListColumn, sections: dict[str, int]) -> bool:
    section = own.line.section if own.line is not None else ""
    return bool(section) and fold(own.heading.said) in _TOTALS and sections[section] < _FEWEST_OF_GROUP


def section_of(written: str, appendix: str, table: str) -> str:
    """The section of a list that a heading over several columns names; empty where it names none.

    >>> section_of("Cán bộ, viên chức", "3", ""), section_of("Học viên", "3", "")
    ('Cán bộ', '')
    """
    return _sections(appendix, table).get(fold(written), "")


@per_review()
def _sections(appendix: str, table: str) -> dict[str, str]:
    titles = {key: title for key, title in section_titles().items() if key[:2] == (appendix, table)}
    found = {fold(title[0]): section for (_, _, section), title in titles.items()}
    rows = (r for r in review_rows("section_spellings.csv") if (r["appendix"], r["table"]) == (appendix, table))
    return found | {fold(row["spelling"]): row["section"] for row in rows}
