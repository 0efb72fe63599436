"""What all commands say alike: sentences in both languages, and with which exit status they end."""

from pathlib import Path

import typer

from rehab.catalog.texts import LANGUAGES, harmless, text

HAS_ERRORS, NOT_DONE = 1, 2


def both(key: str, **values: object) -> str:
    """A text of the catalogue in both languages.

    >>> both("cli.not_xlsx", path="a.csv").count("a.csv")
    2
    """
    return " / ".join(text(key, language, **values) for language in LANGUAGES)


def not_done(message: str) -> typer.Exit:
    """Say on stderr why the work could not be done; raise what is returned."""
    say(message, err=True)
    return typer.Exit(NOT_DONE)


def not_saved(path: Path, error: OSError) -> str:
    """What to say of a file or folder that could not be written."""
    return both("cli.not_saved", path=path, error=error.strerror or error)


def say(message: str, err: bool = False) -> None:
    """Print a line that may quote a stranger's words: none of them can command the terminal."""
    typer.echo(harmless(message), err=err)
