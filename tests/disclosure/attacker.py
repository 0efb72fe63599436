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
from chains import Blank, Row, holding_together, stories, subsets
from mining import BEFORE, Sum
from systems import System

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

Terms = list[tuple[int | Blank, float]]


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
        self.stories: list[list[Row]] = []
        self.shown = {index for index in self.marks if index not in self.column}
        self._learn()

    def ranges(self, whole: bool = False) -> list[Range]:
        """The least and greatest value of each withheld figure that fits what is known, by the story that tells most.

        `whole` asks for whole numbers of people (integer programming) where that can narrow further. What is
        open by far is given no ends.
        """
        if not self.unknown:
            return []
        low, high = np.full(len(self.unknown), -np.inf), np.full(len(self.unknown), np.inf)
        for system in self._systems:
            found = np.array(
                [system.range(place, self._is_few(index), whole) for place, index in enumerate(self.unknown)]
            )
            low, high = np.maximum(low, found[:, 0]), np.minimum(high, found[:, 1])
        named = zip(self.unknown, low.tolist(), high.tolist(), strict=True)
        return [
            Range(index, str(self.rows[index]["line"]), self.marks[index], self.true[index], *ends)
            for index, *ends in named
        ]

    def _is_few(self, index: int) -> bool:
        return 0 < self.true[index] < 5

    def world(self, wanted: dict[int, float]) -> dict[int, float] | None:
        """Whole figures that fit all that is known, in every story at once, with those `wanted`."""
        system = self._system([row for story in self.stories for row in story])
        found = system.fitting({self.unknown.index(index): value for index, value in wanted.items()})
        return None if found is None else dict(zip(self.unknown, np.round(found, 6).tolist(), strict=False))

    @cached_property
    def _systems(self) -> list[System]:
        """All that is known, with each story of what the blanks are."""
        return [self._system(story) for story in self.stories or [[]]]

    def _system(self, story: list[Row]) -> System:
        column: dict[int | Blank, int] = {index: place for place, index in enumerate(self.unknown)}
        base = (name for terms, _ in (*self.equal, *self.at_most) for name, _ in terms)
        for name in (*base, *(name for row in story for name in row)):
            if not isinstance(name, int):
                column.setdefault(name, len(column))
        told = [(list(row.items()), 0.0) for row in story]
        amounts = {name for name, line in lines().items() if line.unit == "triệu đồng"}
        ends = {self.column[index]: (1.0, 4.0) for index in self.unknown if self.marks[index] == "small"}
        parts = {self.column[index] for index in self.unknown if self.rows[index]["line"] in amounts}
        cap = max([value for value in self.true.values() if not np.isnan(value)], default=0.0) * 2 + 100
        return System([*self.equal, *told], self.at_most, column, self.true, ends, parts, cap)

    def _learn(self) -> None:
        self._learn_balances()
        self._learn_chains()
        self._learn_windows()
        self._learn_districts()
        self._learn_copies()
        self._learn_bounds()
        self._learn_blank_bounds()
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

    def _learn_chains(self) -> None:
        """Sums with blanks in them, as far as the blanks can be what all of them ask for."""
        asked = {name for own in BALANCES for names in own for name in names} | {*CENTRE_ADDED, *CENTRE_TAKEN}
        given = {str(self.rows[index]["line"]) for index in self.marks}
        counted = [name for name in CENTRE_READINGS if name in given or name == "sent_other_province"]
        seen: set[frozenset[frozenset[tuple[int | Blank, float]]]] = set()
        for reading in subsets(counted):
            for story in stories(self._rows_of(reading), self.true, frozenset(asked - given)):
                # What is published of a row as 0 makes no other story.
                rows = [
                    {n: w for n, w in row.items() if n not in story.none and not (n in self.shown and not self.true[n])}
                    for row in story.rows
                ]
                told = frozenset(frozenset(row.items()) for row in rows)
                if told not in seen:
                    seen.add(told)
                    self.stories.append(rows)

    def _rows_of(self, reading: frozenset[str]) -> list[Row]:
        """Every sum in every year and window, blanks in it, with the terms of a reading."""
        centre = {**dict.fromkeys(CENTRE_ADDED, 1.0), **dict.fromkeys(CENTRE_TAKEN, -1.0)}
        for name in reading:
            centre[name] = centre.get(name, 0.0) + CENTRE_READINGS[name]
        sums = [
            ({**dict.fromkeys(added, 1.0), **dict.fromkeys(taken, -1.0)}, before) for added, taken, before in BALANCES
        ]
        sums.append((centre, ()))
        found: list[Row] = []
        for number, period in enumerate(PERIODS):
            last = PERIODS[number - 1] if number else "before"
            for weights, before in sums:
                row: Row = {}
                for name, weight in weights.items():
                    row[self._seen_at(name, period)] = weight
                for name in before:
                    row[self._seen_at(name, last)] = 1.0
                found.append(row)
        held = [index for _, index in self.of_line.get("current_people", ())]
        if held:
            found.append({**dict.fromkeys(held, 1.0), **{self._seen_at(n, "2020-H1"): -1.0 for n in PRESENT}})
        for start, end in self._windows:
            found += self._window_rows(sums, start, end)
        return [row for row in found if any(isinstance(name, int) for name in row)]

    def _seen_at(self, name: str, period: str) -> int | Blank:
        found = self._at(name, period) if period in PERIODS else None
        return (name, period, "") if found is None else found

    def _window_rows(self, sums, start: str, end: str) -> Iterator[Row]:
        first = next((p for p in PERIODS if p[:4] == start[:4]), "")
        last = next((p for p in PERIODS if p[:4] == end[:4]), "")
        if not first or not last or not start.endswith("-01-01"):
            return
        inside = PERIODS[PERIODS.index(first) : PERIODS.index(last) + 1]
        earlier = PERIODS[PERIODS.index(first) - 1] if first != PERIODS[0] else "before"
        flows = set()
        for weights, before in sums:
            row: Row = {}
            for name, weight in weights.items():
                if name == "centre_opening":
                    row[self._seen_at(name, first)] = weight
                elif lines()[name].measure == "flow":
                    flows.add(name)
                    row[self._seen_over(name, start, end)] = weight
                else:
                    own = self._in_window([name], 1.0, start, end)
                    row[own[0][0] if own else (name, last, "")] = weight
            for name in before:
                row[self._seen_at(name, earlier)] = 1.0
            yield row
        if _near(self._last_day(last), end):
            for name in sorted(flows):
                yield {self._seen_over(name, start, end): -1.0, **{self._seen_at(name, p): 1.0 for p in inside}}

    def _last_day(self, period: str) -> str:
        return f"{period[:4]}-06-30" if "H1" in period else f"{period}-12-31"

    def _seen_over(self, name: str, start: str, end: str) -> int | Blank:
        own = self._in_window([name], 1.0, start, end)
        return own[0][0] if own else (name, start, end)

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

    def _learn_blank_bounds(self) -> None:
        """Of a centre's staff what is left blank is unknown, at least nothing, and fits all that is said of it."""
        whole, parts = "staff_total", ("staff_permanent", "staff_contract")
        names = {whole, *parts, *(name for own in AT_MOST for side in own for name in side)}
        for period, area, entry in sorted({key[1:] for name in names for key in self.places if key[0] == name}):
            if not entry:
                continue
            cell = {name: self.places.get((name, period, area, entry), (name, entry, area)) for name in names}
            rows: list[tuple[Row, bool]] = [({cell[whole]: 1.0, **{cell[part]: -1.0 for part in parts}}, True)]
            for lesser, greater in AT_MOST:
                bound = {**{cell[name]: 1.0 for name in lesser}, **{cell[name]: -1.0 for name in greater}}
                rows.append((bound, False))
            for row, is_sum in holding_together(rows, self.true):
                (self.equal if is_sum else self.at_most).append((list(row.items()), 0.0))

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


def _near(one: str, other: str) -> bool:
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days) <= 31
