"""Names that strangers gave files and sheets, as the public may read them: by permission, or a neutral name instead."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from rehab.catalog.provinces import Province, provinces
from rehab.catalog.tables import tuples
from rehab.catalog.texts import text
from rehab.disclosure.permission import may_be_quoted
from rehab.disclosure.quotations import Quoter, Waiting, exact
from rehab.disclosure.settings import Release
from rehab.disclosure.standard_names import is_standard_file, is_standard_sheet

# Which sheets each file has, in the order of its tabs: file, sheet, number (from 1). Stays in the house.
SHEET_COLUMNS = ("file", "sheet", "number")
_SUFFIX = re.compile(r"\.[a-z]{2,4}$")
# Messages never hold such marks inside a quotation (`problem_row` sees to it), nor do names there.
_SINGLE_MARKS = str.maketrans({"“": "‘", "”": "’", "«": "‘", "»": "’"})


@dataclass(frozen=True)
class PublicNames:
    """What the files and sheets of one province are called in public; a sheet by its file and its own name.

    A name that may not be read gives way to the province's standard name, or to the sheet's number in its file: with
    the cell's address it still leads to the cell. Every name that gave way is in `waiting`, until a person releases it.
    """

    files: Mapping[str, str] = field(default_factory=dict)
    sheets: Mapping[tuple[str, str], str] = field(default_factory=dict)
    waiting: tuple[Waiting, ...] = ()

    def of(self, frame: pd.DataFrame) -> pd.DataFrame:
        """A table with columns `file` and `sheet`, by their public names."""
        places = tuples(frame, "file", "sheet")
        found = frame.copy()
        for column, said in (
            ("file", [self.files.get(file, file) for file, _ in places]),
            ("sheet", [self.sheets.get((file, sheet), sheet) for file, sheet in places]),
        ):
            found[column] = pd.Series(said, index=frame.index, dtype=frame[column].dtype)
        return found

    def quoted(self, words: str, file: str) -> str | None:
        """The public name that a message about a file quotes; None for words that are none of its names."""
        found = self._said(file)
        return next((public for name, public in found if name == words), None)

    def in_message(self, message: str, file: str) -> str:
        """A message about a file in which places ("tệp ! trang ! ô") bear public names."""
        whole = {f"{of} ! {sheet}": f"{self.files.get(of, of)} ! {own}" for (of, sheet), own in self.sheets.items()}
        for name, public in (*sorted(whole.items(), key=_longest_first), *self._said(file)):
            if name != public:
                message = message.replace(f"{name} ! ", f"{public} ! ")
        return message

    def _said(self, file: str) -> list[tuple[str, str]]:
        """Names that a message about a file may say, and their public ones, the longest first."""
        own = [(sheet, public) for (of, sheet), public in self.sheets.items() if of == file]
        others = [(sheet, public) for (of, sheet), public in self.sheets.items() if of != file]
        pairs = [*self.files.items(), *own, *others]
        found: dict[str, str] = {}
        for name, public in pairs:
            found.setdefault(name.translate(_SINGLE_MARKS), public)
            found.setdefault(name, public)
        return sorted(found.items(), key=_longest_first)


def _longest_first(pair: tuple[str, str]) -> tuple[int, str]:
    return -len(pair[0]), pair[0]


def public_names(tables: Iterable[pd.DataFrame], order: pd.DataFrame, code: str, quoter: Quoter) -> PublicNames:
    """The public names of all files and sheets of a province's exact tables (columns `file`, `sheet`).

    `order` has the columns of `SHEET_COLUMNS`; a sheet that is not in it counts behind those that are.
    """
    places = dict.fromkeys(place for frame in tables for place in tuples(frame, "file", "sheet"))
    numbers = {(file, sheet): int(number) for file, sheet, number in tuples(order, *SHEET_COLUMNS)}
    for place in [place for place in places if place[1]]:
        numbers.setdefault(place, 1 + max((n for (file, _), n in numbers.items() if file == place[0]), default=0))
    province = provinces().get(code)
    waiting: list[Waiting] = []
    files: dict[str, str] = {}
    names = sorted(dict.fromkeys([*(file for file, _ in places if file), *order["file"]]))
    may_be_said = {name: _file_may_be_said(name, province, quoter) for name in names}
    taken = {name for name in names if may_be_said[name]}
    for name in names:
        if may_be_said[name]:
            files[name] = name
            continue
        files[name] = _free_name(province, name, taken)
        taken.add(files[name])
        waiting.append(Waiting(name, "", "", exact(name)))
    sheets: dict[tuple[str, str], str] = {}
    for (file, sheet), number in numbers.items():
        if (
            is_standard_sheet(sheet)
            or Release(file, sheet, "", exact(sheet)) in quoter.releases
            or quoter.may_say(sheet)
        ):
            sheets[file, sheet] = sheet
        else:
            sheets[file, sheet] = text("disclosure.sheet_mark", "vi", count=number)
            if (file, sheet) in places:
                waiting.append(Waiting(file, sheet, "", exact(sheet)))
    return PublicNames(files, sheets, tuple(waiting))


def _file_may_be_said(name: str, province: Province | None, quoter: Quoter) -> bool:
    return is_standard_file(name, province) or Release(name, "", "", exact(name)) in quoter.releases


def _free_name(province: Province | None, name: str, taken: set[str]) -> str:
    """The province's standard name with the file's own suffix, numbered where there are several."""
    found = _SUFFIX.search(name.lower())
    suffix = found[0] if found else ""
    stem = province.slug if province else ""
    number = 1
    while True:
        free = f"{stem}{f' ({number})' if number > 1 else ''}{suffix}"
        if free not in taken:
            return free
        number += 1


def stray_file_name(name: str) -> str:
    """A file of which no province's figures could be had, as the public may read its name.

    >>> stray_file_name("67-dak-nong.xlsx"), stray_file_name("hồ sơ Trần Thị B.xlsx")
    ('67-dak-nong.xlsx', '[tên tệp không công bố]')
    """
    stem = name.rpartition(".")[0] or name
    is_known = is_standard_file(name) or is_standard_sheet(stem) or may_be_quoted(stem)
    return name if is_known else text("disclosure.file_mark", "vi")
