"""Pages and tables are what they were when somebody last looked at them."""

import difflib
from pathlib import Path

import pytest

from golden_pages import FOLDER, make, words_of
from places import build


@pytest.fixture(scope="module")
def now(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return make(tmp_path_factory.mktemp("golden") / "project", build)


@pytest.mark.parametrize("name", ["67-dak-nong.txt", "67-dak-nong.en.txt", "rows.csv"])
def test_pages_and_tables_are_as_committed(name: str, now: dict[str, str]):
    kept = (FOLDER / name).read_text("utf-8")
    changed = list(
        difflib.unified_diff(kept.splitlines(), now[name].splitlines(), "committed", "now", lineterm="", n=0)
    )
    assert not changed, "\n".join(
        ["look at what changed; if it is meant, run `make golden` and commit it:", *changed[:60]]
    )


def test_the_golden_text_is_the_words_a_reader_sees_and_no_code():
    page = "<style>p { }</style><h1>Tỉnh <b>Đắk Nông</b></h1><p>36,1%</p><svg><defs>no</defs><text>a</text></svg>"
    assert words_of(page) == "Tỉnh Đắk Nông\n36,1%\na\n"


def test_the_golden_files_are_those_that_are_made(now: dict[str, str]):
    assert {path.name for path in Path(FOLDER).iterdir() if path.suffix in (".txt", ".csv")} == set(now)
