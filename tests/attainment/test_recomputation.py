"""Verdicts of all made-up provinces against a recomputation of its own from the truth they were made from."""

import csv
import os
import random
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pandas as pd
import pytest
from recomputation import Answer, Recomputed, read
from recomputed_problems import CODES, distance, problems

from rehab.attainment.assessment import Assessment, assess
from rehab.catalog.lines import lines
from rehab.catalog.tables import conform
from rehab.workbooks.reading import Reading

pytestmark = pytest.mark.slow
SAMPLE = Path(__file__).resolve().parents[2] / "data" / "raw" / "sample"
TRUTHS = sorted(SAMPLE.glob("*.truth.csv"))
# What two messy workbooks give otherwise than their truth, and are told so: a centre's figure that cannot be read,
# an old copy of a table beside the new one.
OTHERWISE = {"33-hung-yen": {3}}
SEEDS = range(int(os.environ.get("REHAB_SEEDS", "2")))


def observations(truth: Path) -> pd.DataFrame:
    """A truth file as the table of observations."""
    rows = pd.read_csv(truth, dtype=str, keep_default_na=False)
    report = dict(zip(rows["line"], rows["text"], strict=True)).get("report_date", "2020-06-30")
    spans = {"2020-H1": ("2020-01-01", min(report, "2020-06-30"))}
    made = []
    for row in rows.to_dict("records"):
        period = row["period"]
        start, end = period.split("/") if "/" in period else spans.get(period, (f"{period}-01-01", f"{period}-12-31"))
        known = lines().get(row["line"])
        place = {"collection": "sample", "province": "01", "file": truth.name, "raw": row["value"] or row["text"]}
        made.append(
            {
                **{key: row[key] for key in ("line", "entry", "area", "period", "text", "sheet", "cell")},
                **place,
                "value": float(row["value"]) if row["value"] else None,
                "period_start": start if period else "",
                "period_end": end if period else "",
                "appendix": known.appendix if known else "",
                "unit": known.unit if known else "",
            }
        )
    return conform(made, "observations")


def differences(found: Assessment, own: Recomputed) -> list[str]:
    """Every field of every row of verdicts that the recomputation gives otherwise, and every disagreement (rule 11)."""
    rows = found.problems[found.problems["code"].isin(CODES)]
    told = set(zip(rows["code"], rows["indicator"].astype(int), strict=True))
    wrong = [f"{number} {code}" for code, number in told ^ problems(own)]
    for row in found.verdicts.to_dict("records"):
        number, part = row["indicator"], row["part"]
        answer = own.parts[part] if part else own.wholes[number]
        single = bool(part) and part == str(number)
        verdict = own.wholes[number] if single else answer
        for key, expected in _expected(row, answer, verdict, part, own).items():
            if pd.isna(row[key]) != (expected is None) or (expected is not None and row[key] != expected):
                wrong.append(f"{number} {part or 'whole'} {key}: {row[key]!r}, recomputed {expected!r}")
    return wrong


def _expected(row: dict, answer: Answer, verdict: Answer, part: str, own: Recomputed) -> dict[str, object]:
    expected: dict[str, object] = {"verdict": verdict.verdict, "basis": verdict.basis, "reason": verdict.reason}
    expected["borderline"] = verdict.flips if verdict.basis == "computed" else None
    if part and answer.reason != "conflict":
        for side in ("numerator", "denominator"):
            value = getattr(answer, side)
            expected[side] = None if value is None else float(value)
        expected["definition"] = answer.definition
        expected["terms_missing"] = ";".join(answer.missing)
    if part and (reached := distance(answer, Fraction(str(row["target"])))):
        # The share of the target is kept in floating point.
        expected["margin"] = float(reached[1])
        expected["attainment"] = pytest.approx(float(reached[0]), rel=1e-12)
    if not part:
        stated = own.own.stated.get(("stated_verdict", str(row["indicator"])))
        comparable = verdict.basis == "computed" and stated is not None
        expected["agrees"] = (stated == verdict.verdict) if comparable else None
        expected["agrees_by"] = ("needed" if verdict.needed else "independent") if comparable else ""
    return expected


@pytest.mark.part(12)
@pytest.mark.parametrize("truth", TRUTHS, ids=lambda path: path.name.split(".")[0])
def test_verdicts_from_a_truth_file_are_the_recomputed_ones(truth: Path):
    assert not differences(assess(observations(truth)), Recomputed(read(truth)))


@pytest.mark.part(40)
@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("truth", TRUTHS, ids=lambda path: path.name.split(".")[0])
def test_verdicts_from_a_truth_file_with_holes_and_slips_are_the_recomputed_ones(
    truth: Path, seed: int, tmp_path: Path
):
    changed = tmp_path / truth.name
    _spoil(truth, changed, random.Random(f"{truth.name}/{seed}"))
    assert not differences(assess(observations(changed)), Recomputed(read(changed)))


def _spoil(truth: Path, changed: Path, drawn: random.Random) -> None:
    """A truth file with blanks, zeros, second values, slips, windows moved and other words, as real ones have them."""
    with truth.open(encoding="utf-8", newline="") as file:
        # Words below the outline's headings decide nothing: what is spoilt is figures and answers.
        rows = [row for row in csv.DictReader(file) if row["line"] != "narrative"]
    kept = []
    gone = {row["line"] for row in rows if drawn.random() < 0.05}
    for row in rows:
        kept.append(row)
        if row["line"] in gone or drawn.random() < 0.02:
            kept.pop()
        elif row["value"] and not row["entry"]:
            _slip(row, kept, drawn)
        elif row["line"] == "facility_type" and drawn.random() < 0.3:
            row["text"] = drawn.choice(("social", "voluntary", "compulsory"))
        elif row["line"] == "stated_verdict":
            row["text"] = drawn.choice(("met", "not_met", "not_assessed", row["text"]))
        elif row["line"] == "stated_reason" and drawn.random() < 0.2:
            row["text"] = drawn.choice(("Tỉnh chưa có cơ sở cai nghiện", "Chưa thống kê"))
        elif row["line"] == "no_facility" and drawn.random() < 0.3:
            row["text"] = "yes"
    with changed.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(kept)


def _slip(row: dict, kept: list[dict], drawn: random.Random) -> None:
    chance = drawn.random()
    if chance < 0.03:
        row["value"] = "0.0"
    elif chance < 0.05:
        row["value"] = str(float(row["value"]) * 10)
    elif chance < 0.06:
        kept.append({**row, "value": str(float(row["value"]) + 1)})
    elif "/" in row["period"] and chance < 0.5:
        start = drawn.choice(("2016-01-20", "2017-01-01", "2017-06-01"))
        row["period"] = f"{start}/{row['period'].split('/')[1]}"


@pytest.mark.part(24)
@pytest.mark.parametrize("truth", TRUTHS, ids=lambda path: path.name.split(".")[0])
def test_verdicts_from_a_workbook_are_those_recomputed_from_its_truth(truth: Path, made_up: Callable[[Path], Reading]):
    workbook = truth.with_name(truth.name.removesuffix(".truth.csv"))
    found = assess(made_up(workbook).observations)
    wrong = differences(found, Recomputed(read(truth)))
    assert {int(line.split()[0]) for line in wrong} == OTHERWISE.get(truth.name.split(".")[0], set()), wrong


def test_all_62_provinces_have_a_truth_file():
    assert len(TRUTHS) == 62
