from pathlib import Path

from rehab.workbooks.grid import Grid


def read_html(path: Path) -> tuple[Grid, ...]:
    raise NotImplementedError
