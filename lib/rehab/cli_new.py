"""`rehab new`: a folder to start in."""

import re
from pathlib import Path
from typing import Annotated

import typer

from rehab.cli_say import not_done, not_saved, say, told


def new(folder: Annotated[Path, typer.Argument(help="The folder to make, or to complete.")]) -> None:
    """Make a folder to work in: places for workbooks, notebooks to change, an empty form, a README."""
    from rehab.store.start import start_folder

    if folder.exists() and not folder.is_dir():
        raise not_done(told("new.is_file", path=folder))
    try:
        started = start_folder(folder)
    except OSError as error:
        raise not_done(not_saved(folder, error)) from error
    for path in started.made:
        say(str(path))
    if started.kept:
        say(told("new.kept", files=", ".join(path.name for path in started.kept)), err=True)
    is_here = folder.resolve() == Path.cwd().resolve()
    say(told("new.done_here") if is_here else told("new.done", folder=_typed(folder)), err=True)


def _typed(folder: Path) -> str:
    """A path as it is typed in a shell, in quotes where it must be.

    >>> _typed(Path("Tổng kết")), _typed(Path("my-review"))
    ('"Tổng kết"', 'my-review')
    """
    said = str(folder)
    if re.fullmatch(r"[\w./\\:~-]+", said):
        return said
    # Quotes that both PowerShell and other shells take; what these would expand asks for single ones.
    return f"'{said}'" if set(said) & set('"$`') else f'"{said}"'
