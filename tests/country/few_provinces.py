"""Which provinces the tests of this folder have workbooks of."""

import shutil
from pathlib import Path

CODES = ("01", "04", "40", "48", "79", "92")
BLANK, BROKEN = "06", "08"


def without_exact_tables(data: str, folder: Path) -> Path:
    """A copy of the data in which of every province that was read only the public tables are left.

    Of a workbook that nobody could read only its name is told, which stands in its problems.
    """
    copy = folder / "data"
    shutil.copytree(data, copy)
    for path in (copy / "processed" / "sample" / "parts").glob("*/*.parquet"):
        if not path.parent.name.startswith("_"):
            path.unlink()
    return copy
