"""What one heading says, taken whole: nothing of it is passed over, what is not understood is named."""

import re
from dataclasses import dataclass, replace
from datetime import date

from rehab.catalog.folding import clean, fold
from rehab.catalog.lines import Line
from rehab.catalog.periods import Period, calendar, last_period
from rehab.workbooks.grids.grid import Cell
from rehab.workbooks.grids.marks import without_footnote
from rehab.workbooks.grids.spellings import per_teaching
from rehab.workbooks.headings.areas import area_name, area_of, is_total
from rehab.workbooks.headings.dates import read_column_period
from rehab.workbooks.headings.labels import match_label, unit_in_label
from rehab.workbooks.headings.qualifiers import take_apart
from rehab.workbooks.headings.roles import Place, heading_roles, places_of

_TWO_DAYS = re.compile(r"\d{1,2}[/.]\d{1,2}.*\d{1,2}[/.]\d{1,2}")
# "31/12/2018", "Đến 31/12/2018": what there is at the year's end; a flow so headed may count from any day.
_YEAR_END = re.compile(r"^(?:(?:tính )?đến (?:ngày )?)?31[/.-]12[/.-](\d{4})$", re.IGNORECASE)
_UNTIL = re.compile(r"^(?:tính )?đến (?:ngày )?(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$", re.IGNORECASE)
_APART = re.compile(r"[():;\n]|\s[-–—]\s|,\s")
# Words of a heading that add nothing to a year: "Kết quả của năm 2018", "Số liệu các năm".
_IDLE = frozenset({"nam", "cua", "trong", "cac", "va", "tinh", "den", "ngay", "so"})
# "2019 so 2018": what is compared looks like a number once marks are set aside.
_COMPARES = "so"
# Words around two days that say no more than they do: "6 tháng đầu năm (từ 16/12/2019-15/6/2020)".
_AROUND_DAYS = _IDLE | {"tu", "thang", "dau"}
_DIGITS = re.compile(r"\d+")
_DOUBT = re.compile(r"[?？~≈]")
_HALF_KINDS = ("half",)
_LONGEST_HEADING = 80
# Roles that a heading of a yearly table can have.
YEARLY_ROLES = frozenset(
    {"number", "label", "unit", "note", "window_value", "window_from", "window_to", "group", "total", "area", "derived"}
)
# Those of them that say nothing else of a year in whose heading they stand.
_BESIDE_YEARS = frozenset({"group", "total"})


@dataclass(frozen=True)
class Meaning:
    """What one heading says: a period, a line, a district (empty: the whole province), roles, a unit, qualifiers.

    `unknown` are its words that were not understood; empty where all of it was. `is_half` is true where it says
    that the period is half a year.
    """

    period: Period | None = None
    line: Line | None = None
    area: str | None = None
    roles: tuple[str, ...] = ()
    unit: str = ""
    kinds: tuple[str, ...] = ()
    unknown: str = ""
    is_half: bool = False


def heading_period(cell: Cell) -> Period | None:
    """The year or half-year that a heading names, whatever else it says.

    >>> heading_period(Cell(1, 1, "KH năm 2018", "")).label
    '2018'
    """
    if isinstance(cell.value, str):
        if len(cell.value) > _LONGEST_HEADING:
            return None
    elif isinstance(cell.value, int | float) and cell.value not in calendar().all_years:
        # Nearly all cells of a table: figures.
        return None
    return meaning_of(cell, ("", "")).period


def meaning_of(cell: Cell, place: Place, parent: str = "") -> Meaning:
    """What a heading says; `place` is the table whose lines it may name, `parent` the line above in the header.

    >>> meaning_of(Cell(1, 1, "TH 6 tháng 2020", ""), ("2", "A")).kinds
    ('actual', 'half')
    >>> meaning_of(Cell(1, 1, "Năm 2018 (cũ rích)", ""), ("2", "A")).unknown
    'rích'
    """
    if not isinstance(cell.value, str):
        period = read_column_period(cell.value, None, cell.number_format)
        return Meaning(period=period, unknown="" if period else cell.said)
    return _of_text(cell.value, place, parent)


