"""What could name a person: lists of persons are refused, numbers and birth dates in texts withheld."""

import re
import unicodedata
from functools import cache, lru_cache

from rehab.catalog.files import read_rows
from rehab.workbooks.grids.grid import Grid
from rehab.workbooks.headings.roles import heading_roles

WITHHELD = "[…]"
# A cell that is nothing but a figure is a figure, however long: money in đồng has as many digits as a paper.
_FIGURE = re.compile(r"^[\s\d.,%]+$")


# What stands before a person's name in a report, whoever it is.
_SPOKEN_OF = (
    "ông|bà|anh|chị|em|cháu|cô|chú|bác|đồng chí|đ/c|học viên|đối tượng|bệnh nhân|người nghiện|người bệnh|nạn nhân|"
    "tên là|tên|họ tên|họ và tên|mr|mrs|ms"
)
_NAME = ("tên người", "name of a person")


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], tuple[str, str]], ...]:
    found = tuple(
        (re.compile(row["pattern"], re.IGNORECASE), (row["label_vi"], row["label_en"]))
        for row in read_rows("personal_patterns.csv")
    )
    return (*found, (_names(), _NAME))


def _names() -> re.Pattern[str]:
    """A person's name behind a word that says so: a surname and up to four more words with capitals."""
    surnames = "|".join(sorted(row["word"] for row in read_rows("disclosure_words.csv") if row["kind"] == "surname"))
    more = r"(?:\s(?=[^\W\d_])(?-i:[A-ZÀ-ÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ])[^\W\d_]{0,6}){1,4}"
    written = rf"(?<!\w)(?:{_SPOKEN_OF})(?-i:\.?\s?:?\s(?:{surnames}|(?:{surnames.upper()}))(?!\w)){more}"
    return re.compile(written, re.IGNORECASE)


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
    kinds: list[tuple[str, str]] = []
    # Letters and their marks in one piece, as the patterns have them.
    left = unicodedata.normalize("NFC", written)
    for pattern, label in _patterns():
        left, times = pattern.subn(WITHHELD, left)
        if times and label not in kinds:
            kinds.append(label)
    return (left, tuple(kinds)) if kinds else (written, ())


def lists_people(grid: Grid) -> bool:
    """True for a sheet with a row of headings that names persons beside their birth, papers or address."""
    for _, cells in grid.numbered_rows():
        roles = {role for cell in cells if isinstance(cell.value, str) for role in heading_roles(cell.value)}
        if {"person_name", "person_detail"} <= roles:
            return True
    return False
