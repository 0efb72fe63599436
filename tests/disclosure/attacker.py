"""Someone who has everything published for a province, knows the form, and wants the figures held back.

Knows more than a reader can: which sums hold in the true figures, and in which cells something is written.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np
import pandas as pd
from scipy.optimize import linprog

from rehab.catalog.lines import lines, parent_of
from rehab.disclosure.protection import ProvinceTables

PERIODS = ("2015", "2016", "2017", "2018", "2019", "2020-H1")
PRESENT = ("in_compulsory", "in_voluntary", "in_no_residence")
LEFT = ("left_escaped", "left_died", "left_transferred", "left_suspended")
# A sum that should be 0: lines to add, lines to subtract, lines of the period before to add.
BALANCES: list[tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = [
    ((), ("centre_opening",), PRESENT),
    (("admitted_compulsory",), ("in_compulsory", "completed_compulsory", *LEFT), ("in_compulsory",)),
    (("admitted_voluntary",), ("in_voluntary", "completed_voluntary", "left_voluntary_early"), ("in_voluntary",)),
    (
        ("admitted_no_residence",),
        ("in_no_residence", "no_residence_to_compulsory", "no_residence_returned"),
        ("in_no_residence",),
    ),
    (("no_residence_addicted",), ("no_residence_to_compulsory",), ()),
    (("sent_other_province",), ("admitted_compulsory",), ()),
    (("aftercare_files",), ("aftercare_centre", "aftercare_community"), ()),
    (("staff_total",), ("staff_permanent", "staff_contract"), ()),
]
CENTRE_ADDED = ("centre_opening", "admitted_compulsory", "admitted_voluntary", "admitted_no_residence")
CENTRE_TAKEN = (*PRESENT, "completed_compulsory", "completed_voluntary", *LEFT, "left_voluntary_early",
                "no_residence_returned")  # fmt: skip
CENTRE_READINGS = {"received_other_province": 1.0, "sent_other_province": -1.0, "no_residence_to_compulsory": -1.0}
AT_MOST = [
    (("health_staff", "counselling_staff", "vocational_teachers", "guards"), ("staff_total",)),
    (("health_staff_qualified",), ("health_staff",)),
]

Terms = list[tuple[int, float]]


@dataclass(frozen=True)
class Range:
    """What the attacker finds out of one withheld figure."""

    row: int
    line: str
    mark: str
    true: float
    low: float
    high: float

    @property
    def whole_numbers(self) -> int:
        """How many whole numbers it can still be."""
        return int(np.floor(min(self.high, 1e9) + 1e-6) - np.ceil(self.low - 1e-6)) + 1


class Attacker:
    """Sets up all that is known as linear constraints over the withheld figures, then asks for their ranges."""

    def __init__(self, exact: ProvinceTables, published: ProvinceTables) -> None:
        self.exact, self.published = exact, published
        rows = exact.observations
        self.true = rows["value"].to_dict()
        marks = published.observations["withheld"]
        numbers = rows["value"].notna() & rows["line"].isin([n for n, line in lines().items() if line.is_number])
        self.marks = {int(index): str(mark) for index, mark in marks[numbers].items()}
        self.unknown = [index for index, mark in self.marks.items() if mark]
        self.column = {index: place for place, index in enumerate(self.unknown)}
        self.places: dict[tuple[str, str, str, str], int] = {}
        for index, row in rows[numbers].iterrows():
            self.places.setdefault((row["line"], row["period"], row["area"], row["entry"]), int(index))
        self.equal: list[tuple[Terms, float]] = []
        self.at_most: list[tuple[Terms, float]] = []
        self._learn()

    def ranges(self) -> list[Range]:
        """The least and greatest value of every withheld figure that fits all that is known."""
        if not self.unknown:
            return []
        matrices = self._matrices()
        bounds = [(1, 4) if self.marks[index] == "small" else (0, None) for index in self.unknown]
        found = []
        for place, index in enumerate(self.unknown):
            aim = np.zeros(len(self.unknown))
            ends = []
            for sign in (1.0, -1.0):
                aim[place] = sign
                solved = linprog(aim, **matrices, bounds=bounds, method="highs")
                assert solved.status in (0, 3), solved.message
                ends.append(sign * solved.fun if solved.status == 0 else np.inf)
            line = self.exact.observations.loc[index, "line"]
            found.append(Range(index, line, self.marks[index], self.true[index], *ends))
        return found

    def _matrices(self) -> dict[str, np.ndarray]:
        found = {}
        for name, rows in (("eq", self.equal), ("ub", self.at_most)):
            matrix, limits = np.zeros((len(rows), len(self.unknown))), np.zeros(len(rows))
            for place, (terms, limit) in enumerate(rows):
                limits[place] = limit
                for index, weight in terms:
                    if index in self.column:
                        matrix[place, self.column[index]] += weight
                    else:
                        limits[place] -= weight * self.true[index]
            kept = np.any(matrix, axis=1)
            if kept.any():
                found |= {f"A_{name}": matrix[kept], f"b_{name}": limits[kept]}
        return found

    def _learn(self) -> None:
        self._learn_balances()
        self._learn_windows()
        self._learn_districts()
        self._learn_bounds()
        self._learn_rates()

    def _is_equal(self, terms: Terms, limit: float = 0.0) -> bool:
        """Note a sum if it holds in truth."""
        holds = bool(terms) and abs(sum(w * self.true[i] for i, w in terms) - limit) < 1e-6
        if holds:
            self.equal.append((terms, limit))
        return holds

    def _is_at_most(self, terms: Terms, limit: float = 0.0) -> None:
        if terms and sum(w * self.true[i] for i, w in terms) <= limit + 1e-6:
            self.at_most.append((terms, limit))

    def _terms(self, names: Iterable[str], weight: float, period: str, entry: str = "") -> Terms:
        found = (self.places.get((name, period, "", entry)) for name in names)
        return [(index, weight) for index in found if index is not None]

    def _keys(self, name: str) -> Iterator[tuple[str, str, str]]:
        yield from sorted({key[1:] for key in self.places if key[0] == name})

    def _learn_balances(self) -> None:
        for added, taken, before in BALANCES:
            for period, area, entry in self._keys(taken[0]):
                above = self._terms(added, 1.0, period, entry)
                if before and period in PERIODS[1:]:
                    above += self._terms(before, 1.0, PERIODS[PERIODS.index(period) - 1])
                below = self._terms(taken, -1.0, period, entry)
                if above and below and not area and not (before and period not in PERIODS[1:]):
                    self._is_equal([*above, *below])
        for period in PERIODS:
            plain = [*self._terms(CENTRE_ADDED, 1.0, period), *self._terms(CENTRE_TAKEN, -1.0, period)]
            for chosen in sorted(product((False, True), repeat=len(CENTRE_READINGS)), key=sum):
                own = [name for name, used in zip(CENTRE_READINGS, chosen, strict=True) if used]
                extra = [term for name in own for term in self._terms([name], CENTRE_READINGS[name], period)]
                if self._is_equal([*plain, *extra]):
                    break
        held = [(index, 1.0) for key, index in self.places.items() if key[0] == "current_people"]
        if held:
            self._is_equal([*held, *self._terms(PRESENT, -1.0, "2020-H1")])

    def _learn_windows(self) -> None:
        rows = self.exact.observations
        for (line, period, area, entry), whole in self.places.items():
            if "/" not in period or lines()[line].measure != "flow":
                continue
            start, end = rows.loc[whole, "period_start"], rows.loc[whole, "period_end"]
            years = [self.places.get((line, year, area, entry)) for year in PERIODS]
            inside = [y for y in years if y is not None and start <= rows.loc[y, "period_start"]
                      and rows.loc[y, "period_end"] <= end]  # fmt: skip
            terms = [(whole, -1.0), *((year, 1.0) for year in inside)]
            if inside and not self._is_equal(terms):
                self._is_at_most(terms)

    def _learn_districts(self) -> None:
        groups: dict[tuple[str, str, str], list[int]] = {}
        for (line, period, area, entry), index in self.places.items():
            if area:
                groups.setdefault((line, period, entry), []).append(index)
        for (line, period, entry), parts in groups.items():
            whole = self.places.get((line, period, "", entry))
            if whole is not None:
                terms = [(whole, -1.0), *((part, 1.0) for part in parts)]
                if not self._is_equal(terms):
                    self._is_at_most(terms)

    def _learn_bounds(self) -> None:
        for (line, period, area, entry), index in self.places.items():
            whole = self.places.get((parent_of(lines()[line]), period, area, entry))
            if lines()[line].is_part and whole is not None:
                self._is_at_most([(index, 1.0), (whole, -1.0)])
        for lesser, greater in AT_MOST:
            for period, area, entry in self._keys(greater[0]):
                if not area:
                    above = self._terms(greater, -1.0, period, entry)
                    below = self._terms(lesser, 1.0, period, entry)
                    if below:
                        self._is_at_most([*below, *above])

    def _learn_rates(self) -> None:
        """Numerators, denominators and percentages as published, and on which side of its target each ratio lies."""
        columns = ["line", "file", "sheet", "cell", "period_start", "period_end"]
        at = {}
        for index in self.marks:
            at.setdefault(tuple(self.exact.observations.loc[index, columns]), index)
        used = self.exact.workings[self.exact.workings["status"].isin(["used", "none_stated"])]
        sides: dict[tuple[str, str, str], dict[str, Terms]] = {}
        for _, row in used.iterrows():
            index = at.get(tuple(row[columns]))
            if index is not None:
                own = sides.setdefault((row["part"], row["alternative"], row["period"]), {})
                own.setdefault(row["side"], []).append((index, 1.0))
        window = {key[0]: key for key in sides if not key[1] and "/" in key[2]}
        rates, verdicts = self.published.rates, self.published.verdicts
        rows = [((r["part"], r["alternative"], r["period"]), r) for _, r in rates.iterrows()]
        rows += [(window.get(r["part"], ("", "", "")), r) for _, r in verdicts[verdicts["part"] != ""].iterrows()]
        for key, row in rows:
            for side in ("numerator", "denominator"):
                if pd.notna(row[side]) and key in sides and side in sides[key]:
                    assert self._is_equal(sides[key][side], row[side]), (key, side)
            if pd.notna(row["value"]) and key in sides and len(sides[key]) == 2:
                above, below = sides[key]["numerator"], sides[key]["denominator"]
                for sign, edge in ((1.0, row["value"] + 0.05), (-1.0, row["value"] - 0.05)):
                    terms = [*((i, sign * 100 * w) for i, w in above), *((i, -sign * edge * w) for i, w in below)]
                    self._is_at_most(terms)
            if row.get("verdict") in ("met", "not_met") and key in sides and len(sides[key]) == 2:
                sign = -1.0 if row["verdict"] == "met" else 1.0
                above, below = sides[key]["numerator"], sides[key]["denominator"]
                terms = [(i, sign * 100 * w) for i, w in above] + [(i, -sign * row["target"] * w) for i, w in below]
                self._is_at_most(terms)
