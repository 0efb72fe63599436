"""The verdicts of one province worked out anew from its truth file: plain Python, nothing of the code under test.

It reads the rules of docs/method.md and the two data files (indicators.toml, appendix_lines.csv) for itself, and keeps
to what a made-up workbook can hold: years, the half-year and window totals; no day of its own for a stock.
"""

import csv
import re
import tomllib
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

REVIEW = Path(__file__).resolve().parents[2] / "lib" / "rehab" / "catalog" / "reviews" / "2016-2020"
YEARS = ("2016", "2017", "2018", "2019")
HALF = "2020-H1"
REHABILITATION = ("multi_function", "compulsory", "voluntary")
NO_CENTRE = re.compile("(chưa có|không có|chưa thành lập|chưa xây dựng) cơ sở cai nghiện", re.IGNORECASE)
TERM = re.compile(r"(sum|count)?\s*\{(\w+)\}(?:\s*where\s*\{(\w+)\}\s*in\s*\[([^\]]+)\])?")


def catalogue() -> tuple[list[dict], dict[str, dict]]:
    """The indicators as written, and each line by its name."""
    told = tomllib.loads((REVIEW / "indicators.toml").read_text("utf-8"))["indicator"]
    with (REVIEW / "appendix_lines.csv").open(encoding="utf-8", newline="") as file:
        return told, {row["line"]: row for row in csv.DictReader(file)}


@dataclass
class Province:
    """What one truth file says: numbers by line and period, answers of centres, statements by indicator."""

    values: dict[tuple[str, str], set[Fraction]] = field(default_factory=lambda: defaultdict(set))
    texts: dict[str, str] = field(default_factory=dict)
    centres: dict[str, dict[str, object]] = field(default_factory=lambda: defaultdict(dict))
    stated: dict[tuple[str, str], object] = field(default_factory=dict)


def read(truth: Path) -> Province:
    """A province from its truth file."""
    _, lines = catalogue()
    own = Province()
    with truth.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            line, value = row["line"], row["value"]
            if row["area"]:
                continue
            if line.startswith("stated_"):
                own.stated[line, row["entry"]] = Fraction(value) if value else row["text"]
            elif line in lines and lines[line]["appendix"] == "3" and row["entry"]:
                own.centres[row["entry"]][line] = Fraction(value) if value else row["text"]
            elif value:
                own.values[line, row["period"]].add(Fraction(value))
            else:
                own.texts[line] = row["text"]
    return own


@dataclass
class Got:
    """A term: its value, why there is none, whether rows of a list are blank, the window of a flow."""

    value: Fraction | None = None
    why: str = ""
    partial: bool = False
    span: tuple[date, date] | None = None
    doubt: Fraction | None = None


@dataclass
class Answer:
    """What the method says of a part or an indicator."""

    verdict: str
    basis: str
    reason: str
    numerator: Fraction | None = None
    denominator: Fraction | None = None
    definition: str = ""
    needed: bool = False
    flips: bool | None = None
    missing: tuple[str, ...] = ()


