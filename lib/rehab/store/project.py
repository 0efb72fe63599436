"""The project's folders: workbooks, processed tables, briefs, notebooks."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from rehab.catalog.collections import REVIEWS_FOLDER, Collection, open_collection
from rehab.catalog.provinces import province_of_file_name
from rehab.catalog.texts import decodable

WORKBOOK_SUFFIXES = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".et", ".csv")
# Beside an open workbook Excel keeps one with this before its name, LibreOffice one with the other.
LOCK_PREFIXES = ("~$", ".~lock.")
EARLIER = "earlier"
# What people keep beside workbooks; and what was typed off a report, to make a workbook of.
BESIDE = frozenset(
    {
        "collection.toml", "corrections.toml", "targets.toml", "spellings.csv", "forms.csv", "releases.toml",
        "disclosure.key", EARLIER, "readme.md", "readme.txt", "thumbs.db", "desktop.ini",
    }
)  # fmt: skip
_BESIDE_SUFFIXES = (".truth.csv", ".figures.toml")
RAW = "raw"
NOTEBOOKS = "notebooks"
# The collection that a new folder begins with, and that is meant where none is named and there are several.
REPORTED = "reported"
# The empty form of a new folder.
FORM = "form.xlsx"
SPELLINGS = "spellings.csv"
PACKAGE = "datapackage.json"
# Sentences and names that the public edition keeps back until somebody releases them.
TO_RELEASE = "to-release.csv"
_CHECKOUT = Path(__file__).resolve().parents[3]
_TABLE_SUFFIXES = (".csv", ".parquet", ".xlsx")


class ProjectError(ValueError):
    """The project's folders are not as they must be; the message says, in both languages, what to do."""


@dataclass(frozen=True)
class Project:
    """Where everything is. `data` holds raw/ and processed/; briefs are built in `out`."""

    data: Path
    out: Path
    notebooks: Path

    def notebook(self, name: str) -> Path:
        """A notebook by its file's name: the project's own, else the one that came with the suite.

        >>> Project(Path("data"), Path("briefs"), Path("mine")).notebook("explore.ipynb").name
        'explore.ipynb'
        """
        own = self.notebooks / name
        return own if own.is_file() else notebooks_of_suite() / name

    def raw(self, collection: str) -> Path:
        """Workbooks of a collection, never edited."""
        return self.data / RAW / collection

    @property
    def reviews(self) -> Path:
        """Reviews of the project's own, each a folder of data files."""
        return self.data / REVIEWS_FOLDER

    def collection(self, name: str) -> Collection:
        """What a collection is: its review, and whether it is made up. Raises CollectionError."""
        return open_collection(self.raw(name))

    def processed(self, collection: str) -> Path:
        """Tables of a collection, built."""
        return self.data / "processed" / collection

    def parts(self, collection: str) -> Path:
        """The same tables province by province, as they were read, each in a folder of its own."""
        return self.processed(collection) / "parts"

    def reading_record(self, collection: str) -> Path:
        """What is remembered of the workbooks that were read."""
        return reading_record_in(self.data, collection)

    def published(self, collection: str) -> Path:
        """The tables of a collection as the public may see them, beside its pages."""
        return self.briefs(collection) / "data"

    def briefs(self, collection: str) -> Path:
        """Pages of a collection, built."""
        return self.out / collection

    def failed(self, collection: str) -> Path:
        """Notebooks of pages that could not be built, as far as they ran: they quote what they were working on."""
        return self.processed(collection) / "failed"

    def published_record(self, collection: str) -> Path:
        """What became of each page, for programs outside."""
        return self.briefs(collection) / "run.json"

    def memory(self, collection: str) -> Path:
        """What runs remember of the pages built in this very `out`: never published, as nothing in `data` is."""
        return self.processed(collection) / "runs" / f"{self.out.name}-{_place_of(self.out, self.data)}.json"

    def collections(self, name: str = "") -> tuple[str, ...]:
        """Collections that hold workbooks, sorted; only the one named if one is.

        Raises ProjectError when there is none, or none of that name.
        """
        root = self.data / RAW
        folders = sorted(folder.name for folder in root.iterdir() if folder.is_dir()) if root.is_dir() else []
        found = tuple(folder for folder in folders if workbooks_in(root / folder))
        there = found
        if name:
            found = tuple(folder for folder in found if folder == name)
        for folder in found:
            if decodable(folder) != folder:
                raise ProjectError(
                    f"Tên thư mục {root / folder} không đọc được; đổi tên thư mục rồi chạy lại. / "
                    f"The folder {root / folder} has a name that cannot be written down; rename it and run again."
                )
        if not found:
            where, known = root / name if name else root, ", ".join(there)
            vi = f" Các bộ số liệu có bảng tính: {known}." if known else ""
            en = f" Collections with workbooks: {known}." if known else ""
            raise ProjectError(
                f"Không có bảng tính nào trong {where}; đặt tệp .xlsx của các tỉnh vào đó.{vi} / "
                f"There is no workbook in {where}; put the provinces' .xlsx files there.{en}"
            )
        return found


