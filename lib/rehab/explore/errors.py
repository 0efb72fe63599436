"""Errors at the bench: short, on the screen, with what would work."""

from collections.abc import Iterable
from difflib import get_close_matches

from rehab.catalog.folding import fold
from rehab.catalog.texts import text


class BenchError(LookupError):
    """What was asked for is not there; the message says what would work. Jupyter prints it without a stack."""

    def _render_traceback_(self) -> list[str]:
        return [f"{type(self).__name__}: {self}"]


def not_known(key: str, language: str, given: object, known: Iterable[str]) -> BenchError:
    """The error for a name that is none of `known`: text `key` with the nearest of them, or all where few.

    >>> print(not_known("explore.no_line", "en", "people_on_fle", ["people_on_file", "capacity"]))
    There is no line “people_on_fle”. Near: people_on_file.
    """
    names = sorted(dict.fromkeys(known))
    return BenchError(text(key, language, given=given, near=", ".join(nearest(str(given), names)) or "–"))


def nearest(given: str, names: Iterable[str], most: int = 6) -> list[str]:
    """The names that are likest to what was given, or that hold it; spelling set aside.

    >>> nearest("dak nog", ["Đắk Nông", "Cà Mau"])
    ['Đắk Nông']
    """
    folded = {fold(name.replace("_", " ")): name for name in names}
    asked = fold(given.replace("_", " "))
    holding = [name for own, name in folded.items() if asked and asked in own]
    like = [folded[own] for own in get_close_matches(asked, folded, n=most, cutoff=0.55)]
    return list(dict.fromkeys([*holding, *like]))[:most]
