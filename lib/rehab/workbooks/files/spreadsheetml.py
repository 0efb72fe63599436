from pathlib import Path

from rehab.workbooks.grid import Grid


def read_spreadsheetml(path: Path) -> tuple[Grid, ...]:
    raise NotImplementedError
