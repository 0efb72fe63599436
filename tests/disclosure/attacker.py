"""Someone who has everything published for a province, knows the form, and wants the figures held back.

Set up apart from the code under test: knows more than a reader can, namely which sums hold in the true figures and in
which cells something is written; has sums that were mined from published tables; and works in whole numbers.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise, product

import numpy as np
import pandas as pd
from mining import BEFORE, Sum
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

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
    (("admitted_no_residence",), ("no_residence_to_compulsory", "no_residence_returned"), ()),
    (("admitted_no_residence",), ("no_residence_addicted", "no_residence_returned"), ()),
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
MONEY = {"loan_amount": "loan_recipients"}
# Nobody lends a person less or more than this, in million đồng.
LEAST_LOAN, MOST_LOAN = 1.0, 100.0

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
    """Sets up all that is known as constraints over the withheld figures, then asks for their ranges."""

    def __init__(self, exact: ProvinceTables, published: ProvinceTables, mined: Iterable[Sum] = ()) -> None:
        self.exact, self.published, self.mined = exact, published, tuple(mined)
        rows = exact.observations
        self.true = rows["value"].to_dict()
        marks = published.observations["withheld"]
        numbers = rows["value"].notna() & rows["line"].isin([n for n, line in lines().items() if line.is_number])
        self.marks = {int(index): str(mark) for index, mark in marks[numbers].items()}
        self.unknown = [index for index, mark in self.marks.items() if mark]
        self.column = {index: place for place, index in enumerate(self.unknown)}
        self.starts, self.ends = rows["period_start"].to_dict(), rows["period_end"].to_dict()
        self.places: dict[tuple[str, str, str, str], int] = {}
        self.of_line: dict[str, list[tuple[tuple[str, str, str, str], int]]] = {}
        self.rows = dict(zip(rows.index, rows.to_dict("records"), strict=True))
        for index in self.marks:
            row = self.rows[index]
            # Two files of one province may each number their centres from 1.
            entry = f"{row['file']} ! {row['entry']}" if row["entry"] else ""
            key = (row["line"], row["period"], row["area"], entry)
            if self.places.setdefault(key, index) == index:
                self.of_line.setdefault(row["line"], []).append((key, index))
        self.equal: list[tuple[Terms, float]] = []
        self.at_most: list[tuple[Terms, float]] = []
        self._learn()

    def ranges(self, whole: bool = False) -> list[Range]:
        """The least and greatest value of every withheld figure that fits all that is known.

        `whole` asks for whole numbers of people (integer programming) where that can narrow further.
        """
        if not self.unknown:
            return []
        found = []
        for place, index in enumerate(self.unknown):
            low, high = (self._end(place, sign, whole) for sign in (1.0, -1.0))
            line = self.exact.observations.loc[index, "line"]
            found.append(Range(index, line, self.marks[index], self.true[index], low, high))
        return found

    def world(self, aims: np.ndarray) -> dict[int, float] | None:
        """Whole figures that fit all that is known, as far as possible in the direction of `aims`."""
        constraints, bounds = self._matrices
        upper = np.where(np.isinf(bounds[:, 1]), self._cap(), bounds[:, 1])
        solved = milp(aims, constraints=_constraints(constraints), bounds=Bounds(bounds[:, 0], upper),
                      integrality=self._are_whole())  # fmt: skip
        return None if solved.x is None else dict(zip(self.unknown, np.round(solved.x, 6), strict=True))

    def _end(self, place: int, sign: float, whole: bool) -> float:
        constraints, bounds = self._matrices
        aim = np.zeros(len(self.unknown))
        aim[place] = sign
        if whole:
            solved = milp(aim, constraints=_constraints(constraints), bounds=Bounds(bounds[:, 0], bounds[:, 1]),
                          integrality=self._are_whole())  # fmt: skip
        else:
            solved = linprog(aim, **constraints, bounds=bounds, method="highs")
        assert solved.status in (0, 3, 4), solved.message
        return sign * solved.fun if solved.status == 0 else -sign * np.inf

    def _cap(self) -> float:
        return max([value for value in self.true.values() if not np.isnan(value)], default=0.0) * 2 + 100

    def _are_whole(self) -> np.ndarray:
        amounts = {name for name, line in lines().items() if line.unit == "triệu đồng"}
        own = self.exact.observations.loc[self.unknown, "line"]
        return np.array([0 if line in amounts else 1 for line in own])

    @cached_property
    def _matrices(self) -> tuple[dict[str, np.ndarray], np.ndarray]:
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
                found |= {f"A_{name}": matrix[kept], f"b_{name}": limits[kept] + (1e-7 if name == "ub" else 0)}
        bounds = [(1, 4) if self.marks[index] == "small" else (0, np.inf) for index in self.unknown]
        return found, np.array(bounds, dtype=float)

    def _learn(self) -> None:
        self._learn_balances()
        self._learn_windows()
        self._learn_districts()
        self._learn_copies()
        self._learn_bounds()
        self._learn_money()
        self._learn_rates()
        self._learn_verdicts()

    def _is_equal(self, terms: Terms, limit: float = 0.0) -> bool:
        """Note a sum if it holds in truth."""
        holds = bool(terms) and abs(sum(w * self.true[i] for i, w in terms) - limit) < 1e-6
        if holds:
            self.equal.append((terms, limit))
        return holds

    def _is_at_most(self, terms: Terms, limit: float = 0.0) -> None:
        if terms and sum(w * self.true[i] for i, w in terms) <= limit + 1e-6:
            self.at_most.append((terms, limit))

    def _at(self, name: str, period: str, area: str = "", entry: str = "") -> int | None:
        """A line's cell at a place; a stock's, where the column is blank, on its own day within the year."""
        found = self.places.get((name, period, area, entry))
        if found is None and not entry and lines()[name].measure == "stock":
            days = [i for key, i in self.of_line.get(name, ()) if key[2] == area and "/" in key[1]
                    and self.ends[i][:4] == period[:4]]  # fmt: skip
            found = max(days, key=lambda i: self.ends[i], default=None)
        return found

    def _terms(self, names: Iterable[str], weight: float, period: str, entry: str = "", area: str = "") -> Terms:
        found = (self._at(name, period, area, entry) for name in names)
        return [(index, weight) for index in found if index is not None]

    def _in_window(self, names: Iterable[str], weight: float, start: str, end: str, opening: bool = False) -> Terms:
        """Flows over a window of (nearly) these days; stocks as they stood at its end, or before its start."""
        found: Terms = []
        for name in names:
            own = [i for key, i in self.of_line.get(name, ()) if not key[2] and not key[3]]
            if lines()[name].measure == "flow":
                own = [i for i in own if _near(self.starts[i], start) and _near(self.ends[i], end)]
            elif opening:
                own = [i for i in own if self.ends[i][:4] == str(int(start[:4]) - 1)]
            else:
                own = [i for i in own if start <= self.ends[i] and self.ends[i][:4] == end[:4]]
            if own:
                found.append((max(own, key=lambda i: self.ends[i]), weight))
        return found

    def _keys(self, name: str) -> Iterator[tuple[str, str, str]]:
        yield from sorted(key[1:] for key, _ in self.of_line.get(name, ()))

    def _learn_balances(self) -> None:
        for added, taken, before in BALANCES:
            areas = sorted({key[2] for name in taken for key, _ in self.of_line.get(name, ())})
            for period, area in product(PERIODS, areas):
                self._balance(added, taken, before, period, area)
            for period, area, entry in self._keys(taken[0]):
                if entry:
                    self._is_equal(
                        [*self._terms(added, 1.0, period, entry, area), *self._terms(taken, -1.0, period, entry, area)]
                    )
        for own in self.mined:
            for period in PERIODS:
                terms = self._mined_terms([own.whole], 1.0, period) + self._mined_terms(own.parts, -1.0, period)
                if len(terms) == len(own.parts) + 1:
                    self._is_equal(terms)
        for period in PERIODS:
            plain = [*self._terms(CENTRE_ADDED, 1.0, period), *self._terms(CENTRE_TAKEN, -1.0, period)]
            self._readings(plain, lambda name, p=period: self._terms([name], CENTRE_READINGS[name], p))
        for start, end in self._windows:
            for added, taken, before in BALANCES:
                above = self._in_window(added, 1.0, start, end) + self._in_window(before, 1.0, start, end, opening=True)
                below = self._in_window(taken, -1.0, start, end)
                if above and below:
                    self._is_equal([*above, *below])
            plain = self._in_window(CENTRE_ADDED[1:], 1.0, start, end) + self._in_window(CENTRE_TAKEN, -1.0, start, end)
            opening = self._terms(["centre_opening"], 1.0, next((p for p in PERIODS if p.startswith(start[:4])), ""))
            self._readings([*plain, *opening], lambda n, s=start, e=end: self._in_window([n], CENTRE_READINGS[n], s, e))
        held = [(index, 1.0) for _, index in self.of_line.get("current_people", ())]
        if held:
            self._is_equal([*held, *self._terms(PRESENT, -1.0, "2020-H1")])

    def _balance(self, added, taken, before, period: str, area: str) -> None:
        above = self._terms(added, 1.0, period, area=area)
        if before:
            if period not in PERIODS[1:]:
                return
            above += self._terms(before, 1.0, PERIODS[PERIODS.index(period) - 1], area=area)
        below = self._terms(taken, -1.0, period, area=area)
        if above and below:
            self._is_equal([*above, *below])

    def _readings(self, plain: Terms, own_terms) -> None:
        """Every reading that holds: which one the province means may be known from other years."""
        for chosen in product((False, True), repeat=len(CENTRE_READINGS)):
            own = [name for name, used in zip(CENTRE_READINGS, chosen, strict=True) if used]
            if plain:
                self._is_equal([*plain, *(term for name in own for term in own_terms(name))])

    def _mined_terms(self, names: Iterable[str], weight: float, period: str) -> Terms:
        found: Terms = []
        for name in names:
            is_before = name.startswith(BEFORE)
            index = PERIODS.index(period) - is_before
            if index >= 0:
                found += self._terms([name.removeprefix(BEFORE)], weight, PERIODS[index])
        return found

    @cached_property
    def _windows(self) -> list[tuple[str, str]]:
        return sorted({(self.starts[i], self.ends[i]) for (line, period, area, entry), i in self.places.items()
                       if "/" in period and lines()[line].measure == "flow" and not area and not entry})  # fmt: skip

    def _learn_windows(self) -> None:
        for (line, period, area, entry), whole in self.places.items():
            if "/" not in period or lines()[line].measure != "flow":
                continue
            start, end = self.starts[whole], self.ends[whole]
            years = [self.places.get((line, year, area, entry)) for year in PERIODS]
            inside = [y for y in years if y is not None and start <= self.starts[y] and self.ends[y] <= end]
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

    def _learn_copies(self) -> None:
        """A fact in two cells: the same place twice, or a stock's column and a day in it."""
        by_fact: dict[tuple[str, ...], list[int]] = {}
        for index in self.marks:
            row = self.rows[index]
            day = self.ends[index] if lines()[row["line"]].measure == "stock" else row["period"]
            by_fact.setdefault((row["line"], day, row["area"], row["file"], row["entry"]), []).append(index)
        for own in by_fact.values():
            for one, other in pairwise(own):
                self._is_equal([(one, 1.0), (other, -1.0)])

    def _learn_bounds(self) -> None:
        for (line, period, area, entry), index in self.places.items():
            whole = self.places.get((parent_of(lines()[line]), period, area, entry))
            if lines()[line].is_part and whole is not None:
                self._is_at_most([(index, 1.0), (whole, -1.0)])
        for lesser, greater in AT_MOST:
            for period, area, entry in self._keys(greater[0]):
                above = self._terms(greater, -1.0, period, entry, area)
                below = self._terms(lesser, 1.0, period, entry, area)
                if below:
                    self._is_at_most([*below, *above])

    def _learn_money(self) -> None:
        """What each got is between the least and the most that anybody gets."""
        for amount, count in MONEY.items():
            for period, area, entry in self._keys(amount):
                money, people = self._at(amount, period, area, entry), self._at(count, period, area, entry)
                if money is not None and people is not None:
                    self._is_at_most([(money, 1.0), (people, -MOST_LOAN)])
                    self._is_at_most([(money, -1.0), (people, LEAST_LOAN)])

    @cached_property
    def _sides(self) -> dict[tuple[str, str, str], dict[str, Terms]]:
        columns = ["line", "file", "sheet", "cell", "period_start", "period_end"]
        at = {}
        for index in self.marks:
            at.setdefault(tuple(self.rows[index][column] for column in columns), index)
        used = self.exact.workings[self.exact.workings["status"].isin(["used", "none_stated"])]
        sides: dict[tuple[str, str, str], dict[str, Terms]] = {}
        for row in used.to_dict("records"):
            index = at.get(tuple(row[column] for column in columns))
            if index is not None:
                own = sides.setdefault((row["part"], row["alternative"], row["period"]), {})
                own.setdefault(row["side"], []).append((index, 1.0))
        return sides

    def _learn_rates(self) -> None:
        """Numerators, denominators, percentages, attainment and margins as published."""
        sides = self._sides
        window = {key[0]: key for key in sides if not key[1] and "/" in key[2]}
        rates, verdicts = self.published.rates, self.published.verdicts
        rows = [((r["part"], r["alternative"], r["period"]), r) for _, r in rates.iterrows()]
        rows += [(window.get(r["part"], ("", "", "")), r) for _, r in verdicts[verdicts["part"] != ""].iterrows()]
        for key, row in rows:
            own = sides.get(key, {})
            for side in ("numerator", "denominator"):
                if pd.notna(row[side]) and side in own:
                    self._is_equal(own[side], row[side])
            if len(own) == 2 and pd.notna(row["value"]):
                self._is_between(own, row["value"] - 0.05, row["value"] + 0.05)
            if len(own) == 2 and pd.notna(row.get("attainment")):
                edge = row["attainment"] * row["target"]
                self._is_between(own, edge - 0.05, edge + 0.05)

    def _is_between(self, sides: dict[str, Terms], low: float, high: float) -> None:
        above, below = sides["numerator"], sides["denominator"]
        for sign, edge in ((1.0, high), (-1.0, low)):
            self._is_at_most([*((i, sign * 100 * w) for i, w in above), *((i, -sign * edge * w) for i, w in below)])

    def _learn_verdicts(self) -> None:
        """On which side of its target each ratio lies, where a verdict that was computed is published."""
        sides = self._sides
        window = {key[0]: key for key in sides if not key[1] and "/" in key[2]}
        verdicts = self.published.verdicts
        computed = self.exact.verdicts["value"].notna().to_numpy()
        for _, row in verdicts[
            (verdicts["part"] != "") & verdicts["verdict"].isin(["met", "not_met"]) & computed
        ].iterrows():
            own = sides.get(window.get(row["part"], ("", "", "")), {})
            if len(own) == 2:
                low, high = (row["target"], 1e6) if row["verdict"] == "met" else (0.0, row["target"])
                self._is_between(own, low, high)


def _constraints(matrices: dict[str, np.ndarray]) -> list[LinearConstraint]:
    found = []
    if "A_eq" in matrices:
        found.append(LinearConstraint(matrices["A_eq"], matrices["b_eq"], matrices["b_eq"]))
    if "A_ub" in matrices:
        found.append(LinearConstraint(matrices["A_ub"], -np.inf, matrices["b_ub"]))
    return found


def _near(one: str, other: str) -> bool:
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days) <= 31
