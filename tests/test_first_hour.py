"""The first hour: a folder to start in, what to do next, help, completion, and consoles of other systems."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from rehab.catalog.texts import texts
from rehab.cli import app
from rehab.cli_install import how_to_add
from rehab.cli_say import reason_of
from rehab.cli_usage import Commands, language_of

COMMAND = [sys.executable, "-c", "from rehab.cli import main; main()"]


@pytest.fixture
def started(rehab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder made by `rehab new`, which is where one is."""
    assert rehab("new", tmp_path / "my-review").exit_code == 0
    monkeypatch.chdir(tmp_path / "my-review")
    return tmp_path / "my-review"


def _published(folder: Path, **entry: object) -> None:
    """As a run would have left it."""
    path = folder / "briefs" / "reported" / "run.json"
    path.parent.mkdir(parents=True)
    own = {"name": "Tỉnh Cao Bằng", "kind": "brief", "error": "", **entry}
    path.write_text(json.dumps({"entries": [own], "unusable_workbooks": []}), encoding="utf-8")


def test_new_makes_folders_notebooks_an_empty_form_and_a_readme_in_each_language(started: Path):
    files = {path.relative_to(started).as_posix() for path in started.rglob("*") if path.is_file()}
    own = {"explore.ipynb", "compare.ipynb", "my_topic.ipynb"}
    assert files == {"README.md", "README.vi.md", ".gitignore", "form.xlsx", *(f"notebooks/{name}" for name in own)}
    assert (started / "data" / "raw" / "reported").is_dir()
    assert "Phụ lục 2" in load_workbook(started / "form.xlsx").sheetnames
    for name in ("compare.ipynb", "explore.ipynb"):
        assert '"collection = \\"\\"\\n"' in (started / "notebooks" / name).read_text("utf-8")


def test_a_folder_to_go_into_is_named_as_it_is_typed(rehab, tmp_path: Path):
    assert f'cd "{tmp_path}/Tổng kết 2020"' in rehab("new", tmp_path / "Tổng kết 2020").stderr


