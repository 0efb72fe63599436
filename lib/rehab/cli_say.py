"""What all commands say alike: sentences in the language spoken, and with which exit status they end."""

import errno
import io
import os
import sys
from pathlib import Path
from typing import TextIO

import typer

from rehab.catalog.texts import LANGUAGES, harmless, text
from rehab.catalog.two_languages import of_both

HAS_ERRORS, NOT_DONE = 1, 2
# As a shell tells of a program that the closing of a pipe has ended.
NOBODY_READS = 141

# Why the system refuses: what it says itself is English on most machines, and a number.
_REASONS = {
    errno.EISDIR: "is_folder",
    errno.ENOTDIR: "no_folder",
    errno.ENOENT: "not_there",
    errno.EACCES: "not_allowed",
    errno.EPERM: "not_allowed",
    errno.EROFS: "only_to_read",
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.EFBIG: "disk_full",
    errno.ENAMETOOLONG: "name_too_long",
    errno.ELOOP: "leads_in_circles",
    errno.EEXIST: "there_already",
}
# Windows: another program, mostly Excel, has the file open.
_IN_USE = (32, 33)

_spoken = [LANGUAGES[0]]


def speak(language: str) -> None:
    """From now on say everything in this language."""
    _spoken[0] = language


def spoken() -> str:
    """The language that messages are said in."""
    return _spoken[0]


def told(key: str, **values: object) -> str:
    """A text of the catalogue in the language spoken.

    >>> told("cli.not_xlsx", path="a.csv").count("a.csv")
    1
    """
    return text(key, spoken(), **values)


def not_done(message: str | Exception) -> typer.Exit:
    """Say on stderr why the work could not be done, or what the error says; raise what is returned."""
    say(message if isinstance(message, str) else said_by(message), err=True)
    return typer.Exit(NOT_DONE)


def said_by(error: Exception) -> str:
    """What an error says, in the language spoken; of one of the system why it refuses, in words."""
    if isinstance(error, OSError):
        place = error.filename or ""
        return f"{place}: {reason_of(error)}" if place else reason_of(error)
    return of_both(error, spoken())


def reason_of(error: OSError) -> str:
    """Why the system refuses, in words of the catalogue where it has some.

    >>> reason_of(IsADirectoryError(21, "Is a directory"))
    'đây là một thư mục'
    """
    if getattr(error, "winerror", None) in _IN_USE:
        return told("system.in_use")
    known = _REASONS.get(error.errno or 0)
    return told(f"system.{known}") if known else str(error.strerror or error)


def not_saved(path: Path, error: OSError) -> str:
    """What to say of a file or folder that could not be written."""
    return told("cli.not_saved", path=path, error=reason_of(error))


def say(message: str, err: bool = False) -> None:
    """Print a line that may quote a stranger's words: none of them can command the terminal."""
    try:
        typer.echo(harmless(message), err=err)
    except OSError as error:
        raise SystemExit(not_heard(error)) from error


def not_heard(error: OSError) -> int:
    """The exit status where nothing more can be printed: quietly where whoever read it has gone (`| head`).

    >>> not_heard(BrokenPipeError(32, "Broken pipe"))
    141
    """
    # Windows has no signal for it, and calls the closed end of a pipe an invalid argument.
    gone = error.errno == errno.EPIPE or (sys.platform == "win32" and error.errno == errno.EINVAL)
    for stream in (sys.stdout, sys.stderr):
        _forget(stream)
    if gone:
        return NOBODY_READS
    print(harmless(told("system.not_printed", error=reason_of(error))), file=sys.stderr)
    return NOT_DONE


def _forget(stream: TextIO | None) -> None:
    """Have Python not complain, at its very end, that what is left in a stream cannot be printed."""
    if stream is None:
        return
    try:
        stream.flush()
    except OSError:
        # It is this one. What it still holds goes nowhere.
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


def ready_streams() -> None:
    """Have what is printed be UTF-8 wherever it goes: Windows consoles default to a code page without Vietnamese."""
    # Closed by whoever started it; nothing then can be said, and what was asked for is done all the same.
    sys.stdout, sys.stderr = sys.stdout or io.StringIO(), sys.stderr or io.StringIO()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
