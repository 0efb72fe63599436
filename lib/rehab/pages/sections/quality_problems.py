"""What is wrong, in all provinces: province by province, kind by kind, indicator by indicator."""

from dataclasses import dataclass

from rehab.catalog.indicators import indicators
from rehab.catalog.problem_kinds import SEVERITIES, problem_kinds
from rehab.catalog.texts import tabled, text
from rehab.country.problem_counts import KindCount, ProvinceCount, count_indicators, count_kinds
from rehab.country.touched import indicators_touched
from rehab.pages.citing.formats import shorten
from rehab.pages.citing.marks import label, mark, message_mark, quoted
from rehab.pages.citing.phrases import NOTHING, Phrase, fill, join
from rehab.pages.numbers.quality import QualityMaterial, feedback_commands
from rehab.pages.sections.overview_names import province_name, some_names

_LONGEST = 200


@dataclass(frozen=True)
class WorstRow:
    """One province: its problems by severity (errors first), what they may change, what to do first."""

    name: str
    page: str
    counts: tuple[Phrase, ...]
    touched: Phrase
    first: Phrase
    commands: tuple[Phrase, ...]


def worst_rows(material: QualityMaterial) -> list[WorstRow]:
    """A row for each province that sent a workbook, the gravest first."""
    return [_worst(one, material) for one in material.provinces]


def _worst(one: ProvinceCount, material: QualityMaterial) -> WorstRow:
    language, country = material.language, material.country
    file = country.briefs.get(one.code, "")
    source = material.sent.sources.get(one.code)
    return WorstRow(
        name=province_name(one.code, language),
        page=f"{file}#problems" if file else "",
        counts=tuple(country.figures.count(count) for count in one.gravity),
        touched=_numbers(one.indicators),
        first=_first(one, language),
        commands=tuple(map(quoted, feedback_commands(material, source.files if source else ()))),
    )


def _first(one: ProvinceCount, language: str) -> Phrase:
    """The place of the gravest problem, and what is to be done about it."""
    row = one.first
    if row is None:
        return NOTHING
    place = " ! ".join(part for part in (str(row["sheet"]), str(row["cell"]).split("+")[0]) if part)
    message = message_mark(shorten(str(row[f"message_{tabled(language)}"]), _LONGEST))
    return fill("{}: {}", quoted(place), message) if place else message


def _numbers(found: tuple[int, ...]) -> Phrase:
    return join([mark(number) for number in found], ", ") if found else NOTHING


@dataclass(frozen=True)
class KindRow:
    """One kind of problem: what is wrong in general, and how often."""

    what: Phrase
    severity: str
    count: Phrase
    provinces: Phrase
    names: Phrase
    touched: Phrase


@dataclass(frozen=True)
class KindGroup:
    """The kinds by which one thing becomes of the figures."""

    title: str
    rows: tuple[KindRow, ...]


def kind_groups(material: QualityMaterial) -> list[KindGroup]:
    """The kinds that occur, the gravest outcome first."""
    groups: dict[str, list[KindCount]] = {}
    for own in count_kinds(material.sent):
        groups.setdefault(own.outcome, []).append(own)
    return [
        KindGroup(text(f"quality.outcome_{outcome}", material.language), tuple(_kind(one, material) for one in own))
        for outcome, own in groups.items()
    ]


def _kind(own: KindCount, material: QualityMaterial) -> KindRow:
    language, count = material.language, material.country.figures.count
    return KindRow(
        what=label(problem_kinds()[own.code].general(tabled(language))),
        severity=text(f"problems.{own.severity}", language),
        count=count(own.count),
        provinces=count(len(own.provinces)),
        names=some_names(own.provinces, language),
        touched=_numbers(own.indicators),
    )


@dataclass(frozen=True)
class IndicatorRow:
    """One indicator: how many problems of each severity (errors first) may change it."""

    number: int
    short: str
    counts: tuple[Phrase, ...]


def indicator_rows(material: QualityMaterial) -> list[IndicatorRow]:
    """A row for each indicator."""
    sent = material.sent
    found = count_indicators(sent.problems, indicators_touched(sent))
    none = dict.fromkeys(SEVERITIES, 0)
    count = material.country.figures.count
    return [
        IndicatorRow(
            number,
            own.short(material.language),
            tuple(count(found.get(number, none)[severity]) for severity in reversed(SEVERITIES)),
        )
        for number, own in indicators().items()
    ]
