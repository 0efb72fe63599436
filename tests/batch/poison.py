"""Workbooks that no reader survives: a file's own first words say what becomes of whoever opens it."""

from pathlib import Path

from places import CHECKOUT

# Stands first on the way to modules, so that every process of a run has it: whoever opens a file named in words here
# raises, dies, goes round in circles, waits for ever or eats memory, as a fault in a library would have it.
_SITE = '''
import os
import signal
import threading

from rehab.workbooks.files import opening

_kind_of = opening.kind_of


class OddError(Exception):
    """One that does not survive the way between processes."""

    def __init__(self, one, two):
        super().__init__(one)


def kind_of(content):
    """What the file says, done; else its kind."""
    word, _, what = content[:60].decode("latin-1").partition("\\n")[0].partition(" ")
    if word == "RAISE":
        known = {"OddError": OddError("x", "y"), "ExceptionGroup": ExceptionGroup("x", [ValueError("y")])}
        raise known.get(what) or getattr(__import__("builtins"), what)("x")
    if word == "DIE":
        os.kill(os.getpid(), signal.SIGKILL)
    while word == "SPIN":
        pass
    if word == "WAIT":
        threading.Event().wait()
    if word == "EAT":
        kept = [bytearray(2**27) for _ in range(64)]
    return _kind_of(content)


opening.kind_of = kind_of
'''


def poisoned_path(folder: Path) -> str:
    """The way to modules (PYTHONPATH) of a run in which files that say so are poison; `folder` is made for it."""
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(_SITE, encoding="utf-8")
    return f"{folder}:{CHECKOUT / 'lib'}"
