"""The facts of one province as pages and pictures use them: typed, each with its source, indexed once.

Frames are for analysts and for files. What is absent is decided here, once: an absent text is "", an absent number or
answer None.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar, get_type_hints

import pandas as pd

from rehab.catalog.problem_kinds import problem_kinds
from rehab.catalog.tables import plain_values


@dataclass(frozen=True)
class Source:
    """The cell a value stands in, empty for a term that is missing; `key` names it briefly among the province's."""

    file: str
    sheet: str
    cell: str
    raw: str
    corrected: bool
    key: str


@dataclass(frozen=True)
class Fact:
    """One value of one line. `withheld` says how it is held back from the audience: `small`, `other`, or not at all."""

    line: str
    period: str
    period_start: str
    period_end: str
    value: float | None
    text: str
    withheld: str
    source: Source
    appendix: str = ""
    area: str = ""
    entry: str = ""
    unit: str = ""

    @property
    def is_given(self) -> bool:
        """Whether there is a figure, be it one that is withheld."""
        return self.value is not None or bool(self.withheld)

    @property
    def is_window(self) -> bool:
        """Whether it speaks of a window with two days of its own."""
        return _is_window(self.period)


@dataclass(frozen=True)
class Working(Fact):
    """A cell that went into a rate, or a term that is missing from it (`status` says why; its source is no cell).

    `period` is that of the rate.
    """

    indicator: int = 0
    part: str = ""
    alternative: str = ""
    side: str = ""
    status: str = ""


@dataclass(frozen=True)
class Rate:
    """A rate of a part in a year or over the window; of another definition where `alternative` names one."""

    indicator: int
    part: str
    alternative: str
    period: str
    value: float | None
    numerator: float | None
    denominator: float | None
    expected: float | None
    terms_missing: str
    withheld: str = ""

    @property
    def is_window(self) -> bool:
        """Whether it is that of the whole window."""
        return _is_window(self.period)


@dataclass(frozen=True)
class Verdict:
    """The verdict on a part, or on an indicator as a whole (`part` is empty)."""

    indicator: int
    part: str
    definition: str
    value: float | None
    numerator: float | None
    denominator: float | None
    terms_missing: str
    baseline: float | None
    baseline_kind: str
    target: float | None
    margin: float | None
    verdict: str
    basis: str
    reason: str
    stated_verdict: str
    agrees: bool | None
    agrees_by: str
    borderline: bool | None
    as_of: str
    withheld: str = ""


@dataclass(frozen=True)
class Problem:
    """One thing to look at in a workbook."""

    severity: str
    code: str
    file: str
    sheet: str
    cell: str
    message_vi: str
    message_en: str
    raw: str
    withheld: str = ""

    def message(self, language: str) -> str:
        """What is wrong and what to do, in a language."""
        return self.message_vi if language == "vi" else self.message_en

    def finding(self, language: str) -> str:
        """What is wrong alone: what to do is said to whom the workbook is sent back, not to readers of a report."""
        kind = problem_kinds()[self.code]
        do = kind.do_vi if language == "vi" else kind.do_en
        return self.message(language).replace(f" {do}", "")


_T = TypeVar("_T")


def verdicts_of(table: pd.DataFrame) -> tuple[Verdict, ...]:
    """The rows of a table of verdicts."""
    return tuple(_made(Verdict, table))


class Facts:
    """All facts of one province; asking for some does not go through the rest.

    `prefix` begins the keys of their cells: a page that cites several provinces gives each one of its own.
    """

    def __init__(self, tables: Mapping[str, pd.DataFrame], prefix: str = "") -> None:
        keys = _Keys(prefix)
        self.all = tuple(_facts(tables["observations"], keys))
        self.workings = tuple(_workings(tables["workings"], keys))
        self.verdicts = verdicts_of(tables["verdicts"])
        self.rates = tuple(_made(Rate, tables["rates"]))
        self.problems = tuple(_made(Problem, tables["problems"]))
        self._by_line = _grouped((fact.line, fact) for fact in self.all)
        self._by_definition = _grouped(((found.part, found.alternative), found) for found in self.workings)
        self._rates = _grouped(((rate.part, rate.alternative), rate) for rate in self.rates)
        self._parts = _grouped((found.indicator, found) for found in self.verdicts if found.part)
        self._verdicts = {found.part or found.indicator: found for found in reversed(self.verdicts)}

    def of(self, *lines: str) -> list[Fact]:
        """The facts of lines, line after line."""
        return [fact for line in lines for fact in self._by_line.get(line, ())]

    def workings_of(self, part: str, alternative: str = "") -> list[Working]:
        """What went into the rates of a part by one of its definitions, in all periods."""
        return self._by_definition.get((part, alternative), [])

    def rates_of(self, part: str, alternative: str = "") -> list[Rate]:
        """The rates of a part by one of its definitions, in all periods."""
        return self._rates.get((part, alternative), [])

    @property
    def nine(self) -> list[Verdict]:
        """The verdicts on the indicators as a whole, in order."""
        return [found for found in self.verdicts if not found.part]

    def parts_of(self, indicator: int) -> list[Verdict]:
        """The verdicts on the parts of an indicator."""
        return self._parts.get(indicator, [])

    def verdict(self, of: str | int) -> Verdict:
        """The verdict on a part (`2a`) or on an indicator as a whole (2). Raises KeyError where there is none."""
        return self._verdicts[of]


