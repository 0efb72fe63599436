"""The catalogue's data files, as rows and trees."""

import csv
import tomllib
from importlib.resources import files
from io import StringIO
from typing import Any

_FOLDER = files("rehab.catalog")


class CatalogError(ValueError):
    """A catalogue file says something that cannot be.

    `file` and `place` tell where; the message ends with what to do.
    """

    def __init__(self, file: str, place: str, message: str) -> None:
        super().__init__(file, place, message)
        self.file = file
        self.place = place
        self.message = message

    def __str__(self) -> str:
        return f"{self.file} ! {self.place}: {self.message}"


def read_rows(name: str) -> list[dict[str, str]]:
    """Rows of one CSV file of the catalogue, every value a string.

    >>> read_rows("provinces.csv")[0]["code"]
    '01'
    """
    return list(csv.DictReader(StringIO(_FOLDER.joinpath(name).read_text(encoding="utf-8"))))


def read_tree(name: str) -> dict[str, Any]:
    """Content of one TOML file of the catalogue. Raises CatalogError where it is none.

    >>> read_tree("texts/verdicts.toml")["verdict"]["met"]["en"]
    'Met'
    """
    try:
        return tomllib.loads(_FOLDER.joinpath(name).read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise CatalogError(name, "-", f"không phải TOML; sửa: {error} / is no TOML; mend: {error}") from error


def names(suffix: str, folder: str = ".") -> list[str]:
    """Paths of the catalogue's files with one suffix, sorted.

    >>> "provinces.csv" in names(".csv")
    True
    """
    prefix = "" if folder == "." else f"{folder}/"
    root = _FOLDER if folder == "." else _FOLDER.joinpath(folder)
    return sorted(prefix + item.name for item in root.iterdir() if item.name.endswith(suffix))
