"""Whatever is done to a workbook, every number is read right or reported; nothing fails with a traceback.

A few dozen cases run with the others; `REHAB_PERTURBATIONS=2000 make test ARGS=tests/workbooks/test_perturbations.py`
runs them all. Each case is its seed: `REHAB_SEED=17` runs that one alone.
"""

import os

import pytest

from perturbations import disturbed
from rehab.workbooks.reading import read_workbook
from rehab.workbooks.samples.comparison import compare
from rehab.workbooks.samples.draft import truth_rows
from rehab.workbooks.samples.files.xlsx import write_xlsx

CASES = int(os.environ.get("REHAB_PERTURBATIONS", "48"))
SEEDS = [int(os.environ["REHAB_SEED"])] if "REHAB_SEED" in os.environ else range(CASES)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_disturbed_workbook_is_read_right_or_reported(seed: int, tmp_path):
    draft, done = disturbed(seed)
    path = tmp_path / "sent.xlsx"
    write_xlsx(draft, path)
    reading = read_workbook(path, "sample")
    found = compare(truth_rows(draft), reading.observations, reading.problems)
    assert not found.silent, f"REHAB_SEED={seed} {done}: {found.silent[:5]}"
