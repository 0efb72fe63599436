"""Settings that people write beside the workbooks: TOML files, checked, with messages that say what to mend."""

import tomllib
from pathlib import Path
from typing import Any


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
    # Takes the best part of a second where its extras are installed, and most folders have no settings.
    from jsonschema import Draft202012Validator

    try:
        tree = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as cause:
        raise error(path, "-", f"không phải TOML; sửa: {cause}", f"is no TOML; mend: {cause}") from cause
    for problem in Draft202012Validator(schema).iter_errors(tree):
        place = ".".join(str(step) for step in problem.absolute_path) or "-"
        raise error(path, place, f"sửa mục này: {problem.message}", f"mend this entry: {problem.message}")
    return tree
