"""How a problem found in the assessment is worded: cells, labels, days, numbers, in Vietnamese and English."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from rehab.attainment.evidence import Evidence, Observation
from rehab.attainment.terms import TermValue
from rehab.catalog.lines import line_label
from rehab.catalog.periods import vietnamese_day
from rehab.catalog.problem_kinds import problem_row
from rehab.catalog.texts import text

Pair = tuple[str, str]
_SWAPPED = str.maketrans(",.", ".,")
_MOST_DIGITS = 6


def report(code: str, row: Observation, evidence: Evidence, **values: object) -> dict[str, object]:
    """A problem at an observation's cell."""
    return problem_row(
        code,
        collection=evidence.collection,
        province=evidence.province,
        file=row.file,
        sheet=row.sheet,
        cell=row.cell,
        raw=row.raw,
        **values,  # type: ignore[arg-type]
    )


def label_pair(line: str) -> Pair:
    """The label of a line in both languages."""
    return line_label(line, "vi"), line_label(line, "en")


def verdict_words(verdict: str) -> Pair:
    """A verdict in both languages."""
    return text(f"verdict.{verdict}", "vi"), text(f"verdict.{verdict}", "en")


def window_words(term: TermValue) -> Pair:
    """The window a flow speaks of, in the workbook's words where it has any."""
    row, window = term.sources[0], term.window
    if row.is_window and row.text:
        return row.text, row.text
    if window is None:
        return "", ""
    (start, first), (end, last) = day_words(window[0]), day_words(window[1])
    return f"{start}-{end}", f"{first}-{last}"


def day_words(day: date | None) -> Pair:
    """A day as each language writes it.

    >>> day_words(date(2020, 6, 2)), day_words(date(2020, 1, 15))
    (('02/6/2020', '2/6/2020'), ('15/01/2020', '15/1/2020'))
    """
    if day is None:
        return "", ""
    return vietnamese_day(day), f"{day.day}/{day.month}/{day.year}"


def number_words(value: Fraction) -> Pair:
    """A number as each language writes it.

    >>> number_words(Fraction(12345, 10))
    ('1.234,5', '1,234.5')
    """
    english = f"{float(value):,.2f}".rstrip("0").rstrip(".")
    return english.translate(_SWAPPED), english


def percent_words(value: Fraction, target: float | None = None) -> Pair:
    """A percentage, with so many digits that a value off its target never looks equal to it.

    >>> percent_words(Fraction(9999, 100), 100)
    ('99,99%', '99.99%')
    """
    digits, off = 1, target is not None and value != Fraction(str(target))
    while off and digits < _MOST_DIGITS and rounded(value, digits) == Decimal(str(target)):
        digits += 1
    english = f"{rounded(value, digits):,f}%"
    return english.translate(_SWAPPED), english


def rounded(value: Fraction, digits: int) -> Decimal:
    """A fraction rounded half up.

    >>> rounded(Fraction(1, 8), 2)
    Decimal('0.13')
    """
    # Integers, so that a half is a half: a decimal quotient may already be rounded.
    scaled = value * 10**digits
    whole = int(scaled + Fraction(1, 2)) if scaled >= 0 else -int(-scaled + Fraction(1, 2))
    return Decimal(whole).scaleb(-digits).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
