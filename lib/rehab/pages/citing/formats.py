"""Numbers, percentages and dates as each language writes them, rounded once and here only."""

from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from functools import cache, lru_cache

from babel import Locale
from babel.dates import format_date
from babel.numbers import NumberPattern, parse_pattern

from rehab.catalog.periods import calendar, vietnamese_day
from rehab.catalog.texts import text

_MOST_DIGITS = 6
_SHORT = 120
# All digits that a float can have before its point, and ours behind it: rounding raises where it has too few.
_ALL_DIGITS = Context(prec=320)


@cache
def _pattern(digits: int) -> NumberPattern:
    return parse_pattern("#,##0." + "#" * digits)


@lru_cache(maxsize=1 << 13)
def _decimal(written: str, digits: int, language: str) -> str:
    """A number, given as Python writes it, with so many decimals at most: a page prints each several times."""
    with localcontext(_ALL_DIGITS):
        shown = str(_pattern(digits).apply(_rounded(written, digits) + 0, Locale.parse(language)))
    # A hyphen may end a line, and is too short beside digits.
    return shown.replace("-", "−")


def _rounded(written: str, digits: int) -> Decimal:
    """A number with so many decimals; half a unit goes up, as clerks round (Python's own way is to the even digit)."""
    with localcontext(_ALL_DIGITS):
        return Decimal(written).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def format_number(value: float, language: str) -> str:
    """A count or an amount with at most one decimal.

    >>> format_number(1234, "vi"), format_number(1234.5, "en"), format_number(-0.5, "vi")
    ('1.234', '1,234.5', '−0,5')
    """
    return _decimal(str(value), 1, language)


def format_percent(value: float, language: str, target: float | None = None) -> str:
    """A percentage (0-100) with one decimal; more where one would hide on which side of the target it is.

    >>> format_percent(36.129, "vi"), format_percent(99.96, "vi", 100), format_percent(80, "en")
    ('36,1%', '99,96%', '80%')
    >>> format_percent(6.25, "vi"), format_percent(79.95, "vi", 80)
    ('6,3%', '79,95%')
    """
    digits = 1
    while target is not None and digits < _MOST_DIGITS and value < target <= _rounded(str(value), digits):
        digits += 1
    return _decimal(str(value), digits, language) + "%"


def format_day(day: str, language: str) -> str:
    """An ISO date as the language writes it.

    >>> format_day("2020-06-02", "vi"), format_day("2020-06-22", "en")
    ('02/6/2020', '22 June 2020')
    """
    written = date.fromisoformat(day)
    return vietnamese_day(written) if language == "vi" else format_date(written, format="d MMMM y", locale=language)


def format_days(words: str, start: str, end: str, language: str) -> str:
    """When a value was counted: the workbook's own words where it has any, else the period's name.

    The review's half-year ends on the report's day, so its name is printed and never that day.

    >>> format_days("01/2017-6/2020", "2017-01-01", "2020-06-22", "en")
    '01/2017-6/2020'
    >>> format_days("", "2020-01-01", "2020-06-22", "vi"), format_days("", "2016-01-01", "2016-12-31", "en")
    ('6 tháng đầu năm 2020', '2016')
    """
    if words:
        return words
    if not start:
        return ""
    own = calendar()
    if own.half_year and start == own.first_day.isoformat() and end[:7] == own.last_day.isoformat()[:7]:
        return text("period.half", language)
    if (start[5:], end[5:]) == ("01-01", "12-31") and start[:4] == end[:4]:
        return text("period.year", language, year=start[:4])
    if start == end:
        return format_day(end, language)
    first, last = format_day(start, language), format_day(end, language)
    return text("period.from_to", language, start=first, end=last)


def format_billions(millions: float, language: str) -> str:
    """Money in billion đồng from million đồng; the smaller the amount, the more decimals, so none shows as 0.

    >>> format_billions(61666, "vi"), format_billions(1234, "vi"), format_billions(18, "en")
    ('61,7', '1,23', '0.018')
    """
    billions = millions / 1000
    digits = 1 if billions >= 10 else 2 if billions >= 1 else 3
    return _decimal(str(billions), digits, language)


def shorten(words: str, limit: int = _SHORT) -> str:
    """Words cut at a space near the limit, with "…" where something is left out.

    >>> shorten("Chưa đa dạng các hình thức cai nghiện", 12)
    'Chưa đa …'
    >>> shorten("Chưa có")
    'Chưa có'
    """
    plain = " ".join(words.split())
    if len(plain) <= limit:
        return plain
    cut = plain[:limit].rsplit(" ", 1)[0] if " " in plain[:limit] else plain[:limit]
    return f"{cut} …"