def _grouped(pairs: Iterable[tuple[Any, _T]]) -> dict[Any, list[_T]]:
    found: dict[Any, list[_T]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found


def _is_window(period: str) -> bool:
    return "/" in period


def _number(value: float | None) -> float | None:
    return None if value is None or value != value else float(value)


def _text(value: object) -> str:
    return str(value) if value is not None and value == value else ""


class _Keys:
    """Short names of cells: sheets by number, since a province may send two files whose sheets have one name."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._sheets: dict[tuple[str, str], int] = {}

    def of(self, file: str, sheet: str, cell: str) -> str:
        """The key of a cell; of a term that has none, one that no cell has."""
        number = self._sheets.setdefault((file, sheet), len(self._sheets) + 1) if cell else 0
        return f"{self._prefix}{number}{cell.lower()}"


# Rows are made of whole columns: going through them row by row takes twice as long.
def _facts(table: pd.DataFrame, keys: _Keys) -> Iterator[Fact]:
    named = _texts(table, "appendix", "area", "entry", "unit")
    return (Fact(*said, *own) for said, own in zip(_said(table, keys), named, strict=True))


def _workings(table: pd.DataFrame, keys: _Keys) -> Iterator[Working]:
    numbers, named = plain_values(table["indicator"]), _texts(table, "part", "alternative", "side", "status")
    # No appendix, area, entry or unit: those of a cell are its observation's.
    for said, number, own in zip(_said(table, keys), numbers, named, strict=True):
        fields: tuple[Any, ...] = (*said, "", "", "", "", int(number), *own)
        yield Working(*fields)


def _texts(table: pd.DataFrame, *names: str) -> Iterator[tuple[str, ...]]:
    return zip(*(map(_text, plain_values(table[name])) for name in names), strict=True)


def _said(table: pd.DataFrame, keys: _Keys) -> Iterator[tuple[Any, ...]]:
    """What observations and workings both tell of a cell, in the order of a fact's fields."""
    when = _texts(table, "line", "period", "period_start", "period_end")
    values = map(_number, plain_values(table["value"]))
    words = _texts(table, "text", "withheld")
    for own, value, said, source in zip(when, values, words, _sources(table, keys), strict=True):
        yield (*own, value, *said, source)


def _sources(table: pd.DataFrame, keys: _Keys) -> Iterator[Source]:
    cells, corrected = _texts(table, "file", "sheet", "cell", "raw"), plain_values(table["corrected"])
    for (file, sheet, cell, raw), is_corrected in zip(cells, corrected, strict=True):
        yield Source(file, sheet, cell, raw, is_corrected is True, keys.of(file, sheet, cell))


def _made(kind: type[_T], table: pd.DataFrame) -> Iterator[_T]:
    """Rows of a table as facts of a kind, whose fields are columns."""
    makes = {name: _MAKERS[told] for name, told in _FIELDS[kind].items() if name in table}
    columns = (map(make, plain_values(table[name])) for name, make in makes.items())
    return (kind(**dict(zip(makes, row, strict=True))) for row in zip(*columns, strict=True))


def _answer(value: object) -> bool | None:
    return bool(value) if value is not None and value == value else None


_MAKERS: dict[Any, Callable[[Any], Any]] = {str: _text, int: int, float | None: _number, bool | None: _answer}
_FIELDS: dict[Any, dict[str, Any]] = {kind: get_type_hints(kind) for kind in (Rate, Verdict, Problem)}
