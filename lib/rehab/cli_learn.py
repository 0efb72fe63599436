"""`rehab learn`: what was not understood, to be confirmed; what was confirmed, kept beside the data."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rehab.catalog.texts import LANGUAGES, text
from rehab.cli_run import NOT_DONE

if TYPE_CHECKING:
    import pandas as pd

    from rehab.workbooks.teaching.answers import Answers

_MOST_CELLS = 10


def _fail(message: str) -> typer.Exit:
    typer.echo(message, err=True)
    return typer.Exit(NOT_DONE)


def _both(key: str, **values: object) -> str:
    return " / ".join(text(key, language, **values) for language in LANGUAGES)


def learn(
    paths: Annotated[list[Path] | None, typer.Argument(help="Workbooks or folders of workbooks.")] = None,
    out: Annotated[Path | None, typer.Option(help="The workbook to confirm (.xlsx) to write.")] = None,
    apply: Annotated[Path | None, typer.Option(help="A workbook that was confirmed, to be stored.")] = None,
    collection: Annotated[str, typer.Option(help="The collection it is kept with (default: that of the files).")] = "",
    everywhere: Annotated[bool, typer.Option("--everywhere", help="Keep it for all collections.")] = False,
    by: Annotated[str, typer.Option(help="Who confirms (default: the name in the workbook).")] = "",
    data: Annotated[Path | None, typer.Option(help="Folder with raw/ and processed/.")] = None,
) -> None:
    """Ask what strange labels mean (--out), then keep what was confirmed beside the data (--apply)."""
    if apply is not None:
        _apply(apply, collection, everywhere, by, data)
    elif paths and out is not None:
        _ask(paths, out, collection)
    else:
        raise _fail(_both("learn.needs_out"))


# ── Asking ──────────────────────────────────────────────────────────────────────────────────────────────────


def _ask(paths: list[Path], out: Path, collection: str) -> None:
    from rehab.catalog.settings import SettingsError
    from rehab.store.project import collection_of
    from rehab.store.reading import load_settings, readings_of
    from rehab.workbooks.teaching.confirming import write_confirmation
    from rehab.workbooks.teaching.questions import questions

    files = _workbooks(paths)
    if out.suffix.lower() != ".xlsx":
        raise _fail(_both("cli.not_xlsx", path=out))
    if out.resolve() in {path.resolve() for path in files}:
        raise _fail(_both("cli.same_file", path=out))
    names = sorted({collection_of(path) for path in files})
    if len(names) > 1 and not collection:
        raise _fail(_both("learn.two_collections", names=", ".join(name or "-" for name in names)))
    try:
        settings = load_settings(files[0].parent)
        readings = readings_of(files, collection or names[0], settings)
        asked = questions(readings)
        _tell_forms(files)
        if not asked:
            typer.echo(_both("learn.nothing", files=len(files)))
            return
        write_confirmation(out, asked, collection or names[0])
    except (SettingsError, OSError) as error:
        raise _fail(str(error)) from error
    figures = sum(question.figures for question in asked)
    for language in LANGUAGES:
        typer.echo(text("learn.asked", language, questions=len(asked), figures=figures, files=len(files), out=out))


def _workbooks(paths: list[Path]) -> tuple[Path, ...]:
    from rehab.store.project import workbooks_in

    for path in paths:
        if not path.exists():
            raise _fail(_both("cli.no_file", path=path))
    found = tuple(dict.fromkeys(file for path in paths for file in workbooks_in(path)))
    if not found:
        raise _fail(_both("cli.empty_folder", path=paths[0]))
    return found


def _tell_forms(files: tuple[Path, ...]) -> None:
    """Say of each workbook whether its form is one that was taught, or exactly what differs."""
    from rehab.workbooks.files.failures import UnreadableFileError
    from rehab.workbooks.teaching.forms import FILE, form_of, load_forms, nearest_form

    for path in files:
        try:
            form = form_of(path)
        except UnreadableFileError:
            # Its problems say so; it has no form.
            continue
        nearest = nearest_form(form, load_forms(path.parent / FILE))
        if nearest is None:
            typer.echo(_both("learn.new_form", file=path.name), err=True)
            continue
        known, differing = nearest
        if not differing:
            typer.echo(_both("learn.same_form", file=path.name, form=known.name), err=True)
            continue
        cells = ", ".join(f"{sheet}!{cell}" for sheet, cell in differing[:_MOST_CELLS])
        cells += " …" if len(differing) > _MOST_CELLS else ""
        typer.echo(
            _both("learn.other_form", file=path.name, form=known.name, count=len(differing), cells=cells), err=True
        )


# ── Applying ────────────────────────────────────────────────────────────────────────────────────────────────


def _apply(path: Path, collection: str, everywhere: bool, by: str, data: Path | None) -> None:
    from rehab.catalog.settings import SettingsError
    from rehab.store.project import ProjectError, find_project, spelling_files
    from rehab.workbooks.grids.spellings import load_spellings, using_spellings, write_spellings
    from rehab.workbooks.teaching.answers import AnswersError, read_answers

    if not path.is_file():
        raise _fail(_both("cli.no_file", path=path))
    try:
        project = find_project(data)
        given = read_answers(path, date.today().isoformat(), by)
        name = collection or given.collection
        if not name and not everywhere:
            raise _fail(_both("learn.no_collection"))
        folder = project.raw(name)
        shared, own = spelling_files(folder)
        with using_spellings(load_spellings(shared, own)):
            # Again, now that it is known what was taught before.
            given = read_answers(path, date.today().isoformat(), by)
        before = _figures(folder, name, given.files)
        target = shared if everywhere else own
        target.parent.mkdir(parents=True, exist_ok=True)
        write_spellings(target, dict.fromkeys((*load_spellings(target), *given.spellings)))
        _keep_forms(folder, given)
        after = _figures(folder, name, given.files)
    except (SettingsError, AnswersError, ProjectError, OSError) as error:
        raise _fail(str(error)) from error
    for language in LANGUAGES:
        typer.echo(
            text(
                "learn.applied",
                language,
                count=len(given.spellings),
                file=target,
                by=given.by,
                open=given.open_rows,
            )
        )
    _tell_effect(before, after)


def _figures(folder: Path, collection: str, files: tuple[str, ...]) -> "dict[str, pd.Series]":
    """The figures read of each of the files that lie in the collection, by line, area, period and entry."""
    from rehab.store.reading import load_settings, readings_of

    found = {}
    for name in files:
        if (folder / name).is_file():
            readings = readings_of((folder / name,), collection, load_settings(folder))
            rows = readings[0].observations
            numbers = rows[rows["value"].notna()]
            found[name] = numbers.set_index(["line", "area", "period", "entry", "sheet", "cell"])["value"]
    return found


def _keep_forms(folder: Path, given: "Answers") -> None:
    from rehab.workbooks.teaching.forms import FILE, form_of, keep_forms, load_forms

    known = list(load_forms(folder / FILE))
    for name in given.files:
        if (folder / name).is_file():
            form = form_of(folder / name)
            if all(form.differences(other) for other in known):
                known.append(form)
    keep_forms(folder / FILE, known)


def _tell_effect(before: "dict[str, pd.Series]", after: "dict[str, pd.Series]") -> None:
    for name, old in before.items():
        new = after[name]
        kept = old.index.intersection(new.index)
        changed = int((old.loc[kept] != new.loc[kept]).sum())
        counts = {"before": len(old), "after": len(new), "changed": changed, "lost": len(old) - len(kept)}
        for language in LANGUAGES:
            typer.echo(text("learn.effect", language, file=name, **counts))
