"""People, money and yearly plans over provinces: what is set side by side (rules 25 and 26), and its sums."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rehab.catalog.reviews import per_review, review_rows
from rehab.country.panels import Figures, Panel, line_course, panel_of

PEOPLE, MIX, LEAVING, HELD, MONEY = "people", "mix", "leaving", "held", "money"
CENTRE_MONEY, CENTRE_PEOPLE, ELSEWHERE = "centre_money", "centre_people", "elsewhere"


@dataclass(frozen=True)
class Measure:
    """A sum of lines that pages on all provinces print; `kind` is `stock` (on a day) or `flow` (in a period)."""

    name: str
    group: str
    kind: str
    lines: tuple[str, ...]
    label_vi: str
    label_en: str

    def label(self, language: str) -> str:
        """What readers call it."""
        return self.label_vi if language == "vi" else self.label_en


@per_review()
def measures() -> tuple[Measure, ...]:
    """The review's measures, in order; none where it has no such file.

    >>> [own.name for own in measures() if own.group == PEOPLE]
    ['on_file', 'treated', 'completed', 'aftercare', 'relapsed']
    """
    rows = review_rows("country_measures.csv")
    return tuple(
        Measure(
            row["measure"], row["group"], row["kind"], tuple(row["lines"].split("+")), row["label_vi"], row["label_en"]
        )
        for row in rows
    )


def measures_of(*groups: str) -> tuple[Measure, ...]:
    """Those of some groups."""
    return tuple(own for own in measures() if own.group in groups)


@dataclass(frozen=True)
class Plan:
    """What a year's plan asks for, and the lines of its result (rule 26)."""

    planned: str
    results: tuple[str, ...]


@per_review()
def plans() -> tuple[Plan, ...]:
    """The review's yearly plans, in order; none where it has no such file.

    >>> plans()[1]
    Plan(planned='planned_compulsory', results=('admitted_compulsory',))
    """
    return tuple(Plan(row["planned"], tuple(row["results"].split("+"))) for row in review_rows("plan_results.csv"))


@dataclass(frozen=True)
class Sums:
    """Sums of several measures over one panel: by measure and period. Only provinces that have all of it are in."""

    periods: tuple[str, ...]
    by_measure: Mapping[str, tuple[float, ...]]
    panel: Panel


def sums(figures: Figures, wanted: Mapping[str, Sequence[str]], periods: Sequence[str], codes: Iterable[str]) -> Sums:
    """The sums of measures (name → lines) over the provinces of `codes` that have every line in every period.

    >>> figures = {("a", "2019"): {"01": 1.0, "04": 2.0}, ("b", "2019"): {"01": 3.0}}
    >>> sums(figures, {"both": ["a", "b"]}, ["2019"], ["01", "04"]).by_measure
    {'both': (4.0,)}
    """
    needed = [figures.get((line, period), {}) for own in wanted.values() for line in own for period in periods]
    panel = panel_of(needed, codes)
    return Sums(
        tuple(periods),
        {name: line_course(figures, own, periods, panel.codes).sums for name, own in wanted.items()},
        panel,
    )


@dataclass(frozen=True)
class PerPerson:
    """Money of centres and people present in them at the end of one period (rule 25)."""

    period: str
    money: float
    people: float
    panel: Panel

    @property
    def value(self) -> float | None:
        """Million đồng for one person."""
        return self.money / self.people if self.people else None


def money_per_person(figures: Figures, periods: Sequence[str], codes: Iterable[str]) -> list[PerPerson]:
    """Period by period, over the provinces that have all figures and state that they neither send nor receive people.

    Else the people paid for would not be those counted.
    """
    groups = (CENTRE_MONEY, CENTRE_PEOPLE, ELSEWHERE)
    wanted = {group: [line for own in measures_of(group) for line in own.lines] for group in groups}
    if not all(wanted.values()):
        return []
    asked = list(codes)
    return [_per_person(figures, wanted, period, asked) for period in periods]


def _per_person(figures: Figures, wanted: Mapping[str, Sequence[str]], period: str, codes: list[str]) -> PerPerson:
    whole = sums(figures, wanted, [period], codes).panel.codes
    chosen = [code for code in whole if not _of(figures, wanted[ELSEWHERE], period, code)]
    own = [code for code in chosen if _of(figures, wanted[CENTRE_PEOPLE], period, code)]
    money, people = (
        sum(_of(figures, wanted[group], period, code) for code in own) for group in (CENTRE_MONEY, CENTRE_PEOPLE)
    )
    return PerPerson(period, money, people, Panel(tuple(own), tuple(code for code in codes if code not in own)))


def _of(figures: Figures, lines: Sequence[str], period: str, code: str) -> float:
    return sum(figures[line, period][code] for line in lines)