@per_teaching(maxsize=8192)
def _of_text(written: str, place: Place, parent: str) -> Meaning:
    whole = _known_whole(written, place, parent)
    if whole is not None:
        return whole
    bare, unit = unit_in_label(without_footnote(written)[0])
    if unit and (known := _known_whole(bare, place, parent)):
        return Meaning(known.period, known.line, known.area, known.roles, unit, known.kinds, is_half=known.is_half)
    named = [_part(part, place, parent) for part in _APART.split(bare) if clean(part)]
    together = _part(bare, place, parent)
    meanings = [together] if not together.unknown or any(part.unknown for part in named) else named
    found = _joined(meanings, unit, written)
    if found.unknown and found.period is None:
        # Not read, such a column is a year's all the same, and its row a header: "2019 (so 2018)".
        return replace(found, period=next((part.period for part in named if part.period), None))
    return found


def _joined(meanings: list[Meaning], unit: str, written: str) -> Meaning:
    periods = {m.period.label: m.period for m in meanings if m.period}
    unknown = " ".join(m.unknown for m in meanings if m.unknown)
    roles = {role for m in meanings for role in m.roles}
    if len(periods) > 1 or (periods and (roles - _BESIDE_YEARS or _DOUBT.search(written))):
        # Two years are no year, and neither is one that is doubted, or said to be of something else: "2019 (huyện)".
        unknown = clean(written)
    return Meaning(
        period=next(iter(periods.values()), None),
        line=next((m.line for m in meanings if m.line), None),
        area=next((m.area for m in meanings if m.area is not None), None),
        roles=tuple(role for m in meanings for role in m.roles),
        unit=unit,
        kinds=tuple(dict.fromkeys(kind for m in meanings for kind in m.kinds)),
        unknown=unknown,
        is_half=any(m.is_half for m in meanings),
    )


def _half_year_end(written: str) -> Period | None:
    """The last period, up to a day of its last month: "Đến 15/6/2020"."""
    match, last = _UNTIL.match(clean(written)), last_period(None)
    if match is None or last.label != calendar().half_year:
        return None
    day, month, year = (int(part) for part in match.groups())
    if (month, year) != (last.end.month, last.end.year) or not 1 <= day <= last.end.day:
        return None
    return Period(last.label, last.start, date(year, month, day))


def _known_whole(written: str, place: Place, parent: str) -> Meaning | None:
    """The meaning of a heading that is one known thing; None where it is none or several."""
    roles = tuple(role for role in heading_roles(written) if role in YEARLY_ROLES)
    if place in places_of(written, "yearly") and (line := match_label(written, *place, parent)):
        return Meaning(line=line)
    if (match := _YEAR_END.match(clean(written))) and (period := read_column_period(match[1])):
        return Meaning(period=period, kinds=("end",))
    if period := _half_year_end(written):
        return Meaning(period=period, kinds=("end",), is_half=True)
    if _TWO_DAYS.search(written) and (period := read_column_period(written)):
        around = take_apart(_DIGITS.sub(" ", written))
        if all(fold(word) in _AROUND_DAYS for word in around.rest.split()):
            return Meaning(period=period, kinds=around.kinds, is_half=period.label == calendar().half_year)
    if is_total(written):
        return Meaning(area="", roles=roles)
    if roles:
        return Meaning(roles=roles)
    if area_of(written):
        return Meaning(area=area_name(written))
    return None


def _is_idle(word: str) -> bool:
    return fold(word) in _IDLE and word.casefold() != _COMPARES


def _part(written: str, place: Place, parent: str) -> Meaning:
    """The meaning of a stretch of a heading: qualifiers taken out, what is left must be one known thing."""
    known = _known_whole(written, place, parent)
    if known is not None:
        return known
    apart = take_apart(written)
    half = any(kind in _HALF_KINDS for kind in apart.kinds)
    if not apart.rest:
        return Meaning(kinds=apart.kinds, is_half=half)
    period = read_column_period(apart.rest)
    if period is not None:
        return Meaning(period=period, kinds=apart.kinds, is_half=half)
    left = " ".join(word for word in apart.rest.split() if not _is_idle(word))
    period = read_column_period(left) if left else None
    if period is not None or not left:
        return Meaning(period=period, kinds=apart.kinds, is_half=half)
    known = _known_whole(apart.rest, place, parent)
    if known is not None:
        return Meaning(known.period, known.line, known.area, known.roles, "", apart.kinds, is_half=half)
    periods = [p for word in left.split() if (p := read_column_period(word))]
    if len(periods) != 1:
        return Meaning(kinds=apart.kinds, unknown=left, is_half=half)
    words = " ".join(word for word in left.split() if read_column_period(word) is None)
    return Meaning(period=periods[0], kinds=apart.kinds, unknown=words, is_half=half)
