"""How each computed part came about: its terms, their cells, the calculation written out."""

from dataclasses import dataclass
from fractions import Fraction

from rehab.attainment.pace import needed
from rehab.attainment.ratios import NOT_APPLICABLE, is_lower_bound
from rehab.catalog.indicators import Part, indicators
from rehab.catalog.lines import line_label, lines, unit_name
from rehab.catalog.periods import calendar
from rehab.catalog.reviews import review_rows
from rehab.catalog.texts import tabled, text
from rehab.charts.periods import period_label
from rehab.pages.citing.figures import Figures, counted_on
from rehab.pages.citing.marks import mark, quoted
from rehab.pages.citing.phrases import NOTHING, Phrase, fill, join, phrase
from rehab.pages.numbers.material import Material
from rehab.pages.numbers.standing import verdict_text
from rehab.store.facts import Rate, Verdict, Working

_MOST_DAYS = 2
KNOWN = ("used", "none_stated")
# Units that a page counts by a noun of its own; the others are named as in the form.
_PLACES = "capacity"
_UNIT_TEXTS = {"người": "people", "chỗ": "places", "cơ sở": "centres", "điểm": "points"}
# Reasons for want of nothing: the figures are there and decide nothing all the same.
_FIGURES_GIVEN = ("spans_differ", "above_whole", "populations_differ")


@dataclass(frozen=True)
class TermGroup:
    """One line of a calculation: its figures, when they were counted and where they stand; or why there are none."""

    side: str
    label: str
    values: Phrase
    note: str
    days: str
    places: Phrase


@dataclass(frozen=True)
class Calculation:
    """The calculation of one part over the window, and of each year, ready to print.

    Without a value `equation` and `gap` are empty and `why_not` says what is missing; `shows_terms` where figures are
    there all the same. `terms` are those of the numerator, then of the denominator.
    """

    part: str
    name: str
    verdict_text: str
    equation: Phrase
    gap: Phrase
    why_not: str
    terms: tuple[tuple[TermGroup, ...], ...]
    shows_terms: bool
    definition: str
    years: tuple[Phrase, ...]


def part_name(part: Part, indicator: int, language: str) -> str:
    """Name of a part; an indicator's own where the part has none."""
    return part.short(language) or indicators()[indicator].short(language)


@dataclass(frozen=True)
class Counts:
    """The counts behind a verdict: how many, of how many, and by how many more or fewer than its target needs."""

    numerator: float
    denominator: float
    margin: float
    target: float

    @property
    def needed(self) -> int:
        """How many the target needs."""
        return needed(Fraction(str(self.denominator)), self.target)


def counts_of(row: Verdict) -> Counts | None:
    """The counts of a verdict; None where one of them is not there to be shown."""
    found = (row.numerator, row.denominator, row.margin, row.target)
    known = [count for count in found if count is not None]
    return Counts(*known) if len(known) == len(found) else None


def counted_unit(part: Part, language: str, count: float = 2) -> str:
    """What the numerator of a part counts, as a noun that goes with a count.

    >>> counted_unit(indicators()[6].parts[0], "en"), counted_unit(indicators()[4].parts[1], "en", 1)
    ('people', 'centre')
    """
    term = part.numerator.terms[0]
    unit = "cơ sở" if term.over == "count" else "chỗ" if term.line == _PLACES else lines()[term.line].unit
    name = _UNIT_TEXTS.get(unit, "")
    return text(f"unit.{name}" if count != 1 else f"unit.{name}_one", language) if name else unit_name(unit, language)


def sums_a_flow(part: Part) -> bool:
    """Whether a part adds up what happened over a window; else its value is a count on its latest day.

    >>> sums_a_flow(indicators()[6].parts[0]), sums_a_flow(indicators()[8].parts[0])
    (True, False)
    """
    return any(lines()[term.line].measure == "flow" for term in (*part.numerator.terms, *part.denominator.terms))


