"""Errors at the bench: short, on the screen, with what would work."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from rehab.catalog.folding import fold
from rehab.catalog.texts import text

_FEW = 24


class BenchError(LookupError):
    """What was asked for is not there; the message says what would work. Jupyter prints it without a stack."""

    def _render_traceback_(self) -> list[str]:
        return [f"{type(self).__name__}: {self}"]


def not_known(key: str, language: str, given: object, known: Iterable[str], otherwise: str = "") -> BenchError:
    """The error for a name that is none of `known`: text `key` with the nearest of them, or all where few.

    Where they are many and none is near, text `otherwise` says where to look.

    >>> print(not_known("explore.no_line", "en", "people_on_fle", ["people_on_file", "capacity"]))
    There is no line “people_on_fle”. Near: people_on_file.
    >>> print(not_known("explore.no_collection", "en", "x", ["reported"]))
    There is no collection “x”. There are: reported.
    """
    names = sorted(dict.fromkeys(known))
    there_is = what_there_is(given, names, language) or (text(otherwise, language) if otherwise else "")
    return BenchError(f"{text(key, language, given=given)} {there_is}".strip())


def what_there_is(given: object, names: Sequence[str], language: str) -> str:
    """A sentence that names the nearest to what was given, or all where few are and none is near; else empty."""
    if near := nearest(str(given), names):
        return text("explore.near", language, near=", ".join(near))
    return text("explore.known", language, known=", ".join(names)) if 0 < len(names) <= _FEW else ""


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