def reading_record_in(data: Path, collection: str) -> Path:
    """Where a data folder remembers which workbooks of a collection were read.

    >>> reading_record_in(Path("data"), "reported").as_posix()
    'data/processed/reported/reading.json'
    """
    return data / "processed" / collection / "reading.json"


def _place_of(out: Path, data: Path) -> str:
    """Tells folders of one name apart, and stays the same when the project is moved as a whole."""
    try:
        place = Path(os.path.relpath(out, data)).as_posix()
    except ValueError:
        # On another drive.
        place = out.as_posix()
    return blake2b(place.encode(), digest_size=4).hexdigest()


def find_project(data: Path | None = None, out: Path | None = None, briefs: str = "briefs") -> Project:
    """The project around the working folder, or the checkout this package runs from, or around the `data` named.

    `data` and `out` replace its own folders, of which the one to build in is called `briefs`.
    Raises ProjectError where there is no project, or where one of the two folders would lie in the other.
    """
    here = Path.cwd()
    around = folder_around(here)
    if around is None and _is_project(_CHECKOUT):
        around = _CHECKOUT
    if around is None and data is None:
        raise ProjectError(
            f"Không tìm thấy thư mục làm việc quanh {here}: gõ “rehab new my-review” để tạo, hoặc "
            f"“rehab run THƯ-MỤC-BẢNG-TÍNH”. / "
            f"There is no folder to work in around {here}: type “rehab new my-review” to make one, or "
            f"“rehab run FOLDER-OF-WORKBOOKS”."
        )
    return project_at(around or here, data, out, briefs)


def project_at(folder: Path, data: Path | None = None, out: Path | None = None, briefs: str = "briefs") -> Project:
    """The project in a folder, which need not have anything yet. Raises ProjectError as `find_project` does."""
    # Whole paths: a worker on another machine works in another folder.
    chosen = (data or folder / "data").absolute(), (out or folder / briefs).absolute()
    _keep_apart(*chosen)
    return Project(*chosen, folder.absolute() / NOTEBOOKS)


def folder_around(here: Path) -> Path | None:
    """The nearest folder, from `here` upwards, that somebody works in; None where there is none."""
    return next((folder for folder in (here, *here.parents) if _is_project(folder)), None)


def _is_project(folder: Path) -> bool:
    is_checkout = (folder / NOTEBOOKS).is_dir() and (folder / "pyproject.toml").is_file()
    return is_checkout or (folder / "data" / RAW).is_dir()


def notebooks_of_suite() -> Path:
    """The notebooks that came with the suite: in the installed package, or in the checkout that it runs from."""
    installed = Path(__file__).resolve().parents[1] / NOTEBOOKS
    return installed if installed.is_dir() else _CHECKOUT / NOTEBOOKS


