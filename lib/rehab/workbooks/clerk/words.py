"""How figures, periods and cells are named in a message: pairs of Vietnamese and English."""

from collections.abc import Iterable
from datetime import date

from rehab.catalog.lines import line_label, lines, section_titles
from rehab.catalog.periods import calendar, vietnamese_day
from rehab.catalog.texts import text
from rehab.workbooks.clerk.figures import amount, total
from rehab.workbooks.facts.rows import Row

Pair = tuple[str, str]
_CENTRES = "3"
_SWAPPED = str.maketrans(",.", ".,")


def number(value: float) -> Pair:
    """A number as each language writes it.

    >>> number(1234567.5), number(161)
    (('1.234.567,5', '1,234,567.5'), ('161', '161'))
    """
    english = f"{value:,.2f}".rstrip("0").rstrip(".")
    return english.translate(_SWAPPED), english


def times(larger: float, smaller: float) -> Pair:
    """How many times one number is the other, to one decimal.

    >>> times(15, 10)
    ('1,5', '1.5')
    """
    return number(round(larger / smaller, 1))


def period_words(label: str) -> Pair:
    """The name of a period; nothing for a single day, which both sides of a comparison share.

    >>> period_words("2018"), period_words("2017-01-01/2020-06-15")
    (('năm 2018', '2018'), ('01/01/2017 - 15/6/2020', '1/1/2017 - 15/6/2020'))
    """
    if "/" in label:
        start, end = label.split("/")
        if start == end:
            return "", ""
        (vi, en), (vi_end, en_end) = _day(start), _day(end)
        return f"{vi} - {vi_end}", f"{en} - {en_end}"
    if label == calendar().half_year:
        return text("period.half", "vi"), text("period.half", "en")
    return (f"năm {label}", label) if label else ("", "")


def heading(label: str) -> Pair:
    """The period a message begins with.

    >>> heading("2020-H1"), heading("")
    (('6 tháng đầu năm 2020: ', 'First half of 2020: '), ('', ''))
    """
    vi, en = (f"{words[0].upper()}{words[1:]}: " if words else "" for words in period_words(label))
    return vi, en


def place(row: Row, home: Row) -> str:
    """The cell of a row, with its sheet and file where they are not those of the row reported at."""
    if row["file"] != home["file"]:
        return f"{row['file']} ! {row['sheet']} ! {row['cell']}"
    return str(row["cell"]) if row["sheet"] == home["sheet"] else f"{row['sheet']} ! {row['cell']}"


def places(rows: Iterable[Row], home: Row) -> str:
    """The cells of several rows."""
    return ", ".join(place(row, home) for row in rows)


def cited(row: Row, home: Row) -> Pair:
    """A value with its cell: `1.500 (ô F21)`."""
    vi, en = number(amount(row))
    return f"{vi} (ô {place(row, home)})", f"{en} ({place(row, home)})"


def dated(row: Row, home: Row) -> Pair:
    """A value with its period and cell: `1.500 (năm 2018, ô F21)`."""
    (vi, en), (vi_period, en_period) = number(amount(row)), period_words(str(row["period"]))
    where = place(row, home)
    return f"{vi} ({vi_period}, ô {where})", f"{en} ({en_period}, {where})"


def added(rows: list[Row], home: Row) -> Pair:
    """A value, or a sum with what it adds, every cell named: `55 = 30 (ô D5) + 25 (ô E5)`."""
    if len(rows) == 1:
        return cited(rows[0], home)
    sums, parts = number(total(rows)), [cited(row, home) for row in rows]
    vi, en = (f"{sums[side]} = {' + '.join(part[side] for part in parts)}" for side in (0, 1))
    return vi, en


def label_of(names: Iterable[str]) -> Pair:
    """The label of a line, or of several added.

    >>> label_of(["staff_total"]), label_of(["relapsed"])[1]
    (('Cán bộ: Tổng số', 'Staff'), 'People who relapsed')
    """
    chosen = list(names)
    vi, en = (" + ".join(_label(name, language) for name in chosen) for language in ("vi", "en"))
    return vi, en


def _label(name: str, language: str) -> str:
    label, line = line_label(name, language), lines().get(name)
    if line is None or line.appendix != _CENTRES or not line.section:
        return label
    # In the list of centres a label stands under a shared heading and says little without it.
    title = section_titles()[(line.appendix, line.table, line.section)][language != "vi"]
    return label if title in label else f"{title}: {label}"


def _day(written: str) -> Pair:
    day = date.fromisoformat(written)
    return vietnamese_day(day), f"{day.day}/{day.month}/{day.year}"
