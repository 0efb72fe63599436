"""The files and folders that commands are given: what they are, before anything is read of them or written."""

from pathlib import Path

from rehab.catalog.texts import texts
from rehab.cli_say import not_done, reason_of, say, told

# Text that may well be a table, whatever it is called: its content decides.
_TEXT_SUFFIXES = frozenset({"", ".txt", ".tsv", ".tab", ".xml", ".htm", ".html"})

_MOST_NAMED = 5


def existing(path: Path) -> Path:
    """The path, if something is there; else says so and ends."""
    try:
        path.stat()
    except FileNotFoundError as error:
        raise not_done(no_such(path)) from error
    except OSError as error:
        # A name that is too long, links that lead round in circles, a folder that nobody may look into.
        raise not_done(told("cli.not_read", path=path, error=reason_of(error))) from error
    return path


def no_such(path: Path) -> str:
    """What to say of a path where nothing is: what was probably meant."""
    # Few commands are typed wrong, and it reads the list of provinces.
    from rehab.cli_near import lead_on

    return f"{told('cli.no_file', path=path)} {lead_on(path)}"


def one_workbook(path: Path, command: str) -> Path:
    """The path of one workbook, for a `command` that takes no folder; says what else it is and ends."""
    if existing(path).is_dir():
        raise not_done(told("cli.is_folder", path=path, command=command))
    return _workbook(path)


def workbooks_at(path: Path) -> tuple[Path, ...]:
    """A workbook, or those of a folder; says what else the path is and ends."""
    from rehab.store.project import RAW, workbooks_in

    if not existing(path).is_dir():
        return (_workbook(path),)
    try:
        found = workbooks_in(path)
    except OSError as error:
        raise not_done(told("cli.not_read", path=path, error=reason_of(error))) from error
    if not found:
        # One folder down; of "data" the collections.
        inside = next(filter(None, (_with_workbooks(path, pattern) for pattern in ("*", f"{RAW}/*"))), [])
        said = told("cli.empty_folder", path=path)
        more = told("near.inside", paths=", ".join(f"“{own}”" for own in inside)) if inside else ""
        raise not_done(f"{said} {more}".strip())
    return found


def _with_workbooks(folder: Path, pattern: str) -> list[Path]:
    from rehab.store.project import workbooks_in

    return [own for own in sorted(folder.glob(pattern)) if own.is_dir() and workbooks_in(own)][:_MOST_NAMED]


def say_others(folder: Path, apart_from: tuple[Path, ...] = ()) -> None:
    """Name on stderr what lies in a folder of workbooks and is not read, in a sentence; not folders of one's own."""
    from rehab.store.project import others_in

    own, place = {path.absolute() for path in apart_from}, folder if folder.name else folder.resolve()
    others = [path for path in others_in(folder) if path.absolute() not in own]
    for key, passed in (
        ("files_passed", [path for path in others if not path.is_dir()]),
        ("folders_passed", [path for path in others if path.is_dir()]),
    ):
        if passed:
            names = ", ".join(path.name for path in passed[:_MOST_NAMED]) + (", …" if passed[_MOST_NAMED:] else "")
            say(told(f"cli.{key}", folder=place, count=len(passed), names=names), err=True)


def xlsx_to_write(path: Path) -> Path:
    """The path, if it is that of an .xlsx file to write; else says so and ends."""
    if path.suffix.lower() != ".xlsx":
        raise not_done(told("cli.not_xlsx", path=path))
    if path.is_dir():
        raise not_done(told("cli.out_is_folder", path=path))
    return path


def csv_to_write(path: Path) -> Path:
    """The path, if it is that of a .csv file to write; else says so and ends."""
    if path.suffix.lower() != ".csv" or path.is_dir():
        raise not_done(told("cli.not_csv", path=path))
    return path


def nothing_there(path: Path) -> Path:
    """The path, if nothing is there: an empty form is never written over one that somebody may have filled in."""
    if path.exists() or path.is_symlink():
        raise not_done(told("cli.there_already", path=path))
    return path


def keep_workbooks(out: Path, *sources: Path, option: str = "--out") -> None:
    """End where a file to be written would replace one that was read, or one that lies in a collection.

    `option` is what names that file.
    """
    from rehab.store.project import collection_of

    if out.exists() and (collection_of(out) or any(out.resolve() == source.resolve() for source in sources)):
        raise not_done(told("cli.same_file", path=out, option=option))


def _workbook(path: Path) -> Path:
    from rehab.store.project import WORKBOOK_SUFFIXES, is_lock

    if is_lock(path):
        raise not_done(told("cli.locked", path=path))
    suffix = path.suffix.lower()
    if suffix not in (*WORKBOOK_SUFFIXES, *_TEXT_SUFFIXES) and _is_text(path):
        own = f"cli.is_{suffix[1:]}"
        raise not_done(told(own if own in texts() else "cli.is_text", path=path, suffix=suffix))
    return path


def _is_text(path: Path) -> bool:
    """True for text without a form of its own; of what is binary, or a page, the reader says what it is."""
    from rehab.workbooks.files.failures import NO_WORKBOOK, UnreadableFileError
    from rehab.workbooks.files.opening import file_kind

    try:
        return file_kind(path) == "csv"
    except UnreadableFileError as error:
        return error.args[: len(NO_WORKBOOK)] == NO_WORKBOOK
    except OSError as error:
        raise not_done(told("cli.not_read", path=path, error=reason_of(error))) from error
