"""Settings that people write beside the workbooks: TOML files, checked, with messages that say what to mend."""

import errno
import math
import os
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rehab.catalog.settings_words import place_in_words, problem_in_words

# Beyond this, figures of a review have no meaning, and floating point no whole numbers.
_LARGEST = 1e15


class SettingsError(ValueError):
    """A settings file says something that cannot be; the message names file, place and remedy in both languages."""

    def __init__(self, path: Path, place: str, vi: str, en: str) -> None:
        # All of it, so that the exception can cross from a worker to the run.
        super().__init__(path, place, vi, en)
        self.path = path
        self.place = place
        self.said = (vi, en)

    def __str__(self) -> str:
        return f"{self.path.name} ! {self.place}: {' / '.join(self.said)}"


def read_settings(path: Path, schema: dict[str, Any], error: type[SettingsError]) -> dict[str, Any]:
    """Content of a TOML file that keeps to a JSON schema; empty where there is no such file.

    Raises `error` naming file, place and what to do.

    >>> read_settings(Path("nowhere.toml"), {}, SettingsError)
    {}
    """
    if not path.exists():
        return {}
    try:
        tree = _parsed(path, error)
        _check(tree, schema, path, error)
    except RecursionError as cause:
        raise error(path, "-", "lồng quá nhiều tầng; viết lại", "is nested too deep; write it anew") from cause
    return tree


def _parsed(path: Path, error: type[SettingsError]) -> dict[str, Any]:
    try:
        if path.is_fifo():
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
        # Notepad may put a mark before the first letter.
        tree = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except ValueError as cause:
        # No TOML, no UTF-8, or a number of thousands of digits, which Python refuses.
        vi, en = place_in_words(cause)
        raise error(path, "-", f"không phải TOML: {vi}", f"is no TOML: {en}") from cause
    except OSError as cause:
        reason = cause.strerror or type(cause).__name__
        vi = f"không đọc được ({reason}); đặt một tệp đọc được vào đây hoặc xóa đi"
        raise error(path, "-", vi, f"cannot be read ({reason}); put a readable file here or remove it") from cause
    return tree


def _check(tree: dict[str, Any], schema: dict[str, Any], path: Path, error: type[SettingsError]) -> None:
    # An optional check of web addresses, which no settings ask for, takes seconds to prepare (jsonschema#1428); None is
    # Python's way to say that a module is not there.
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
    # Takes a while all the same, and most folders have no settings.
    from jsonschema import Draft202012Validator

    for place, value in _numbers(tree, ""):
        if not math.isfinite(value) or abs(value) >= _LARGEST:
            vi, en = f"{value} không phải số dùng được; sửa số này", f"{value} is no usable number; mend it"
            raise error(path, place, vi, en)
    for problem in Draft202012Validator(schema).iter_errors(tree):
        place = ".".join(str(step) for step in problem.absolute_path) or "-"
        raise error(path, place, *problem_in_words(problem))


def _numbers(tree: Any, place: str) -> Iterator[tuple[str, float]]:
    """Every number below a place of the tree, with where it stands: `target.0.target`."""
    if isinstance(tree, int | float):
        yield place, tree
    elif isinstance(tree, dict | list):
        for step, below in tree.items() if isinstance(tree, dict) else enumerate(tree):
            yield from _numbers(below, f"{place}.{step}" if place else str(step))
