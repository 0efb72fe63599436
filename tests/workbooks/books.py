"""Workbooks that many tests begin with, each read or made once a process: a copy takes a tenth of the time."""

import io
import pickle
import zipfile
from functools import cache, lru_cache
from pathlib import Path

from openpyxl import Workbook, load_workbook

from rehab.catalog.provinces import Province
from rehab.workbooks.forms.blank import blank_workbook


def book_of(path: Path) -> Workbook:
    """What is in a workbook, a committed one or a copy of it, to be changed at will."""
    return pickle.loads(_read(path.read_bytes()))


def with_sheet_called(path: Path, name: str, called: str, target: Path) -> Path:
    """A workbook at `target` as at `path`, with a sheet of another name, be it one that no Excel would give."""
    with zipfile.ZipFile(path) as package, zipfile.ZipFile(target, "w") as changed:
        for part in package.namelist():
            content = package.read(part)
            if part == "xl/workbook.xml":
                content = content.replace(f'"{name}"'.encode(), f'"{called}"'.encode())
            changed.writestr(part, content)
    return target


def blank_form(province: Province | None = None) -> Workbook:
    """The blank form, to be filled in."""
    return pickle.loads(_made(province))


@lru_cache(maxsize=16)
def _read(content: bytes) -> bytes:
    return pickle.dumps(load_workbook(io.BytesIO(content)))


@cache
def _made(province: Province | None) -> bytes:
    return pickle.dumps(blank_workbook(province))
