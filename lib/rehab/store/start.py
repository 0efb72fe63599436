"""A folder to work in, made for somebody who has the installed package alone."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from rehab.store.project import FORM, NOTEBOOKS, RAW, REPORTED, notebooks_of_suite
from rehab.store.whole import write_whole
from rehab.workbooks.forms.blank import blank_workbook

# What analysts change; notebooks of the pages come from the package until somebody puts one of that name here.
TO_CHANGE = ("explore.ipynb", "compare.ipynb", "my_topic.ipynb")
_TEXTS = {"README.md": "README.md", "README.vi.md": "README.vi.md", "gitignore": ".gitignore"}
# The collection that there is, whatever it is called: those who run workbooks from elsewhere have no `reported`.
_ANY = re.compile(r'"collection = \\"[a-z]+\\"')


@dataclass(frozen=True)
class Started:
    """Files that were made, and those that were there and stay as they are."""

    made: tuple[Path, ...]
    kept: tuple[Path, ...]


def start_folder(folder: Path) -> Started:
    """Make the folders, the empty form, the notebooks to change and a README; nothing that is there is touched.

    Raises OSError.
    """
    made, kept = [], []
    for place, write in _to_write():
        target = folder / place
        if target.exists() or target.is_symlink():
            kept.append(target)
            continue
        write_whole(target, write)
        made.append(target)
    (folder / "data" / RAW / REPORTED).mkdir(parents=True, exist_ok=True)
    return Started(tuple(made), tuple(kept))


def _to_write() -> Iterator[tuple[str, Callable[[Path], object]]]:
    for name, target in _TEXTS.items():
        said = files("rehab.catalog").joinpath("start", name).read_text(encoding="utf-8")
        yield target, lambda path, said=said: path.write_text(said, encoding="utf-8", newline="\n")  # type: ignore[misc]
    for name in TO_CHANGE:
        source = (notebooks_of_suite() / name).read_text(encoding="utf-8")
        source = source if name == TO_CHANGE[-1] else _ANY.sub('"collection = \\\\"\\\\"', source)
        yield (
            f"{NOTEBOOKS}/{name}",
            lambda path, said=source: path.write_text(said, encoding="utf-8", newline="\n"),  # type: ignore[misc]
        )
    yield FORM, lambda path: blank_workbook(None).save(path)
