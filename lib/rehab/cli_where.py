"""Where a run works: the project around here, or workbooks that are given, wherever they lie."""

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from rehab.catalog.provinces import province_of_file_name, provinces
from rehab.cli_paths import existing, say_others, workbooks_at
from rehab.cli_say import not_done, not_saved, say, told

if TYPE_CHECKING:
    from rehab.store.intake import Taken
    from rehab.store.project import Project

# A name of a folder that every system takes, and no way out of it.
_UNFIT = frozenset('<>:"/\\|?*')


@dataclass(frozen=True)
class Place:
    """A project, which of its collections are meant (all: none is named), and provinces that the files given tell.

    `taken` are copies made now, and `new` the folders that only this run makes for them.
    """

    project: "Project"
    collection: str
    provinces: tuple[str, ...] = ()
    taken: "Taken | None" = None
    new: tuple[Path, ...] = ()

    def take_back(self) -> None:
        """Of a collection that is refused: the copies that were made for this run go again, and are said to."""
        from rehab.disclosure.settings import KEY

        if self.taken is None or not self.taken.copied:
            return
        folder = self.project.raw(self.collection)
        try:
            self.taken.take_back(also=(KEY,))
            for made in self.new:
                shutil.rmtree(made)
        except OSError as error:
            raise not_done(not_saved(folder, error)) from error
        say(told("take.back", count=len(self.taken.copied), folder=folder), err=True)


def find_place(
    paths: Iterable[Path], collection: str, data: Path | None, out: Path | None, briefs: str, dry_run: bool
) -> Place:
    """The place that is meant by what stands on the command line; workbooks from elsewhere are taken in.

    Raises ProjectError; ends where the paths cannot be what is run.
    """
    given = tuple(paths)
    if not given:
        return Place(project_meant(data, out, briefs), collection)
    if len(given) == 1 and (inside := _project_in(existing(given[0]))) is not None:
        from rehab.store.project import project_at

        return Place(project_at(inside, data, out, briefs), collection)
    found = [workbook for path in given for workbook in workbooks_at(path)]
    return _in_collection(given, collection, data, out, briefs) or _taken_in(
        given, found, collection, data, out, briefs, dry_run
    )


def project_meant(data: Path | None = None, out: Path | None = None, briefs: str = "briefs") -> "Project":
    """The project around the working folder, or around the `data` named; another is named on stderr.

    One that runs the suite from its checkout works there, wherever it is called. Raises ProjectError.
    """
    from rehab.store.project import RAW, find_project, folder_around

    if data is not None and not (data / RAW).is_dir():
        right = next((own for own in (data.parent, data / "data") if (own / RAW).is_dir()), None)
        raise not_done(told("take.no_data", path=data, hint=f" (“{right}”)" if right else ""))
    project = find_project(data, out, briefs)
    if data is None and folder_around(Path.cwd()) is None:
        say(told("take.elsewhere", folder=project.data.parent), err=True)
    return project


def no_workbook_of(codes: tuple[str, ...], project: "Project") -> str:
    """What to say of provinces that no workbook speaks for: where else there is one, by the names of files."""
    from rehab.store.project import workbooks_in

    having = [
        name
        for name in project.collections()
        if any(_code_of(path) in codes for path in workbooks_in(project.raw(name)))
    ]
    known = provinces()
    names = ", ".join(f"{code} {known[code].name}" if code in known else code for code in codes)
    key = "workbook_elsewhere" if having else "no_workbook"
    return told(f"cli.{key}", names=names, collections=", ".join(having))


def _code_of(path: Path) -> str:
    own = province_of_file_name(path.stem)
    return own.code if own else ""


def _project_in(path: Path) -> Path | None:
    """The project that a folder is, or that its `data` folder belongs to."""
    from rehab.store.project import RAW

    if (path / "data" / RAW).is_dir():
        return path
    return path.resolve().parent if path.name == "data" and (path / RAW).is_dir() else None


def _in_collection(
    given: tuple[Path, ...], collection: str, data: Path | None, out: Path | None, briefs: str
) -> Place | None:
    """The place of paths that all lie in one collection of a project already."""
    from rehab.store.project import RAW, project_at

    folders = {(path if path.is_dir() else path.parent).resolve() for path in given}
    if len(folders) > 1:
        return None
    (folder,) = folders
    if folder.parent.name != RAW or folder.parent.parent.name != "data":
        return None
    project = project_at(folder.parents[2], data, out, briefs)
    if data is not None:
        return None
    if collection and collection != folder.name:
        if project.raw(collection).is_dir():
            raise not_done(told("take.other_name", path=given[0], own=folder.name, named=collection))
        return None
    if any(path.is_dir() for path in given):
        return Place(project, folder.name)
    named = {path: province_of_file_name(path.stem) for path in given}
    for path, province in named.items():
        if province is None:
            raise not_done(told("take.whose", path=path))
    return Place(project, folder.name, tuple(province.code for province in named.values() if province))


def _taken_in(
    given: tuple[Path, ...],
    workbooks: list[Path],
    collection: str,
    data: Path | None,
    out: Path | None,
    briefs: str,
    dry_run: bool,
) -> Place:
    from rehab.store.intake import ChangedHereError, SameNameError, collection_name, take_in
    from rehab.store.project import WORKBOOK_SUFFIXES, folder_around, project_at

    name = collection or collection_name(given)
    if not name or set(name) & _UNFIT or name.startswith("."):
        raise not_done(told("take.no_name", name=name or "…"))
    for path in workbooks:
        if not path.is_file():
            raise not_done(told("take.no_ordinary", path=path))
        if path.suffix.lower() not in WORKBOOK_SUFFIXES:
            # In a collection nobody would read it, and every run would say so.
            raise not_done(told("cli.file_passed", path=path))
    here = Path.cwd()
    project = project_at(folder_around(here) or here, data, out, briefs)
    for path in given:
        say_others(path, apart_from=(project.data, project.out))
    if dry_run and not project.raw(name).is_dir():
        say(told("take.would", count=len(workbooks), folder=project.raw(name)))
        raise typer.Exit
    if dry_run:
        return Place(project, name)
    new = tuple(folder for folder in (project.processed(name), project.briefs(name)) if not folder.exists())
    try:
        taken = take_in(given, project.raw(name))
    except SameNameError as error:
        raise not_done(told("take.same_name", one=error.one, other=error.other)) from error
    except ChangedHereError as error:
        raise not_done(told("take.changed_here", source=error.source, here=error.here)) from error
    except OSError as error:
        raise not_done(not_saved(project.raw(name), error)) from error
    if taken.copied:
        say(told("take.taken", count=len(taken.copied), folder=project.raw(name)), err=True)
    for gone in taken.gone:
        say(told("take.gone", file=gone, folder=project.raw(name)), err=True)
    return Place(project, name, taken=taken, new=new)