def _keep_apart(data: Path, out: Path) -> None:
    """Raise ProjectError where pages would be written among the workbooks, or published with them."""
    of_data, of_out = data.resolve(), out.resolve()
    if of_out.is_relative_to(of_data) or of_data.is_relative_to(of_out):
        raise ProjectError(
            f"Thư mục kết quả {out} và thư mục số liệu {data} nằm trong nhau: trang dựng ra sẽ đè lên bảng tính hoặc "
            f"bị công bố cùng số liệu; chọn thư mục khác bằng --out hoặc --data. / "
            f"The folder of pages {out} and the folder of data {data} lie in each other: pages would overwrite "
            f"workbooks or be published with them; choose another folder with --out or --data."
        )


def workbooks_in(folder: Path) -> tuple[Path, ...]:
    """Workbooks of a folder, sorted by name; lock files, companions and what people keep beside them are none.

    A path that is no folder is that one workbook.
    """
    if not folder.is_dir():
        return (folder,)
    return tuple(path for path in sorted(folder.iterdir()) if path.is_file() and _is_workbook(path))


def earlier_in(folder: Path) -> tuple[Path, ...]:
    """Workbooks that provinces sent before those in the collection's folder; none where there is no such folder."""
    return workbooks_in(folder / EARLIER) if (folder / EARLIER).is_dir() else ()


def earlier_of(folder: Path, codes: Iterable[str]) -> tuple[Path, ...]:
    """Those whose names tell one of these provinces."""
    wanted = set(codes)
    named = ((path, province_of_file_name(path.stem)) for path in earlier_in(folder))
    return tuple(path for path, found in named if found and found.code in wanted)


def others_in(folder: Path) -> tuple[Path, ...]:
    """What lies in a folder and is not read: other files and folders, sorted; a file that is one workbook has none.

    Hidden files, companions of other systems (`._x`) and lock files say nothing and are left out.
    """
    if not folder.is_dir():
        return ()
    return tuple(
        path
        for path in sorted(folder.iterdir())
        if not path.name.startswith((*LOCK_PREFIXES, "."))
        and not _is_beside(path)
        and not (path.is_file() and _is_workbook(path))
    )


def workbook_named(folder: Path, name: str) -> Path:
    """The workbook that bears a name in records: its own, or as its undecodable name can be written down."""
    if "\\" in name:
        return next((path for path in workbooks_in(folder) if decodable(path.name) == name), folder / name)
    return folder / name


def table_files(folder: Path) -> tuple[Path, ...]:
    """The collection's tables in a folder, and what describes them."""
    return tuple(path for path in sorted(folder.glob("*")) if path.name == PACKAGE or path.suffix in _TABLE_SUFFIXES)


def is_lock(path: Path) -> bool:
    """True for the file that Excel or LibreOffice keeps beside a workbook which somebody has open.

    >>> is_lock(Path("~$67-dak-nong.xlsx")), is_lock(Path("67-dak-nong.xlsx"))
    (True, False)
    """
    return path.name.startswith(LOCK_PREFIXES)


def _is_workbook(path: Path) -> bool:
    known = path.suffix.lower() in WORKBOOK_SUFFIXES
    return known and not path.name.startswith((*LOCK_PREFIXES, ".")) and not _is_beside(path)


def _is_beside(path: Path) -> bool:
    name = path.name.lower()
    return name in BESIDE or name.endswith(_BESIDE_SUFFIXES)


def collection_of(path: Path) -> str:
    """The collection a workbook lies in: the folder below `raw`, else empty.

    >>> collection_of(Path("data/raw/reported/67-dak-nong.xlsx"))
    'reported'
    """
    folder = path.resolve().parent
    return decodable(folder.name) if folder.parent.name == RAW else ""


def spelling_files(folder: Path) -> tuple[Path, ...]:
    """Where what was taught stands for the collection in `folder`: for all collections, then for this one.

    >>> [path.as_posix() for path in spelling_files(Path("data/raw/reported"))]
    ['data/spellings.csv', 'data/raw/reported/spellings.csv']
    """
    own = folder / SPELLINGS
    return (folder.parent.parent / SPELLINGS, own) if folder.parent.name == RAW else (own,)
