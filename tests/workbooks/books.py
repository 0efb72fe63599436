"""Workbooks that many tests begin with, each read or made once a process: a copy takes a tenth of the time."""

import io
import pickle
from functools import cache, lru_cache
from pathlib import Path

from openpyxl import Workbook, load_workbook

from rehab.catalog.provinces import Province
from rehab.workbooks.forms.blank import blank_workbook


def book_of(path: Path) -> Workbook:
    """What is in a workbook, a committed one or a copy of it, to be changed at will."""
    return pickle.loads(_read(path.read_bytes()))


def blank_form(province: Province | None = None) -> Workbook:
    """The blank form, to be filled in."""
    return pickle.loads(_made(province))


@lru_cache(maxsize=16)
def _read(content: bytes) -> bytes:
    return pickle.dumps(load_workbook(io.BytesIO(content)))


@cache
def _made(province: Province | None) -> bytes:
    return pickle.dumps(blank_workbook(province))