def test_a_folder_that_one_is_in_is_not_gone_into(rehab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    for folder in (".", tmp_path):
        for language in ("vi_VN", "en_US"):
            told = rehab("new", folder, speaks=language).stderr
            assert "cd " not in told and "rehab run --open" in told


def test_what_the_next_steps_do_stands_in_one_column(rehab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    for language in ("vi_VN", "en_US"):
        steps = [line for line in rehab(speaks=language).stdout.splitlines() if line.startswith("  ")]
        assert len({line.rindex("   ") for line in steps}) == 1


def test_new_overwrites_nothing_and_says_what_it_left(rehab, started: Path):
    (started / "README.md").write_text("mine", encoding="utf-8")
    (started / "form.xlsx").unlink()
    done = rehab("new", started)
    assert done.exit_code == 0
    assert (started / "README.md").read_text("utf-8") == "mine"
    assert done.stdout.split() == [str(started / "form.xlsx")]
    assert "README.md" in done.stderr


def test_what_a_readme_of_the_folder_tells_to_type_is_a_command(started: Path, rehab):
    for name in ("README.md", "README.vi.md"):
        told = [line.split("`")[1] for line in (started / name).read_text("utf-8").splitlines() if ". `rehab " in line]
        assert len(told) == 3
        for command in told:
            assert "--help" in command or rehab(command.split()[1], "--help").exit_code == 0


@pytest.mark.parametrize("language", ["vi_VN", "en_US"])
def test_rehab_alone_says_the_three_next_things_to_do_here(
    rehab, started: Path, dak_nong: Path, monkeypatch: pytest.MonkeyPatch, language: str
):
    def steps() -> list[str]:
        done = rehab(speaks=language)
        assert done.exit_code == 0
        found = [line.strip() for line in done.stdout.splitlines() if line.startswith("  ")]
        assert [line[:2] for line in found] == ["1.", "2.", "3."]
        return found

    assert "data/raw/reported" in steps()[0]
    assert "rehab check form.xlsx" in steps()[1] and "rehab blank" not in "".join(steps())
    Path("form.xlsx").rename("elsewhere.xlsx")
    assert "rehab blank form.xlsx" in steps()[1]
    shutil.copy(dak_nong, "data/raw/reported")
    assert steps()[0].startswith("1. rehab check data/raw/reported") and "rehab run" in steps()[1]
    _published(started)
    assert steps()[0].startswith("1. rehab run --open") and 'rehab.open("reported")' in steps()[1]
    shutil.rmtree("briefs")
    _published(started, error="hỏng")
    assert "Tỉnh Cao Bằng" in rehab(speaks=language).stdout and steps()[0].startswith("1. rehab check")


def test_outside_any_folder_rehab_alone_leads_to_new(rehab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    assert "1. rehab new my-review" in rehab().stdout


def test_a_run_in_a_new_folder_leads_to_where_workbooks_go(rehab, started: Path):
    done = rehab("run")
    assert done.exit_code == 2 and str(started / "data" / "raw") in done.stderr


def test_version_is_the_one_installed(rehab):
    import rehab as package

    assert rehab("--version").stdout == f"rehab {package.__version__}\n"
    asked = [sys.executable, "-m", "rehab", "--version"]
    assert subprocess.run(asked, capture_output=True, text=True, check=True).stdout == rehab("--version").stdout


# ── Help ────────────────────────────────────────────────────────────────────────────────────────────────────


def _commands() -> dict:
    from typer.main import get_command

    group = get_command(app)
    assert isinstance(group, Commands)
    return group.commands


def test_every_command_argument_and_option_is_explained_in_the_catalogue_with_an_example():
    known = {key.removeprefix("help.") for key in texts() if key.startswith("help.")}
    commands = _commands()
    lacking = [f"{name}_{what}" for name in commands for what in ("about", "examples")]
    lacking = [key for key in lacking if key not in known]
    lacking += [
        f"{name}_{param.name}"
        for name, command in commands.items()
        for param in command.params
        if f"{name}_{param.name}" not in known and param.name not in known
    ]
    assert not lacking


@pytest.mark.parametrize("name", ["", *_commands()])
def test_help_is_in_one_language_from_its_first_line_to_its_last(rehab, name: str):
    vi, en = (rehab(*name.split(), "--help", speaks=own).stdout for own in ("vi_VN", "en_US"))
    assert "Cách dùng: " in vi and "Tùy chọn" in vi and "Ví dụ:" in vi
    assert not re.search(r"Usage|OPTIONS|ARGS|COMMAND|FILE|FOLDER|NAME|Show this|default|required|<\w|<=", vi)
    assert "Usage: " in en and "Options" in en and "Examples:" in en
    assert not re.search(r"Hiện|TỆP|THƯ-MỤC|mặc định|<\w|<=", en)


def test_help_is_asked_for_in_every_usual_way(rehab):
    for asked, whole in (
        ((("run", "-h"), ("help", "run")), ("run", "--help")),
        ((("-h",), ("help",)), ("--help",)),
    ):
        assert {rehab(*typed).stdout for typed in asked} == {rehab(*whole).stdout}
    assert rehab("-V").stdout == rehab("--version").stdout


def test_help_says_what_follows_an_option_and_nothing_follows_a_switch(rehab):
    told = rehab("run", "--help").stdout
    for typed in ("--force ", "--jobs 1–512 ", "--collection TÊN ", "--lang vi|en|vi,en ", "--notebook SỔ-TAY.ipynb "):
        assert f"\n  {typed} " in told
    assert "[BẢNG-TÍNH …]" in told
    assert "diff [OPTIONS] OLD-WORKBOOK NEW-WORKBOOK" in rehab("diff", "--help", speaks="en_US").stdout


def test_every_argument_and_option_has_a_word_or_bounds_for_its_value():
    from rehab.cli_help import bounds

    lacking = [
        f"{name}_{param.name}"
        for name, command in _commands().items()
        for param in command.params
        if not getattr(param, "is_flag", False) and not bounds(param)
        if not {f"help.value_{name}_{param.name}", f"help.value_{param.name}"} & set(texts())
    ]
    assert not lacking


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_example_names_options_that_its_command_has(language: str):
    for name, command in _commands().items():
        options = {option for param in command.params for option in param.opts}
        for example in texts()[f"help.{name}_examples"][language].split("; "):
            words = example.split()
            assert words[:2] == ["rehab", name]
            assert {word for word in words if word.startswith("--")} <= options


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell", "pwsh"])
def test_completion_can_be_had_for_every_shell(shell: str):
    asked = {**os.environ, "_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"}
    done = subprocess.run(
        [*COMMAND, "--show-completion", shell], env=asked, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0 and "complete" in done.stdout.lower()


@pytest.mark.parametrize(("language", "said"), [("vi_VN", "Đã cài tự điền lệnh"), ("en_US", "is installed")])
def test_installing_completion_says_where_in_the_language_spoken(tmp_path: Path, language: str, said: str):
    asked = {**os.environ, "_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1", "HOME": str(tmp_path)}
    asked |= {"USERPROFILE": str(tmp_path), "LC_ALL": language, "PYTHONIOENCODING": "utf-8"}
    typed = [*COMMAND, "--install-completion", "bash"]
    done = subprocess.run(typed, env=asked, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0 and said in done.stdout and str(tmp_path) in done.stdout
    assert len(done.stdout.splitlines()) == 1


def test_completion_where_no_shell_is_known_says_for_which_it_is(rehab, monkeypatch: pytest.MonkeyPatch):
    import shellingham

    def unknown() -> None:
        raise shellingham.ShellDetectionFailure

    monkeypatch.setattr(shellingham, "detect_shell", unknown)
    for option in ("--install-completion", "--show-completion"):
        done = rehab(option)
        assert done.exit_code == 2 and "PowerShell" in done.stderr and "supported" not in done.output


# ── Other systems ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("environment", "system", "language"),
    [
        ({}, "", "vi"),
        ({}, "Vietnamese_Vietnam", "vi"),
        ({}, "English_United States", "en"),
        ({"LANG": "C"}, "en_US", "vi"),
        ({"LC_ALL": "en_GB.UTF-8", "LANG": "vi_VN"}, "", "en"),
        ({"LANG": "fr_FR.UTF-8"}, "", "en"),
    ],
)
def test_the_locale_chooses_the_language_of_messages(environment: dict[str, str], system: str, language: str):
    assert language_of(["run"], environment, system) == language


@pytest.mark.parametrize("encoding", ["cp1258", "ascii", "cp1252"])
def test_a_console_without_vietnamese_letters_stops_nothing(encoding: str, tmp_path: Path):
    asked = {**os.environ, "PYTHONIOENCODING": encoding, "LC_ALL": "C"}
    done = subprocess.run([*COMMAND], cwd=tmp_path, env=asked, capture_output=True, check=False)
    assert done.returncode == 0
    assert "rehab new my-review" in done.stdout.decode("utf-8")
    wrong = subprocess.run([*COMMAND, "chạy"], cwd=tmp_path, env=asked, capture_output=True, check=False)
    assert wrong.returncode == 2 and "chạy" in wrong.stderr.decode("utf-8")


class _LockedOnWindowsError(PermissionError):
    winerror = 32


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (IsADirectoryError(21, "Is a directory"), "thư mục"),
        (PermissionError(13, "Permission denied"), "không có quyền"),
        (_LockedOnWindowsError(13, "used by another process"), "Excel"),
        (OSError(28, "No space left on device"), "đầy"),
        (OSError(36, "File name too long"), "quá dài"),
    ],
)
def test_what_the_system_refuses_is_said_in_words(error: OSError, said: str):
    assert said in reason_of(error) and "Errno" not in reason_of(error)


def test_a_workbook_that_excel_holds_open_is_not_written_over(rehab, dak_nong: Path, tmp_path: Path, monkeypatch):
    def locked(*_: object) -> None:
        raise _LockedOnWindowsError(13, "The process cannot access the file", "back.xlsx")

    monkeypatch.setattr("openpyxl.workbook.workbook.Workbook.save", locked)
    done = rehab("feedback", dak_nong, "--out", tmp_path / "back.xlsx")
    assert done.exit_code == 2
    assert "Excel" in done.stderr and "Errno" not in done.stderr


def test_a_library_is_added_by_what_installed_the_suite(tmp_path: Path):
    assert how_to_add("xlwt", tmp_path) == "python -m pip install xlwt"
    (tmp_path / "uv-receipt.toml").write_text(
        '[tool]\nrequirements = [{ name = "rehab-briefs", directory = "my suite" }]\n', encoding="utf-8"
    )
    assert how_to_add("xlwt", tmp_path) == 'uv tool install --force --with xlwt "my suite"'
    (tmp_path / "pipx_metadata.json").write_text("{}", encoding="utf-8")
    assert how_to_add("xlwt", tmp_path) == "pipx inject rehab-briefs xlwt"
