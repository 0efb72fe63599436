"""Whatever is done to a workbook, every number is read right or reported; nothing fails with a traceback.

A few dozen cases run with the others; `REHAB_PERTURBATIONS=2000 make test ARGS=tests/workbooks/test_perturbations.py`
runs them all. Each case is its seed: `REHAB_SEED=17` runs that one alone. Other kinds of file hold what strangers and
offices do, but for looks that their writers here do not write.
"""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from habits import HABITS, years_as_days

import file_writers
from perturbations import disturbed
from rehab.workbooks.reading import read_workbook
from rehab.workbooks.samples.comparison import compare
from rehab.workbooks.samples.draft import Draft, truth_rows
from rehab.workbooks.samples.files.ods import write_ods
from rehab.workbooks.samples.files.xls import write_xls
from rehab.workbooks.samples.files.xlsx import write_xlsx
from strangers import STRANGE

pytestmark = pytest.mark.slow
CASES = int(os.environ.get("REHAB_PERTURBATIONS", "48"))
SEEDS = [int(os.environ["REHAB_SEED"])] if "REHAB_SEED" in os.environ else range(CASES)
# Of each ten cases one is written as each of the other kinds of file, too.
SHARE = 10
IN_OTHER_FILES = tuple(own for own in (*STRANGE, *HABITS) if own is not years_as_days)


def write_xlsb(draft: Draft, path: Path) -> None:
    """A binary workbook of a draft: its values, merged cells and hidden rows and columns."""
    sheets = [
        file_writers.Sheet(
            sheet.name,
            {place: cell.value for place, cell in sheet.cells.items() if cell.value is not None},
            formats={place: cell.number_format for place, cell in sheet.cells.items()},
            merged=tuple(sheet.merged),
            hidden=sheet.hidden,
            hidden_rows=frozenset(sheet.hidden_rows),
            hidden_columns=frozenset(sheet.hidden_columns),
        )
        for sheet in draft.sheets
    ]
    file_writers.write_xlsb(path, sheets)


OTHER_FILES: dict[str, Callable[[Draft, Path], None]] = {"xls": write_xls, "ods": write_ods, "xlsb": write_xlsb}


def silent_errors(draft: Draft, path: Path, write: Callable[[Draft, Path], None]) -> tuple[str, ...]:
    write(draft, path)
    reading = read_workbook(path, "sample")
    return compare(truth_rows(draft), reading.observations, reading.problems).silent


@pytest.mark.parametrize("seed", SEEDS)
def test_a_disturbed_workbook_is_read_right_or_reported(seed: int, tmp_path: Path):
    draft, done = disturbed(seed)
    found = silent_errors(draft, tmp_path / "sent.xlsx", write_xlsx)
    assert not found, f"REHAB_SEED={seed} {done}: {found[:5]}"


@pytest.mark.parametrize("kind", OTHER_FILES)
@pytest.mark.parametrize("seed", [seed for seed in SEEDS if seed % SHARE == 0 or len(SEEDS) == 1])
def test_a_disturbed_workbook_of_another_kind_is_read_right_or_reported(seed: int, kind: str, tmp_path: Path):
    draft, done = disturbed(seed, IN_OTHER_FILES)
    found = silent_errors(draft, tmp_path / f"sent.{kind}", OTHER_FILES[kind])
    assert not found, f"REHAB_SEED={seed} {kind} {done}: {found[:5]}"
