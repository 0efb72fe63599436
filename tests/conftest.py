"""What tests share: the project's folder, Đắk Nông's workbook, the form with figures in it, the command."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner, Result

from rehab.cli import app
from rehab.workbooks.forms.filling import fill_workbook

PROJECT = Path(__file__).resolve().parents[1]
DAK_NONG = PROJECT / "data" / "raw" / "reported" / "67-dak-nong.xlsx"
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")

Edit = dict[str, dict[str, Any]]


@pytest.fixture
def rehab() -> Callable[..., Result]:
    """The `rehab` command, run in this process."""
    return lambda *arguments: CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture
def dak_nong() -> Path:
    """The one public workbook."""
    return DAK_NONG


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[..., Path]:
    """A copy of Đắk Nông's workbook with cells changed: `workbook({"Phụ lục 4": {"J13": "nhiều"}})`."""

    def edited(edits: Edit | None = None, name: str = "67-dak-nong.xlsx", without: tuple[str, ...] = ()) -> Path:
        book = load_workbook(DAK_NONG)
        for sheet, cells in (edits or {}).items():
            for address, value in cells.items():
                book[sheet][address] = value
        for sheet in without:
            del book[sheet]
        path = tmp_path / name
        book.save(path)
        return path

    return edited


@pytest.fixture
def filled(tmp_path: Path) -> Callable[..., Path]:
    """The form of a province with figures in it, as a file of figures names them."""

    def fill(figures: dict[str, Any], name: str = "01-ha-noi.xlsx") -> Path:
        path = tmp_path / name
        fill_workbook({"province": "01", **figures}).save(path)
        return path

    return fill


@pytest.fixture(scope="session")
def chromium() -> str:
    """A Chromium to open pages in; without one the page tests say so, and fail where one is required."""
    for name in CHROMIUM_NAMES:
        found = shutil.which(name)
        if found:
            return found
    message = "NO CHROMIUM: the page tests did not run; install Debian's package chromium."
    if os.environ.get("REHAB_REQUIRE_BROWSER"):
        pytest.fail(message)
    pytest.skip(message)
