"""What the suite was taught: words of strange forms and what they mean, kept in spellings.csv beside the data.

Whoever opens a collection says which spellings hold there with `using_spellings`; labels, headings and qualifiers are
then understood by them as by the catalogue's own.
"""

import csv
import errno
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property, lru_cache, wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

from rehab.catalog.folding import clean
from rehab.catalog.lines import Line, lines, tables, units
from rehab.catalog.periods import calendar
from rehab.catalog.reviews import current_review
from rehab.catalog.settings import SettingsError
from rehab.workbooks.grids.keys import label_key

P = ParamSpec("P")
T = TypeVar("T")

# What words may mean that are no line: none of the form's, or a qualifier that keeps a column or row from being read.
NONE, EXCLUDES, SELECTS = "none", "excludes", "selects"
LABEL, HEADING, QUALIFIER, UNIT, TOTAL, AREA = "label", "heading", "qualifier", "unit", "total", "area"
KINDS = (LABEL, HEADING, QUALIFIER, UNIT, TOTAL, AREA)


class SpellingsError(SettingsError):
    """A spellings file says something that cannot be; the message names file, row and remedy."""


@dataclass(frozen=True)
class Spelling:
    """One thing taught: words of a workbook and what they mean, who said so, and on which day.

    `kind` is label, heading, qualifier, unit, total or area; `appendix` and `table` say where it holds (empty:
    anywhere); `means` is a line's name, a unit, `none`, or for a qualifier `excludes` or `selects`; `day` is an ISO
    date.
    """

    kind: str
    written: str
    appendix: str
    table: str
    means: str
    by: str
    day: str

    def holds_in(self, appendix: str, table: str) -> bool:
        """True where the spelling speaks of this table."""
        return self.appendix in ("", appendix) and self.table in ("", table)


COLUMNS = tuple(field.name for field in fields(Spelling))


def load_spellings(*paths: Path) -> tuple[Spelling, ...]:
    """What was taught in the files that are there, one after another.

    Raises SpellingsError naming file, row and what to do.
    """
    return tuple(spelling for path in paths if path.exists() for spelling in _load(path))


def _load(path: Path) -> Iterator[Spelling]:
    try:
        if path.is_fifo():
            # Whoever opens a pipe waits for somebody to write into it.
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            if reader.fieldnames is None or set(reader.fieldnames) != set(COLUMNS):
                wanted = ", ".join(COLUMNS)
                raise SpellingsError(path, "1", f"dòng đầu phải là: {wanted}", f"the first row must be: {wanted}")
            for row in reader:
                yield _checked(path, str(reader.line_num), row)
    except (OSError, UnicodeDecodeError, csv.Error) as cause:
        vi, en = "không phải CSV dạng UTF-8; lưu lại hoặc xóa", "is no CSV in UTF-8; save it anew or remove it"
        raise SpellingsError(path, "-", vi, en) from cause


def _checked(path: Path, place: str, row: dict[str, str]) -> Spelling:
    if None in row or None in row.values():
        raise SpellingsError(
            path, place, "thiếu hoặc thừa cột; sửa dòng này", "has too few or too many columns; mend it"
        )
    spelling = Spelling(**{name: row[name].strip() for name in COLUMNS})
    wrong = _wrong(spelling)
    if wrong:
        name, allowed = wrong
        vi = f"{name} “{getattr(spelling, name)}”: chọn {allowed}"
        raise SpellingsError(path, place, vi, f"{name} “{getattr(spelling, name)}”: choose {allowed}")
    return spelling


