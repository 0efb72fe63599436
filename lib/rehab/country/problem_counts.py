"""Problems of all provinces: by what becomes of the figure, by kind, by indicator, by province."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from rehab.catalog.problem_kinds import SEVERITIES
from rehab.catalog.problem_outcomes import OUTCOMES, outcome_of
from rehab.catalog.tables import records
from rehab.country.sent import Sent
from rehab.country.touched import indicators_touched

_GRAVEST_FIRST = tuple(reversed(SEVERITIES))


@dataclass(frozen=True)
class KindCount:
    """One kind of problem: how many there are, in which provinces, which indicators they may change."""

    code: str
    outcome: str
    severity: str
    count: int
    provinces: tuple[str, ...]
    indicators: tuple[int, ...]


@dataclass(frozen=True)
class ProvinceCount:
    """One province's problems: by severity, which indicators they may change, and the one to look at first."""

    code: str
    by_severity: Mapping[str, int]
    indicators: tuple[int, ...]
    first: Mapping[str, object] | None

    @property
    def gravity(self) -> tuple[int, ...]:
        """By which provinces are put in order: errors first, then warnings, then remarks."""
        return tuple(self.by_severity[severity] for severity in _GRAVEST_FIRST)


def count_kinds(sent: Sent) -> list[KindCount]:
    """Every kind that occurs: by outcome, then the most frequent first."""
    touched = indicators_touched(sent)
    by_code: dict[str, list[tuple[Mapping[str, object], frozenset[int]]]] = {}
    for row, numbers in zip(records(sent.problems), touched, strict=True):
        by_code.setdefault(str(row["code"]), []).append((row, numbers))
    found = [_kind(code, own) for code, own in by_code.items()]
    return sorted(found, key=lambda own: (OUTCOMES.index(own.outcome), -own.count, own.code))


def _kind(code: str, own: Sequence[tuple[Mapping[str, object], frozenset[int]]]) -> KindCount:
    return KindCount(
        code=code,
        outcome=_outcome(code, str(own[0][0]["severity"])),
        severity=str(own[0][0]["severity"]),
        count=len(own),
        provinces=tuple(sorted({str(row["province"]) for row, _ in own})),
        indicators=tuple(sorted(frozenset().union(*(numbers for _, numbers in own)))),
    )


def _outcome(code: str, severity: str) -> str:
    """What becomes of the figure; of a kind that the catalogue does not tell of, an error costs it."""
    return outcome_of().get(code, "lost" if severity == "error" else "noted")


def count_provinces(sent: Sent) -> list[ProvinceCount]:
    """Every province that sent a workbook, the one with the gravest problems first."""
    touched = indicators_touched(sent)
    own: dict[str, list[tuple[Mapping[str, object], frozenset[int]]]] = {code: [] for code in sent.sources}
    for row, numbers in zip(records(sent.problems), touched, strict=True):
        own.setdefault(str(row["province"]), []).append((row, numbers))
    found = [_province(code, rows) for code, rows in own.items()]
    return sorted(found, key=lambda one: (*(-count for count in one.gravity), one.code))


def _province(code: str, rows: Sequence[tuple[Mapping[str, object], frozenset[int]]]) -> ProvinceCount:
    counts = Counter(str(row["severity"]) for row, _ in rows)
    gravest = next((severity for severity in _GRAVEST_FIRST[:-1] if counts[severity]), None)
    return ProvinceCount(
        code=code,
        by_severity={severity: counts[severity] for severity in SEVERITIES},
        indicators=tuple(sorted(frozenset().union(*(numbers for _, numbers in rows)))),
        first=next((row for row, _ in rows if row["severity"] == gravest), None),
    )


def count_indicators(problems: pd.DataFrame, touched: Sequence[frozenset[int]]) -> dict[int, dict[str, int]]:
    """How many problems of each severity may change an indicator."""
    found: dict[int, dict[str, int]] = {}
    for severity, numbers in zip(problems["severity"], touched, strict=True):
        for number in numbers:
            found.setdefault(number, dict.fromkeys(SEVERITIES, 0))[str(severity)] += 1
    return found
