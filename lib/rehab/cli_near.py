"""Where there is no file or folder of the name typed: what was probably meant, found where people keep their files."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path

from rehab.catalog.folding import fold
from rehab.catalog.provinces import Province, UnknownProvinceError, find_province, province_of_file_name
from rehab.cli_say import told

# Below this a name is another, not one typed wrong.
_ALIKE = 0.75
_MOST = 3
# As a path has it, without one of its two strokes.
_ON_THE_NETWORK = ("http:", "https:", "ftp:")


def lead_on(path: Path) -> str:
    """A sentence that leads on from a path where nothing is.

    >>> lead_on(Path("Đắk Nông")).count("rehab run --province")
    1
    >>> "--help" in lead_on(Path("nowhere at all")), bool(lead_on(Path("nowhere at all")))
    (False, True)
    """
    around = list(_beside(path))
    if broken := [entry for entry in around if entry.name.startswith(f"{path.name} ")]:
        return told("near.spaces", path=broken[0])
    if near := _alike(path.name, around) or _alike(path.name, _where_files_are_kept(), same=True):
        # Two names that look the same on a screen: which letters differ cannot be seen, so it is said.
        key = "alike" if any(_composed(entry.name) == _composed(path.name) for entry in near) else "found"
        key = key if near[0].parent == path.parent else "found"
        return told(f"near.{key}", paths=", ".join(f"“{entry}”" for entry in near))
    if str(path).startswith(_ON_THE_NETWORK):
        return told("near.address")
    if not path.suffix and (province := _province(str(path))):
        own = [entry for entry in _where_files_are_kept() if province_of_file_name(entry.stem) == province]
        if own and str(path).isdigit():
            return told("near.found", paths=", ".join(f"“{entry}”" for entry in own[:_MOST]))
        if own:
            return told("near.workbook", name=path, path=own[0])
        if not str(path).isdigit():
            return told("near.province", name=path)
    return told("near.nothing", folder=Path.cwd())


def in_pieces(words: Sequence[str]) -> str:
    """The province whose name was typed without quotation marks, as one would type it with them; empty for others.

    >>> in_pieces(["Đắk", "Nông"]), in_pieces(["Đắk"]), in_pieces(["Huế", "Nông"])
    ('Đắk Nông', '', '')
    """
    name = " ".join(words)
    is_one = len(words) > 1 and not any(Path(word).exists() for word in words[1:])
    return name if is_one and _province(name) else ""


def _beside(path: Path) -> Iterator[Path]:
    """What lies in the folder where the path would be, as one would type it from here."""
    try:
        yield from sorted(path.parent.iterdir())
    except OSError:
        # There is no such folder, or nobody may look into it: then nothing beside it can be named.
        return


def _where_files_are_kept() -> Iterator[Path]:
    """Collections, their workbooks, and notebooks of the folder that somebody works in."""
    from rehab.store.project import NOTEBOOKS, RAW, folder_around

    here = Path.cwd()
    around = folder_around(here)
    if around is None:
        return
    # Typed from the folder itself, a short name is enough.
    base = Path() if around == here else around
    for pattern in (f"data/{RAW}/*", f"data/{RAW}/*/*", f"{NOTEBOOKS}/*.ipynb"):
        yield from sorted(base.glob(pattern))


def _alike(name: str, entries: Iterable[Path], same: bool = False) -> list[Path]:
    """Entries of that name in another spelling, else (unless it must be the `same`) names typed nearly so."""
    from rehab.store.project import is_lock

    visible = [entry for entry in entries if not entry.name.startswith(".") and not is_lock(entry)]
    own = [entry for entry in visible if _bare(entry.name) == _bare(name)]
    if own or same:
        return own[:_MOST]
    near = get_close_matches(_bare(name), {_bare(entry.name) for entry in visible}, n=_MOST, cutoff=_ALIKE)
    return [entry for entry in visible if _bare(entry.name) in near][:_MOST]


def _bare(name: str) -> str:
    """A name without its marks, however they are written: macOS composes letters otherwise than Windows."""
    return re.sub(r"[\s_-]+", " ", fold(_composed(name)))


def _composed(name: str) -> str:
    return unicodedata.normalize("NFC", name)


def _province(name: str) -> Province | None:
    try:
        return find_province(name)
    except UnknownProvinceError:
        return None