def _wrong(spelling: Spelling) -> tuple[str, str] | None:
    """The column that cannot be, and what it may hold; None where all is well."""
    if spelling.kind not in KINDS:
        return "kind", ", ".join(KINDS)
    if not clean(spelling.written):
        return "written", "…"
    if spelling.kind in (LABEL, HEADING) and spelling.means != NONE and spelling.means not in lines():
        return "means", f"{NONE}, appendix_lines.csv"
    if spelling.kind == UNIT and spelling.means not in (NONE, *units()):
        return "means", f"{NONE}, {', '.join(units())}"
    if spelling.kind == QUALIFIER and spelling.means not in (NONE, EXCLUDES, SELECTS):
        return "means", f"{NONE}, {EXCLUDES}, {SELECTS}"
    if spelling.appendix and spelling.appendix not in {table.appendix for table in tables()}:
        return "appendix", ", ".join(dict.fromkeys(table.appendix for table in tables()))
    try:
        date.fromisoformat(spelling.day)
    except ValueError:
        return "day", calendar().last_day.isoformat()
    return None


def write_spellings(path: Path, spellings: Iterable[Spelling]) -> None:
    """Write a spellings file; its rows stay in the order given."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows([getattr(spelling, name) for name in COLUMNS] for spelling in spellings)


@dataclass(frozen=True, eq=False)
class _Taught:
    """What holds for the reading at hand; one object for one content, so that answers can be kept for it."""

    spellings: tuple[Spelling, ...]

    @cached_property
    def by_key(self) -> dict[str, tuple[Spelling, ...]]:
        """Labels and headings by the form in which they are compared."""
        keyed: dict[str, tuple[Spelling, ...]] = {}
        for spelling in self.spellings:
            if spelling.kind in (LABEL, HEADING):
                key = label_key(spelling.written)
                keyed[key] = (*keyed.get(key, ()), spelling)
        return keyed


_NOTHING = _Taught(())
_taught: ContextVar[_Taught] = ContextVar("spellings", default=_NOTHING)


@lru_cache(maxsize=8)
def _kept(spellings: tuple[Spelling, ...]) -> _Taught:
    return _Taught(spellings) if spellings else _NOTHING


@contextmanager
def using_spellings(spellings: tuple[Spelling, ...]) -> Iterator[None]:
    """Read with what was taught.

    >>> own = Spelling("label", "Số bệnh nhân Methadone", "2", "A", "methadone_patients", "An", "2020-07-01")
    >>> with using_spellings((own,)):
    ...     taught("label") == (own,)
    True
    """
    token = _taught.set(_kept(spellings))
    try:
        yield
    finally:
        _taught.reset(token)


def per_teaching(maxsize: int | None = None) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """As `per_review`, for what also depends on what was taught."""

    def kept(function: Callable[P, T]) -> Callable[P, T]:
        # One lookup for both: asked some thousand times a workbook, a wrapper in a wrapper would tell.
        answered: Callable[..., T] = lru_cache(maxsize=maxsize)(
            lambda _, __, *args, **kwargs: function(*args, **kwargs)
        )
        current = _taught.get

        @wraps(function)
        def answer(*args: P.args, **kwargs: P.kwargs) -> T:
            return answered(current_review(), current(), *args, **kwargs)

        return answer

    return kept


def taught(kind: str) -> tuple[Spelling, ...]:
    """What was taught of a kind, for what is being read now."""
    return tuple(spelling for spelling in _taught.get().spellings if spelling.kind == kind)


def taught_meanings(key: str, appendix: str, table: str) -> tuple[str, ...]:
    """What a label or heading, by its `label_key`, was taught to mean in a table; in the order taught."""
    return tuple(s.means for s in _taught.get().by_key.get(key, ()) if s.holds_in(appendix, table))


def taught_lines(key: str, appendix: str, table: str) -> tuple[Line, ...]:
    """Lines of a table that a label was taught to mean; more than one for "Trong đó" lines of equal wording."""
    found = (lines()[name] for name in dict.fromkeys(taught_meanings(key, appendix, table)) if name in lines())
    return tuple(line for line in found if (line.appendix, line.table) == (appendix, table))


def is_taught_none(written: str, appendix: str, table: str) -> bool:
    """True where a label was taught to be none of the form's."""
    return set(taught_meanings(label_key(written), appendix, table)) == {NONE}
