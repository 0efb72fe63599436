from pathlib import Path

from rehab.workbooks.grid import Grid


def read_ods(path: Path) -> tuple[Grid, ...]:
    raise NotImplementedError
