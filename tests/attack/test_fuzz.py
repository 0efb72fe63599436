"""Spoilt files of every kind are read or refused in words, within seconds and memory: nothing is raised.

`REHAB_FUZZ=2000` reads as many; another `REHAB_SEED` spoils them otherwise.
"""

import os
import random
import sys
from pathlib import Path

import pytest

from file_writers import write_spreadsheetml_content
from fuzz import sound_files, spoilt
from rehab.batch.limits import within
from rehab.workbooks.reading import read_workbook

CASES = int(os.environ.get("REHAB_FUZZ", "60"))
SEED = int(os.environ.get("REHAB_SEED", "2020"))
SECONDS, MEMORY_BYTES = 5, 500 << 20
FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"


@pytest.mark.skipif(sys.platform != "linux", reason="limits are those of Linux")
def test_no_spoilt_file_raises_anything_or_takes_long_or_fills_the_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    # Processor seconds are held against it; on a machine with much else to do they may take long to come.
    monkeypatch.setattr("rehab.batch.limits._WAITING", 60)
    sound = sound_files(tmp_path, FIXTURES)
    kept = Path(os.environ["REHAB_FUZZ_KEEP"]) if "REHAB_FUZZ_KEEP" in os.environ else None
    print(f"REHAB_SEED={SEED}")
    failed = []
    for case in range(CASES):
        drawn = random.Random(f"{SEED}-{case}")
        ending, content = sound[case % len(sound)]
        path = tmp_path / f"67-case{ending}"
        path.write_bytes(spoilt(content, drawn))
        try:
            with within(SECONDS, MEMORY_BYTES):
                reading = read_workbook(path)
            assert reading.readable or len(reading.problems), "neither read nor refused"
        except Exception as error:
            # Whatever it is, the others are tried too: the list is the answer.
            failed.append(f"case {case} ({ending}): {type(error).__name__}: {str(error)[:200]}")
            if kept:
                path.rename(kept / f"{SEED}-{case}{ending}")
    assert failed == []


@pytest.mark.parametrize("place", ["0", "-1", "99999999999999999999", "1e308", "nan"])
@pytest.mark.parametrize("element", ["Row", "Cell", "Column"])
def test_a_place_that_no_sheet_has_is_refused_or_holds_nothing(tmp_path: Path, element: str, place: str):
    path = tmp_path / "67-a.xls"
    own = {name: f'ss:Index="{place}"' if name == element else "" for name in ("Row", "Cell", "Column")}
    write_spreadsheetml_content(
        path,
        f'<Worksheet ss:Name="a"><Table><Column {own["Column"]}/><Row {own["Row"]}><Cell {own["Cell"]}>'
        '<Data ss:Type="Number">5</Data></Cell></Row></Table></Worksheet>',
    )
    reading = read_workbook(path)
    assert reading.observations.empty
    assert reading.readable == (element == "Column" and place == "99999999999999999999")


def test_the_same_seed_spoils_files_in_the_same_way(tmp_path: Path):
    sound = sound_files(tmp_path, FIXTURES)
    (_, content), *_ = sound
    assert spoilt(content, random.Random("1-1")) != spoilt(content, random.Random("1-2"))
    first, second = (spoilt(sound[4][1], random.Random("7-3")) for _ in range(2))
    assert first == second
