"""The tutorial followed to the letter: every command and every block of code, in a folder of its own."""

import re
import shlex
import webbrowser
from pathlib import Path

import matplotlib
import pytest

from places import shared_workers

PAGES = Path(__file__).resolve().parents[1] / "docs" / "site"
_BLOCK = re.compile(r"^```(sh|python)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
# What the first check of the tutorial is to find.
_FINDS_ERRORS = 1


def _blocks(language: str) -> list[tuple[str, str]]:
    return _BLOCK.findall((PAGES / language / "tutorial.md").read_text("utf-8"))


def test_both_languages_tell_the_same_commands():
    assert _blocks("vi") == _blocks("en")


def test_every_command_and_block_of_the_tutorial_does_what_it_says(
    rehab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    matplotlib.use("agg")
    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", lambda address: bool(opened.append(address)) or True)
    monkeypatch.delenv("REHAB_DATA", raising=False)
    # Its runs start no workers of their own: how they are started and end is tested elsewhere.
    monkeypatch.setattr("rehab.batch.session.Workers", lambda *_: shared_workers())
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    ended, said = [], ""
    for kind, block in _blocks("vi"):
        if kind == "python":
            exec(block, names)
            continue
        for line in block.splitlines():
            command, *arguments = shlex.split(line)
            if command == "cd":
                monkeypatch.chdir(arguments[0])
                continue
            assert command == "rehab"
            done = rehab(*arguments)
            assert "Traceback" not in done.output and done.exit_code in (0, _FINDS_ERRORS), (line, done.output)
            ended.append(done.exit_code)
            said += done.stdout
    # Only the first look at the form finds errors: they are what is mended next.
    assert ended.count(_FINDS_ERRORS) == 1 and ended[2] == _FINDS_ERRORS
    assert "36,1%" in said
    assert [address.rpartition("/")[2] for address in opened] == ["index.html"]
    assert "36,1%" in Path("briefs/reported/67-dak-nong.html").read_text("utf-8")
    assert Path("briefs/reported/my_topic/67-dak-nong.html").is_file()
    assert len(list(Path("to-send").iterdir())) == 1
    assert len(list(Path("briefs/sample").glob("6*.html"))) == 2
    assert "1000" in str(names["rehab"].open("reported").province("04").line("people_on_file").by_year()["2019"])  # type: ignore[attr-defined]
