"""Rule 13: a correction that is proposed and not agreed makes a verdict borderline where it would flip it."""

import json
import shutil
from pathlib import Path

import pytest

METHADONE, COMPLETED = ("Phụ lục 2", "J41", 180), ("Phụ lục 4", "J19", 59)
ENTRY = """[[correction]]
file = "67-dak-nong.xlsx"
sheet = "{sheet}"
cell = "{cell}"
read = {read}
use = {use}
reason = "Sở báo lại"
asked_by = "Công văn 12/SLĐTBXH"
status = "{status}"
"""


def proposed(place: tuple[str, str, int], use: int, status: str = "proposed") -> str:
    sheet, cell, read = place
    return ENTRY.format(sheet=sheet, cell=cell, read=read, use=use, status=status)


@pytest.fixture
def folder(tmp_path: Path, dak_nong: Path) -> Path:
    own = tmp_path / "data" / "raw" / "reported"
    own.mkdir(parents=True)
    shutil.copy(dak_nong, own)
    return own


def sixth(rehab, folder: Path, *entries: str) -> list[dict]:
    """Indicator 6, whole and part, of Đắk Nông with these corrections beside its workbook: 336 of 930, 744 needed."""
    (folder / "corrections.toml").write_text("\n".join(entries), encoding="utf-8")
    found = rehab("assess", folder / "67-dak-nong.xlsx", "--json")
    assert found.exit_code == 0, found.output
    return [row for row in json.loads(found.stdout) if row["indicator"] == 6]


@pytest.mark.parametrize(("use", "is_borderline"), [(587, False), (588, True), (5000, False)])
def test_rule_13_a_proposed_value_that_would_flip_the_verdict_makes_it_borderline(
    rehab, folder: Path, use: int, is_borderline: bool
):
    # With 5000 the share would be above its whole, and the stated Không đạt would stand.
    rows = sixth(rehab, folder, proposed(METHADONE, use))
    assert [(row["verdict"], row["numerator"], row["borderline"]) for row in rows] == [
        ("not_met", 336, is_borderline)
    ] * 2


def test_rule_13_corrections_are_taken_one_at_a_time(rehab, folder: Path):
    rows = sixth(rehab, folder, proposed(METHADONE, 480), proposed(COMPLETED, 259))
    assert not any(row["borderline"] for row in rows)


def test_rule_13_an_agreed_correction_leaves_no_doubt(rehab, folder: Path):
    rows = sixth(rehab, folder, proposed(METHADONE, 588, "agreed"))
    assert [(row["verdict"], row["numerator"], row["borderline"]) for row in rows] == [("met", 744, True)] * 2
    rows = sixth(rehab, folder, proposed(METHADONE, 600, "agreed"))
    assert [(row["verdict"], row["borderline"]) for row in rows] == [("met", False)] * 2


def test_rule_13_a_verdict_that_is_only_stated_is_not_borderline(rehab, folder: Path):
    (folder / "corrections.toml").write_text(proposed(METHADONE, 588), encoding="utf-8")
    found = rehab("assess", folder / "67-dak-nong.xlsx", "--json")
    stated = [row for row in json.loads(found.stdout) if row["basis"] != "computed"]
    assert {row["borderline"] for row in stated} == {None}
