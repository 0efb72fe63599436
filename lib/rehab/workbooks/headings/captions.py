"""What stands right above a table: its appendix, the line or the year that all of it is about."""

import re

from rehab.catalog.folding import clean, fold
from rehab.catalog.periods import Period
from rehab.workbooks.grids.grid import Cell, Grid
from rehab.workbooks.headings.dates import read_column_period
from rehab.workbooks.headings.roles import places_of

_APPENDIX = re.compile(r"^(?:phu luc|pl|bieu|bieu mau)(?: so)? ?([1-5])\b")
_NUMBER = re.compile(r"^\s*(?:biểu|bảng)\s*(?:số\s*)?[\d.]*\s*[:.-]?\s*", re.IGNORECASE)
_BY_AREA = re.compile(
    r"(?<![\s,(-])[\s,(-]*(?:chia |phân )?(?:theo|tại)(?: các| từng)? (?:quận|huyện|địa bàn|đơn vị|xã).*$",
    re.IGNORECASE,
)
_AROUND_PERIOD = re.compile(r"^\s*\(?\s*(?:kỳ|thời kỳ|số liệu)?\s*:?\s*|\)\s*$", re.IGNORECASE)
_PERIOD_WORD = re.compile(r"năm|tháng", re.IGNORECASE)


def appendix_named(grid: Grid, caption: tuple[Cell, ...]) -> str:
    """The appendix that a title above a table names, or the sheet's name; empty where neither does."""
    named = (_APPENDIX.match(fold(written)) for written in (*(cell.said for cell in caption), grid.name))
    return next((match[1] for match in named if match), "")


def lines_in_caption(written: str) -> list[str]:
    """The label of a line that a caption holds, alone in a list; an empty list where it holds none.

    >>> lines_in_caption("Biểu 3. Số người tái nghiện theo huyện")
    ['Số người tái nghiện']
    """
    written = clean(written)
    for cut in (written, _NUMBER.sub("", written)):
        bare = _BY_AREA.sub("", cut)
        if places_of(bare, "yearly"):
            return [bare]
    return []


def caption_period(cell: Cell) -> Period | None:
    """The year or half-year that a caption says all of its table is of; None where it says none.

    >>> caption_period(Cell(1, 1, "(Năm 2018)", "(Năm 2018)")).label
    '2018'
    """
    written = clean(cell.value) if isinstance(cell.value, str) else ""
    return read_column_period(_AROUND_PERIOD.sub("", written)) if _PERIOD_WORD.search(written) else None
