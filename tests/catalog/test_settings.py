"""A settings file that cannot be used gives one sentence: the file, the place in it, what to do."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rehab.attainment.targets import load_targets
from rehab.catalog.settings import SettingsError
from rehab.workbooks.grids.corrections import load_corrections

TARGET = '[[target]]\nprovince = "67"\npart = "7"\nsource = "Kế hoạch"\n'
CORRECTION = (
    '[[correction]]\nfile = "a.xlsx"\nsheet = "b"\ncell = "C3"\nreason = "c"\nasked_by = "d"\nstatus = "agreed"\n'
)
LOADERS: dict[str, Callable[[Path], Any]] = {"targets.toml": load_targets, "corrections.toml": load_corrections}


@pytest.mark.parametrize(
    ("name", "content", "place"),
    [
        ("targets.toml", TARGET + "target = nan\n", "target.0.target"),
        ("targets.toml", TARGET + "target = inf\n", "target.0.target"),
        ("targets.toml", TARGET + "target = 1e308\n", "target.0.target"),
        ("targets.toml", TARGET + "baseline = -inf\n", "target.0.baseline"),
        ("targets.toml", TARGET + "target = 1\n" + TARGET + 'target = "100"\n', "target.1.target"),
        ("targets.toml", TARGET + "target = 2020-06-22\n", "target.0.target"),
        ("targets.toml", TARGET + 'numerator = "people_on_fil"\n', "target.0.numerator"),
        ("targets.toml", TARGET.replace('"67"', "67"), "target.0.province"),
        ("targets.toml", TARGET + "targt = 5\n", "target.0"),
        ("targets.toml", "target = 5\n", "target"),
        ("targets.toml", "[target]\n", "target"),
        ("corrections.toml", CORRECTION + "read = 1\nuse = nan\n", "correction.0.use"),
        ("corrections.toml", CORRECTION + "read = 1e300\nuse = 2\n", "correction.0.read"),
        ("corrections.toml", CORRECTION + "read = 1\nuse = [2]\n", "correction.0.use"),
        ("corrections.toml", CORRECTION.replace("C3", "c3") + "read = 1\nuse = 2\n", "correction.0.cell"),
    ],
)
def test_an_entry_that_means_nothing_is_named(tmp_path, name: str, content: str, place: str):
    path = tmp_path / name
    path.write_text(content, "utf-8")
    with pytest.raises(SettingsError) as raised:
        LOADERS[name](path)
    assert raised.value.place == place
    assert str(raised.value).startswith(f"{name} ! {place}: ")


@pytest.mark.parametrize(
    ("name", "content", "vietnamese", "english"),
    [
        ("targets.toml", "[[target\n", "sai ở dòng 1, cột 9", "wrong at line 1, column 9"),
        ("targets.toml", "target = [", "còn dở ở cuối tệp", "unfinished at the end"),
        ("targets.toml", TARGET + "targt = 5\n", "không nhận “targt”; chỉ nhận: province, part", "takes no “targt”"),
        (
            "targets.toml",
            TARGET.replace('"67"', "67"),
            "phải là chữ trong dấu ngoặc kép",
            "must be a text in quotation",
        ),
        ("targets.toml", '[[target]]\nprovince = "67"\npart = "7"\n', "thiếu “source”", "lacks “source”"),
        ("corrections.toml", CORRECTION + "read = 1\n", "thiếu “use”", "lacks “use”"),
        ("corrections.toml", CORRECTION.replace("C3", "c3") + "read = 1\nuse = 2\n", "“c3” không dùng", "“c3” cannot"),
        (
            "corrections.toml",
            CORRECTION.replace("agreed", "agred") + "read = 1\nuse = 2\n",
            "không nhận “agred”; chọn trong: agreed, proposed, cleared",
            "does not take “agred”; choose from: agreed, proposed, cleared",
        ),
    ],
)
def test_each_language_says_what_is_wrong_in_its_own_words(
    tmp_path, name: str, content: str, vietnamese: str, english: str
):
    path = tmp_path / name
    path.write_text(content, "utf-8")
    with pytest.raises(SettingsError) as raised:
        LOADERS[name](path)
    said_vi, said_en = raised.value.said
    assert vietnamese in said_vi and english in said_en
    assert not re.search(r"Expected|not allowed|required|is not", said_vi + said_en)


def test_settings_that_are_not_utf_8_are_told_to_be_saved_as_it(tmp_path):
    (tmp_path / "targets.toml").write_bytes('source = "Kế hoạch"'.encode("utf-16"))
    with pytest.raises(SettingsError) as raised:
        load_targets(tmp_path / "targets.toml")
    assert "UTF-8" in raised.value.said[0] and "codec" not in str(raised.value)


def test_the_mark_that_notepad_puts_before_the_first_letter_is_passed_over(tmp_path):
    (tmp_path / "targets.toml").write_text(TARGET + "target = 60\n", encoding="utf-8-sig")
    assert load_targets(tmp_path / "targets.toml").override("67", "7").target == 60


@pytest.mark.parametrize("name", LOADERS)
@pytest.mark.parametrize(
    "content",
    [
        b"[[target]",
        b"\xff\xfe[\x00",
        b"a = " + b"[" * 400 + b"]" * 400,
        b"a = " + b"[" * 5000 + b"]" * 5000,
        b"a = " + b"{b = " * 300 + b"1" + b"}" * 300,
        b"\x00" * 100,
        b"a = " + b"9" * 5000,
        "Mục tiêu của tỉnh".encode(),
    ],
)
def test_a_file_that_is_no_settings_file_is_named(tmp_path, name: str, content: bytes):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(SettingsError, match=name):
        LOADERS[name](path)


@pytest.mark.parametrize("name", LOADERS)
def test_a_folder_in_the_place_of_a_settings_file_is_named(tmp_path, name: str):
    (tmp_path / name).mkdir()
    with pytest.raises(SettingsError, match=name):
        LOADERS[name](tmp_path / name)


@pytest.mark.parametrize("content", [TARGET + "target = nan\n", "a = " + "[" * 5000, "[[target]"])
@pytest.mark.slow
def test_a_run_says_of_it_what_assess_says(rehab, dak_nong, tmp_path, content: str):
    folder = tmp_path / "data" / "raw" / "reported"
    folder.mkdir(parents=True)
    workbook = folder / dak_nong.name
    workbook.write_bytes(dak_nong.read_bytes())
    (folder / "targets.toml").write_text(content, "utf-8")
    assessed = rehab("assess", workbook)
    ran = rehab("run", "--data", tmp_path / "data", "--out", tmp_path / "briefs", "--jobs", "1", "--quiet")
    assert (assessed.exit_code, ran.exit_code) == (2, 2)
    assert assessed.stderr == ran.stderr != ""
