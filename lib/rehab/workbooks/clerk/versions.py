"""Files of one province that hold the same appendices: which of them counts, told by the dates of their reports."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from rehab.workbooks.grids.problems import Problem, problem


@dataclass(frozen=True)
class Version:
    """One file of a province: its name, the appendices in it, the day of its report."""

    file: str
    appendices: frozenset[str]
    report_date: date | None


@dataclass(frozen=True)
class Ordered:
    """`replaced`: places of the files that a later one replaces; `problems`: which, and those that nothing orders."""

    replaced: tuple[int, ...]
    problems: tuple[Problem, ...]


def ordered(versions: Sequence[Version]) -> Ordered:
    """Which files another one replaces: it holds all of their appendices, and its report is of a later day.

    Files with appendices of their own are parts of one report and all count. Two that hold the same and that no day
    orders are an error: nobody can tell which of their figures are meant.

    >>> early, late = Version("a.xlsx", frozenset("45"), date(2020, 6, 1)), Version("b.xlsx", frozenset("45"), None)
    >>> [found.code for found in ordered([early, late]).problems]
    ['sent_twice']
    """
    replaced: dict[int, None] = {}
    problems: list[Problem] = []
    for (first, one), (second, other) in _overlapping(versions):
        older, newer = (one, other) if _day(one) <= _day(other) else (other, one)
        is_ordered = older.report_date and newer.report_date and older.report_date < newer.report_date
        if is_ordered and older.appendices <= newer.appendices:
            replaced[first if older is one else second] = None
            problems.append(problem("sent_again", older=older.file, newer=newer.file))
        else:
            problems.append(problem("sent_twice", one=one.file, other=other.file))
    return Ordered(tuple(replaced), tuple(problems))


def _overlapping(versions: Sequence[Version]) -> Iterator[tuple[tuple[int, Version], tuple[int, Version]]]:
    for one, other in combinations(enumerate(versions), 2):
        if one[1].file != other[1].file and one[1].appendices & other[1].appendices:
            yield one, other


def _day(version: Version) -> date:
    return version.report_date or date.min
