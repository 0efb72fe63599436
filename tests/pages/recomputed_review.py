"""What parts II and III.1 of a review must say, worked out anew: plain Python over the tables, nothing of the pages.

It reads the outline, the lines and the targets for itself, and the rules of docs/method.md (26 for plans).
"""

import csv
import tomllib
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pandas as pd

REVIEW = Path(__file__).resolve().parents[2] / "lib" / "rehab" / "catalog" / "reviews" / "2016-2020"
YEARS = ("2016", "2017", "2018", "2019")
HALF = "2020-H1"
# Rule 26, plan by plan.
PLANS = {
    "planned_home_community": ("files_home_voluntary", "files_community_voluntary", "files_community_compulsory"),
    "planned_compulsory": ("admitted_compulsory",),
    "planned_voluntary": ("admitted_voluntary",),
    "planned_aftercare": ("aftercare_centre", "aftercare_community"),
    "planned_vocational": ("vocational_trained_centre", "vocational_trained_community"),
}
# Terms of these may count one person twice: what they reach is no least value (rule 5).
OVERLAPPING = ("6",)
MIXED_APPENDICES = ("1", "2", "4", "5")


def written(value: float | Decimal) -> str:
    """A number as Vietnamese writes it."""
    shown = f"{Decimal(str(value)).normalize():,f}"
    return shown.replace(",", " ").replace(".", ",").replace(" ", ".")


def percent(part: float, whole: float, below: float = 100) -> str:
    """A percentage with one decimal; with more where it would else be printed as what it falls short of."""
    exact = Decimal(str(part)) * 100 / Decimal(str(whole))
    for digits in range(1, 7):
        shown = exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
        if exact >= below or shown < below:
            break
    return written(shown) + "%"


def figures(rows: pd.DataFrame, name: str) -> dict[str, float]:
    """A line's figure of each period; none where two cells differ."""
    own = rows[(rows["line"] == name) & (rows["area"] == "") & (rows["entry"] == "") & rows["value"].notna()]
    return {period: group["value"].iloc[0] for period, group in own.groupby("period") if group["value"].nunique() == 1}


def table(name: str) -> list[dict[str, str]]:
    """A table of the review's catalogue, as written."""
    with (REVIEW / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def plans_told(rows: pd.DataFrame) -> list[list[str]]:
    """The cells of each plan of which a figure is given: the years, then the year of which half is reviewed."""
    told = []
    for planned, names in PLANS.items():
        plan, results = figures(rows, planned), [figures(rows, name) for name in names]
        if not any(period in plan for period in (*YEARS, HALF)):
            continue
        cells = []
        for period in (*YEARS, HALF):
            given = [own[period] for own in results if period in own]
            if period not in plan:
                cells.append("")
            elif len(given) < len(names):
                cells.append(f"kế hoạch {written(plan[period])}, chưa có kết quả")
            else:
                cell = f"kế hoạch {written(plan[period])}, kết quả {' + '.join(map(written, given))}"
                shared = period != HALF and plan[period]
                cells.append(f"{cell}: {percent(sum(given), plan[period])}" if shared else cell)
        told.append(cells)
    return told


def gaps_told(rows: pd.DataFrame) -> list[str]:
    """Appendices with lines of numbers that have nothing at all, in the order of the appendices."""
    given = set(rows[rows["value"].notna() | (rows["text"] != "")]["line"])
    told = []
    for appendix in MIXED_APPENDICES:
        own = [
            row["line"]
            for row in table("appendix_lines.csv")
            if row["appendix"] == appendix and row["measure"] in ("flow", "stock")
        ]
        lacking = [name for name in own if name not in given]
        if lacking:
            told.append(f"Phụ lục {appendix}: {len(lacking)} trong {len(own)} dòng chưa có số liệu nào.")
    return told


def falls_told(rows: pd.DataFrame, label: dict[str, str], of_money: bool) -> list[str]:
    """First lines of the outline's bullets that fell by a fifth and more from a first year of twenty and more."""
    appendix = {row["line"]: row["appendix"] for row in table("appendix_lines.csv")}
    told = []
    for item in table("outline.csv"):
        name = item["lines"].split("+")[0]
        if not name or appendix[name] == "1" or (appendix[name] == "5") is not of_money:
            continue
        found = {year: value for year, value in figures(rows, name).items() if year in YEARS}
        if len(found) < 2:
            continue
        first, last = min(found), max(found)
        before, after = found[first], found[last]
        if before >= 20 and 5 * (before - after) >= before:
            by = percent(before - after, before)
            told.append(f"{label[name]} giảm {by}: từ {written(before)} năm {first} xuống {written(after)} năm {last}.")
    return told


def targets_told(verdicts: pd.DataFrame) -> list[str]:
    """Parts that the figures miss."""
    indicators = tomllib.loads((REVIEW / "indicators.toml").read_text("utf-8"))["indicator"]
    told = []
    for indicator in indicators:
        for part in indicator.get("parts", ()):
            own = verdicts[verdicts["part"] == part["id"]].iloc[0]
            if own["verdict"] != "not_met" or own["basis"] != "computed":
                continue
            least = "≥ " if own["terms_missing"] and part["id"] not in OVERLAPPING else ""
            value, target = percent(own["numerator"], own["denominator"], part["target"]), written(part["target"])
            name = part.get("short_vi") or indicator["short_vi"]
            so_far = ""
            if own["terms_missing"]:
                count = part["numerator"].count("{")
                known = count - len(own["terms_missing"].split(";"))
                so_far = f"; mới có {known}/{count} thành phần có số liệu"
            told.append(f"Chỉ tiêu {part['id']} ({name}) mới đạt {least}{value}, mục tiêu {target}%{so_far}.")
    return told