def part_workings(material: Material, part: str, alternative: str = "") -> list[Working]:
    """Workings of a part over the window: a row for each cell used and each term that is missing."""
    return [row for row in material.facts.workings_of(part, alternative) if row.is_window]


def missing_lines(material: Material, part: str, alternative: str = "") -> list[str]:
    """Labels of the lines a part lacks: those of its denominator, or where that is whole of its numerator."""
    lacking = [row for row in part_workings(material, part, alternative) if row.status not in KNOWN]
    below = [row for row in lacking if row.side == "denominator"]
    return [line_label(name, material.language) for name in dict.fromkeys(row.line for row in below or lacking)]


def calculation(row: Verdict, material: Material) -> Calculation:
    """The calculation of one part's verdict row; without equation and gap where it has no value."""
    language, part_id, number = material.language, row.part, row.indicator
    part = next(part for part in indicators()[number].parts if part.id == part_id)
    workings = part_workings(material, part_id)
    known = row.value is not None
    return Calculation(
        part=part_id,
        name=part_name(part, number, language),
        verdict_text=verdict_text(row.verdict, row.reason, language),
        equation=equation(row, workings, material.figures, row.target) if known else NOTHING,
        gap=_gap(row, material.figures) if known else NOTHING,
        why_not="" if known else _why_not(row, material),
        terms=by_side(term_groups(workings, material.figures)),
        shows_terms=row.reason in (*_FIGURES_GIVEN, "incomplete"),
        definition=definition_words(row, language),
        years=_years(part_id, material),
    )


def definition_words(row: Verdict, language: str) -> str:
    """Which of an indicator's definitions decided, where it has several; empty elsewhere."""
    part = next(item for item in indicators()[row.indicator].parts if item.id == row.part)
    name = next((item.short(language) for item in part.definitions if item.id == row.definition), "")
    return text("calculation.definition", language, name=name) if name else ""


def by_side(groups: tuple[TermGroup, ...]) -> tuple[tuple[TermGroup, ...], ...]:
    """The terms of the numerator, then those of the denominator."""
    sides = dict.fromkeys(group.side for group in groups)
    return tuple(tuple(group for group in groups if group.side == side) for side in sides)


def _why_not(row: Verdict, material: Material) -> str:
    """Why a part has no value: its reason, and the lines it lacks where that is the reason."""
    language, reason = material.language, row.reason
    if row.withheld:
        return text("disclosure.figure_withheld", language)
    missing = missing_lines(material, row.part)
    said = text(f"reason.{reason}", language) if reason else text("reason.no_data", language)
    if reason in (*NOT_APPLICABLE, *_FIGURES_GIVEN) or not missing:
        return text("calculation.no_value", language, reason=said)
    return text("calculation.lacks", language, reason=said, lines="; ".join(missing))


def is_bound(row: Verdict | Rate) -> bool:
    """Whether a value is a lower bound, printed with "≥": terms are missing, and no term counts a person twice.

    The rule is docs/method.md's 5.
    """
    if not row.terms_missing:
        return False
    indicator = indicators()[row.indicator]
    name = (row.alternative if isinstance(row, Rate) else "") or row.part or str(row.indicator)
    parts = [part for part in (*indicator.parts, *indicator.alternatives) if part.id == name]
    return any(is_lower_bound(part) for part in parts)


def equation(
    row: Verdict | Rate, workings: list[Working], figures: Figures, target: float | None = None, part: str = ""
) -> Phrase:
    """The calculation written out, `(59 + 97 + 180) / 930 = 36,1%`, every number linked to its cell.

    `part` names a definition that is told in a place of its own.
    """
    part, sides = part or row.part, []
    for side in ("numerator", "denominator"):
        known = [w for w in workings if w.side == side and w.status in KNOWN and w.source.cell]
        sides.append(_sum(known, part, figures))
    sign = "≥" if is_bound(row) else "="
    shown = figures.percent(row.value, part, target)
    return fill("{} / {} {} {}", sides[0], sides[1], sign, shown)


