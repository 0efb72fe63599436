"""A correction is applied while the cell holds the value read, and fails loudly once it does not."""

import json
from pathlib import Path

import pytest

from rehab.workbooks.grids.corrections import CorrectionsError, load_corrections
from rehab.workbooks.reading import Reading, read_workbook

FIXTURES = Path(__file__).parents[2] / "fixtures"


def entry(**changes: object) -> str:
    values = {
        "file": "67-dak-nong.xlsx",
        "sheet": "Phụ lục 4",
        "cell": "J13",
        "read": 161,
        "use": 156,
        "reason": "Sở báo lại",
        "asked_by": "Công văn 12/SLĐTBXH",
        "status": "agreed",
        **changes,
    }
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in values.items() if value is not None]
    return "[[correction]]\n" + "\n".join(lines) + "\n"


def corrected(dak_nong: Path, folder: Path, *entries: str) -> Reading:
    path = folder / "corrections.toml"
    path.write_text("\n".join(entries), encoding="utf-8")
    return read_workbook(dak_nong, corrections=load_corrections(path))


def test_an_agreed_correction_is_used_and_marked_and_the_raw_text_stays(dak_nong, tmp_path):
    reading = corrected(dak_nong, tmp_path, entry())
    row = reading.observations.set_index("line").loc["admitted_compulsory"]
    assert (row["value"], row["raw"], bool(row["corrected"])) == (156, "161", True)
    applied = reading.problems.set_index("code").loc["correction_applied"]
    assert (applied["severity"], applied["cell"]) == ("remark", "J13")


def test_a_correction_of_a_cell_that_has_changed_is_an_error_and_not_applied(dak_nong, tmp_path):
    reading = corrected(dak_nong, tmp_path, entry(read=160))
    assert reading.observations.set_index("line").loc["admitted_compulsory", "value"] == 161
    assert reading.problems.set_index("code").loc["correction_outdated", "severity"] == "error"


def test_a_proposed_correction_is_told_and_not_applied(dak_nong, tmp_path):
    reading = corrected(dak_nong, tmp_path, entry(status="proposed"))
    assert reading.observations.set_index("line").loc["admitted_compulsory", "value"] == 161
    assert "correction_open" in set(reading.problems["code"])


def test_a_blank_cell_can_be_filled(dak_nong, tmp_path):
    reading = corrected(dak_nong, tmp_path, entry(cell="D19", sheet="Phụ lục 2", read="", use=900))
    rows = reading.observations
    assert rows[(rows["line"] == "people_on_file") & (rows["period"] == "2015")]["value"].tolist() == [900]


def test_a_verdict_can_be_corrected(dak_nong, tmp_path):
    place = {"sheet": "Đánh giá chỉ tiêu", "cell": "D16", "read": "Không đạt", "use": "Không đánh giá"}
    rows = corrected(dak_nong, tmp_path, entry(**place)).observations
    assert rows[(rows["line"] == "stated_verdict") & (rows["entry"] == "8")]["text"].item() == "not_assessed"


def test_a_correction_of_a_sheet_that_is_not_there_is_an_error(dak_nong, tmp_path):
    reading = corrected(dak_nong, tmp_path, entry(sheet="PL4"))
    assert reading.problems.set_index("code").loc["correction_misplaced", "severity"] == "error"


@pytest.mark.parametrize(
    ("name", "cell", "read"), [("days-from-1904.xlsx", "D10", 100), ("hidden-row-and-column.xlsx", "D10", 1234)]
)
def test_a_correction_changes_its_own_cell_and_nothing_else_of_the_sheet(tmp_path, name: str, cell: str, read: int):
    """How the workbook counts its dates and what of it is hidden stay as they are."""
    path = tmp_path / "corrections.toml"
    path.write_text(entry(file=name, sheet="Phụ lục 2", cell=cell, read=read, use=read + 1), encoding="utf-8")
    before = read_workbook(FIXTURES / name)
    after = read_workbook(FIXTURES / name, corrections=load_corrections(path))
    others = before.observations["cell"] != cell
    assert after.observations[others].equals(before.observations[others])
    assert after.observations[~others]["value"].tolist() == [read + 1]
    assert set(after.problems["code"]) - set(before.problems["code"]) == {"correction_applied"}
    assert set(before.problems["code"]) <= set(after.problems["code"])


def test_corrections_of_other_files_stay_out(dak_nong, tmp_path):
    reading = corrected(dak_nong, tmp_path, entry(file="01-ha-noi.xlsx"))
    assert not reading.observations["corrected"].any()


@pytest.mark.parametrize(
    ("text", "place"),
    [(entry(status="maybe"), "correction.0.status"), (entry(reason=None), "correction.0"),
     (entry(use=None), "correction.0"),
     (entry() + entry(), "correction.1"), ("[[correction]", "-")],
)  # fmt: skip
def test_a_corrections_file_that_cannot_be_used_names_the_place(tmp_path, text: str, place: str):
    path = tmp_path / "corrections.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CorrectionsError) as raised:
        load_corrections(path)
    assert raised.value.place == place
    assert "corrections.toml" in str(raised.value)


def test_commands_apply_the_corrections_of_the_files_collection(rehab, dak_nong, tmp_path):
    folder = tmp_path / "raw" / "reported"
    folder.mkdir(parents=True)
    (folder / dak_nong.name).write_bytes(dak_nong.read_bytes())
    (folder / "corrections.toml").write_text(entry(), encoding="utf-8")
    rows = json.loads(rehab("assess", folder / dak_nong.name, "--json").stdout)
    assert next(row for row in rows if row["part"] == "7")["denominator"] == 156


def test_a_broken_corrections_file_stops_the_command_with_its_name(rehab, dak_nong, tmp_path):
    (tmp_path / dak_nong.name).write_bytes(dak_nong.read_bytes())
    (tmp_path / "corrections.toml").write_text("[[correction]", encoding="utf-8")
    found = rehab("check", tmp_path / dak_nong.name)
    assert found.exit_code == 2
    assert "corrections.toml" in found.stderr
