"""What could name a person: lists of persons are refused, numbers and birth dates in texts withheld."""

import re
from functools import cache, lru_cache

from rehab.catalog.files import read_rows
from rehab.workbooks.grids.grid import Grid
from rehab.workbooks.headings.roles import heading_roles

WITHHELD = "[…]"
# A cell that is nothing but a figure is a figure, however long: money in đồng has as many digits as a paper.
_FIGURE = re.compile(r"^[\s\d.,%]+$")


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], tuple[str, str]], ...]:
    return tuple(
        (re.compile(row["pattern"], re.IGNORECASE), (row["label_vi"], row["label_en"]))
        for row in read_rows("personal_patterns.csv")
    )


@lru_cache(maxsize=4096)
def withhold(written: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """A text without what could name a person, and the kinds of what was taken out.

    >>> withhold("liên hệ 0912 345 678")
    ('liên hệ […]', (('số điện thoại', 'phone number'),))
    >>> withhold("123456789")
    ('123456789', ())
    """
    if _FIGURE.match(written):
        return written, ()
    kinds = []
    for pattern, label in _patterns():
        shown = pattern.sub(WITHHELD, written)
        if shown != written:
            kinds.append(label)
            written = shown
    return written, tuple(kinds)


def lists_people(grid: Grid) -> bool:
    """True for a sheet with a row of headings that names persons beside their birth, papers or address."""
    for _, cells in grid.numbered_rows():
        roles = {role for cell in cells if isinstance(cell.value, str) for role in heading_roles(cell.value)}
        if {"person_name", "person_detail"} <= roles:
            return True
    return False