def _sum(rows: list[Working], part: str, figures: Figures) -> Phrase:
    counted = [row for row in rows if not lines()[row.line].is_number]
    if counted or not rows:
        # Centres are counted, not added up cell by cell: the terms below list them.
        values = [row.value for row in rows if row.value is not None]
        return figures.computed(sum(values) if len(values) == len(rows) else None, part)
    joined = join([figures.observed(row) for row in rows], " + ")
    return fill("({})", joined) if len(rows) > 1 else joined


def _years(part: str, material: Material) -> tuple[Phrase, ...]:
    """The part's rate of each year, written out."""
    found = []
    for rate in material.facts.rates_of(part):
        if rate.value is None or rate.period not in calendar().columns:
            continue
        cells = [row for row in material.facts.workings_of(part) if row.period == rate.period]
        written = equation(rate, cells, material.figures)
        found.append(fill("{}: {}", mark(period_label(rate.period, material.language)), written))
    return tuple(found)


def _gap(row: Verdict, figures: Figures) -> Phrase:
    """How many more would meet the target, or by how many it is passed; empty where the counts may not be shown."""
    counts = counts_of(row)
    if counts is None:
        return NOTHING
    language, part, margin = figures.language, row.part, int(counts.margin)
    own = next(item for item in indicators()[row.indicator].parts if item.id == part)
    key = "target_gap" if margin < 0 else "target_reached" if margin else "target_exact"
    if margin < 0 and row.terms_missing:
        key = "target_gap_so_far"
    return fill(
        text(f"calculation.{key}", language),
        unit=counted_unit(own, language),
        target=figures.fixed(counts.target),
        needed=figures.computed(counts.needed, part),
        numerator=figures.computed(counts.numerator, part),
        gap=figures.computed(abs(margin), part),
    )


def term_groups(workings: list[Working], figures: Figures) -> tuple[TermGroup, ...]:
    """The terms of a calculation, one group a line, in order."""
    groups: dict[tuple[str, str], list[Working]] = {}
    for row in workings:
        groups.setdefault((row.side, row.line), []).append(row)
    return tuple(_group(side, rows, figures) for (side, _), rows in groups.items())


def _group(side: str, rows: list[Working], figures: Figures) -> TermGroup:
    language, first = figures.language, rows[0]
    name, status = first.line, first.status
    placed = [row for row in rows if row.source.cell]
    is_number = lines()[name].is_number
    shown = [figures.observed(row) if is_number else figures.quoted(row) for row in placed if row.status in KNOWN]
    days = list(dict.fromkeys(counted_on(row, language) for row in placed))
    return TermGroup(
        side=text(f"calculation.{side}", language),
        label=line_label(name, language) + agency_words(name, language),
        values=join(shown, " + " if is_number else ", "),
        note="" if status == "used" else text(f"calculation.{status}", language),
        days=_days([day for day in days if day]),
        places=_places(placed),
    )


def agency_words(line: str, language: str) -> str:
    """Whose figure a line is, where it is not the department's own.

    >>> agency_words("people_on_file", "vi"), agency_words("in_compulsory", "vi")
    (' (số của Công an)', '')
    """
    own = next((row for row in review_rows("line_agencies.csv") if row["line"] == line), None)
    return f" ({own[f'agency_{tabled(language)}']})" if own else ""


def _days(days: list[str]) -> str:
    """Days or years as they are named; of more than two the first and the last.

    >>> _days(["năm 2016", "năm 2017", "năm 2018"])
    'năm 2016 … năm 2018'
    """
    return f"{days[0]} … {days[-1]}" if len(days) > _MOST_DAYS else ", ".join(days)


def _places(rows: list[Working]) -> Phrase:
    """Sheets and cells of the rows, each sheet named once."""
    sheets: dict[str, list[str]] = {}
    for row in rows:
        sheets.setdefault(row.source.sheet, []).append(row.source.cell)
    return join([quoted(f"{sheet} ! {', '.join(cells)}") for sheet, cells in sheets.items()], "; ") or phrase("")
