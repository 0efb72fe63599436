"""Pages and tables are what they were when somebody last looked at them.

`make test` reads some of the made-up provinces, which REHAB_SEED chooses; REHAB_ALL reads all.
"""

import difflib
import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from golden_pages import COUNTS, FOLDER, codes, make, words_of
from places import build

SEED = os.environ.get("REHAB_SEED", "2020")
READ = codes() if os.environ.get("REHAB_ALL") else random.Random(SEED).sample(codes(), 6)


@pytest.fixture(scope="module")
def now(once: Callable[[str, Callable[[Path], dict[str, str]]], dict[str, str]]) -> dict[str, str]:
    return once("golden", lambda folder: make(folder / "project", build, lambda code: code in READ))


def _looked_at(name: str, content: str) -> list[str]:
    """Lines of a golden file; of rows of the made-up collection those of provinces that are read."""
    lines = content.splitlines()
    if name != COUNTS or os.environ.get("REHAB_ALL"):
        return lines
    return [line for line in lines if not line.startswith("sample,") or line.split(",")[2] in READ]


@pytest.mark.parametrize("name", ["67-dak-nong.txt", "67-dak-nong.en.txt", "rows.csv"])
def test_pages_and_tables_are_as_committed(name: str, now: dict[str, str]):
    print(f"REHAB_SEED={SEED}: {READ}")
    kept, found = _looked_at(name, (FOLDER / name).read_text("utf-8")), _looked_at(name, now[name])
    assert len(found) > len(READ)
    changed = list(difflib.unified_diff(kept, found, "committed", "now", lineterm="", n=0))
    assert not changed, "\n".join(
        ["look at what changed; if it is meant, run `make golden` and commit it:", *changed[:60]]
    )


def test_the_golden_text_is_the_words_a_reader_sees_and_no_code():
    page = "<style>p { }</style><h1>Tỉnh <b>Đắk Nông</b></h1><p>36,1%</p><svg><defs>no</defs><text>a</text></svg>"
    assert words_of(page) == "Tỉnh Đắk Nông\n36,1%\na\n"


def test_the_golden_files_are_those_that_are_made(now: dict[str, str]):
    assert {path.name for path in Path(FOLDER).iterdir() if path.suffix in (".txt", ".csv")} == set(now)