class Recomputed:
    """All verdicts of one province: `parts` by id, `wholes` by number."""

    def __init__(self, own: Province) -> None:
        self.own = own
        indicators, self.lines = catalogue()
        self.end = date.fromisoformat(own.texts["report_date"]) if "report_date" in own.texts else date(2020, 6, 30)
        self.half_end = min(self.end, date(2020, 6, 30))
        self.absence = own.texts.get("no_facility") == "yes" or any(
            NO_CENTRE.search(str(own.stated.get(("stated_reason", n), ""))) for n in "349"
        )
        self.listed = any(c.get("facility_type", "") in ("", *REHABILITATION) for c in own.centres.values())
        self.estimated = "ước tính" in own.texts.get("awareness_source", "").lower()
        self.parts: dict[str, Answer] = {}
        self.wholes: dict[int, Answer] = {}
        for indicator in indicators:
            self._indicator(indicator)

    # ── Terms ───────────────────────────────────────────────────────────────────────────────────────────

    def _flow_windows(self, line: str) -> list[tuple[str, Fraction]]:
        return [(p, v) for (name, p), found in self.own.values.items() if name == line and "/" in p for v in found]

    def _flow(self, line: str, window: tuple[date, date] | None) -> Got:
        totals = self._flow_windows(line)
        if len(totals) > 1:
            return Got(why="conflict")
        periods = [*YEARS, *([HALF] if self.lines[line]["due"] == "half_year" else [])]
        own = {p: self.own.values.get((line, p), set()) for p in periods}
        if totals:
            first, last = map(date.fromisoformat, totals[0][0].split("/"))
            within = [p for p in periods if self._starts(p) >= first - timedelta(31)]
            added = sum((min(own[p]) for p in within), Fraction()) if all(own[p] for p in within) else None
            same = within and abs((self._starts(within[0]) - first).days) <= 31
            doubt = added if same and added is not None and added != totals[0][1] else None
            return Got(totals[0][1], span=(first, last), doubt=doubt)
        if window is not None:
            # Over exactly the window that another flow states.
            inside = [p for p in periods if self._starts(p) >= window[0] - timedelta(31)]
            periods = inside if inside and abs((self._starts(inside[0]) - window[0]).days) <= 31 else periods
        if any(not own[p] for p in periods):
            return Got(why="no_data")
        if any(len(own[p]) > 1 for p in periods):
            return Got(why="conflict")
        last = self.half_end if periods[-1] == HALF else date(2019, 12, 31)
        return Got(sum((min(own[p]) for p in periods), Fraction()), span=(self._starts(periods[0]), last))

    @staticmethod
    def _starts(period: str) -> date:
        return date(int(period[:4]), 1, 1)

    def _stock(self, line: str, periods: tuple[str, ...] = (HALF, *reversed(YEARS))) -> Got:
        for period in periods:
            found = self.own.values.get((line, period), set())
            if found and not (period == HALF and self.lines[line]["due"] == "year" and self._has_year(line)):
                return self._at(found, period)
        return Got(why="no_data")

    def _has_year(self, line: str) -> bool:
        return any(self.own.values.get((line, year)) for year in YEARS)

    def _at(self, found: set[Fraction], period: str) -> Got:
        if len(found) > 1:
            return Got(why="conflict")
        day = self.half_end if period == HALF else date(int(period), 12, 31)
        return Got(why="stale") if day < self.end.replace(year=self.end.year - 1) else Got(min(found))

    def _centres(self, over: str, line: str, kinds: list[str]) -> Got:
        centres = self.own.centres.values()
        if not centres:
            return Got(why="no_data")
        if kinds and any(not centre.get("facility_type") for centre in centres):
            return Got(why="incomplete")
        chosen = [centre for centre in centres if not kinds or centre["facility_type"] in kinds]
        if over == "count" and self.lines[line]["measure"] == "text":
            return Got(Fraction(len(chosen)))
        given = [centre[line] for centre in chosen if line in centre]
        if chosen and not given:
            return Got(why="no_data")
        total = Fraction(given.count("yes")) if over == "count" else sum(given, Fraction())  # type: ignore[arg-type]
        return Got(total, partial=len(given) < len(chosen))

    # ── Ratios ──────────────────────────────────────────────────────────────────────────────────────────

    def _terms(self, part: dict) -> tuple[list[tuple[str, Got]], list[Got]]:
        sides = [
            [(over, line, [k.strip() for k in kinds.split(",")] if kinds else []) for over, line, _, kinds in found]
            for found in (TERM.findall(part["numerator"]), TERM.findall(part["denominator"]))
        ]
        flows = [line for side in sides for over, line, _ in side if not over and self.lines[line]["measure"] == "flow"]
        stated = [p for line in flows for p, _ in self._flow_windows(line)[:1] if len(self._flow_windows(line)) == 1]
        window = None
        if stated:
            first, last = stated[0].split("/")
            window = date.fromisoformat(first), date.fromisoformat(last)
        pair = self._pair(sides[0][0][1], sides[1][0][1]) if part.get("same_period") else ()
        got: list[list[tuple[str, Got]]] = [[], []]
        for index, side in enumerate(sides):
            for over, line, kinds in side:
                if pair:
                    found = pair[index]
                elif over:
                    found = self._centres(over, line, kinds)
                elif line in flows:
                    found = self._flow(line, window)
                else:
                    found = self._stock(line)
                got[index].append((line, found))
        return got[0], [found for _, found in got[1]]

    def _pair(self, part: str, whole: str) -> tuple[Got, Got]:
        for period in (HALF, *reversed(YEARS)):
            if period == HALF and any(self.lines[x]["due"] == "year" and self._has_year(x) for x in (part, whole)):
                continue
            above, below = (self.own.values.get((line, period), set()) for line in (part, whole))
            if below and (above or below == {0}):
                return (self._at(above, period) if above else Got(why="no_data")), self._at(below, period)
        above, below = self._stock(part), self._stock(whole)
        return (Got(why="no_data"), below) if above.value is not None and below.value is not None else (above, below)

    def _ratio(self, part: dict) -> tuple[Answer, list[Got], bool]:
        above, below = self._terms(part)
        known = [got.value for _, got in above if got.value is not None]
        top = sum(known, Fraction()) if known else None
        whole = all(got.value is not None and not got.partial for got in below)
        bottom = sum((got.value for got in below if got.value is not None), Fraction()) if whole else None
        everything = [got for _, got in above] + below
        spans = [got.span for got in everything if got.span and got.value is not None]
        reason = ""
        if any(got.why == "conflict" for got in everything):
            reason = "conflict"
        elif bottom == 0:
            reason = "zero_denominator"
        elif bottom is None:
            reason = self._worst(["incomplete" if got.partial else got.why for got in below])
        elif top is None:
            reason = self._worst([got.why for _, got in above])
        elif any(abs((a[i] - b[i]).days) > 31 for a in spans for b in spans for i in (0, 1)):
            reason = "spans_differ"
        elif part["share"] and top > bottom:
            reason = "above_whole"
        missing = tuple(line for line, got in above if got.value is None or got.partial)
        answer = Answer("", "", reason, top, bottom, missing=missing)
        return answer, everything, all(got.value is not None for got in everything)

    def ratio(self, way: dict) -> Answer:
        """A ratio by another definition, or an alternative."""
        return self._ratio(way)[0]

    @staticmethod
    def _worst(reasons: list[str]) -> str:
        return next(r for r in ("incomplete", "no_data", "stale", "not_due") if r in reasons)

    def _defined(self, part: dict) -> tuple[Answer, list[Got]]:
        if "definitions" not in part:
            answer, everything, _ = self._ratio(part)
            return answer, everything
        tried = []
        for definition in part["definitions"]:
            answer, everything, given = self._ratio({**part, **definition})
            if given or answer.reason == "conflict":
                answer.definition = definition["id"]
                return answer, everything
            tried.append((answer, everything))
        lonely = [item for item in reversed(tried) if item[0].numerator is not None]
        if lonely:
            lonely[0][0].reason = "populations_differ"
            return lonely[0]
        return tried[0]

    # ── Verdicts ────────────────────────────────────────────────────────────────────────────────────────

    def _part(self, part: dict, stated: str) -> Answer:
        answer, everything = self._defined(part)
        zero = part.get("not_applicable_if_zero")
        if part.get("needs_facility") and self.absence:
            answer.reason = "conflict" if self.listed else "no_facility"
        elif zero and self._stock(zero).value == 0:
            answer.reason = part.get("zero_reason", "zero_denominator")
        if answer.reason:
            answer.verdict = "not_assessed"
            return answer
        assert answer.numerator is not None
        assert answer.denominator
        target = Fraction(str(part["target"]))

        def meets(top: Fraction, bottom: Fraction) -> bool:
            return 100 * top >= target * bottom

        is_met = meets(answer.numerator, answer.denominator)
        if not is_met and answer.missing and stated != "not_met":
            answer.verdict, answer.reason = "not_assessed", "incomplete"
            return answer
        answer.verdict, answer.basis = "met" if is_met else "not_met", "computed"
        answer.needed = bool(answer.missing) and not is_met
        by_unit = part.get("method_line") != "awareness_source" or not self.estimated
        step = answer.numerator + (-1 if is_met else 1)
        answer.flips = by_unit and answer.denominator != 1 and meets(step, answer.denominator) != is_met
        count = len(TERM.findall(part["numerator"])) if "numerator" in part else 1
        for index, got in enumerate(everything):
            if got.doubt is not None and got.value is not None:
                change = got.doubt - got.value
                top, bottom = answer.numerator, answer.denominator
                top, bottom = (top + change, bottom) if index < count else (top, bottom + change)
                answer.flips = answer.flips or bottom <= 0 or top > bottom or meets(top, bottom) != is_met
        return answer

    def _indicator(self, indicator: dict) -> None:
        number = indicator["number"]
        stated = str(self.own.stated.get(("stated_verdict", str(number)), ""))
        parts = [self._part(part, stated) for part in indicator.get("parts", ())]
        for part, answer in zip(indicator.get("parts", ()), parts, strict=True):
            self.parts[part["id"]] = answer
        whole = self._whole(indicator, parts, stated)
        if whole.basis == "computed":
            whole.flips = any(
                answer.flips and self._whole(indicator, self._flipped(parts, i), stated).verdict != whole.verdict
                for i, answer in enumerate(parts)
            )
        self.wholes[number] = whole

    @staticmethod
    def _flipped(parts: list[Answer], index: int) -> list[Answer]:
        other = Answer("not_met" if parts[index].verdict == "met" else "met", "computed", "")
        return [*parts[:index], other, *parts[index + 1 :]]

    def _whole(self, indicator: dict, parts: list[Answer], stated: str) -> Answer:
        idle = ("no_facility", "zero_denominator", "no_substitution_site")
        apply = [answer for answer in parts if answer.reason not in idle]
        own = self._own_reason(indicator)
        if parts and not apply:
            reason = "no_facility" if all(a.reason == "no_facility" for a in parts) else "zero_denominator"
            basis = "stated" if stated == "not_assessed" else ""
            return Answer("not_assessed", basis, (own or reason) if basis else reason)
        failing = [answer for answer in apply if answer.verdict == "not_met"]
        met = [answer for answer in apply if answer.verdict == "met"]
        if failing:
            return Answer("not_met", "computed", "", needed=all(answer.needed for answer in failing))
        if apply and len(met) == len(apply):
            return Answer("met", "computed", "")
        order = ("conflict", "above_whole", "spans_differ", "populations_differ", "incomplete", "stale", "no_data")
        reasons = [answer.reason for answer in apply]
        reason = "part_missing" if met else next((r for r in order if r in reasons), "")
        if not stated:
            return Answer("not_assessed", "", reason or "not_stated")
        if stated == "not_assessed":
            needs = bool(parts) and all(part.get("needs_facility") for part in indicator["parts"])
            absent = self.absence and not self.listed
            return Answer(stated, "stated", own or ("no_facility" if needs and absent else "stated_not_assessed"))
        return Answer(stated, "stated", reason)

    def _own_reason(self, indicator: dict) -> str:
        said = str(self.own.stated.get(("stated_reason", str(indicator["number"])), ""))
        if not said:
            return ""
        return "no_facility" if NO_CENTRE.search(said) else "stated_not_assessed"
