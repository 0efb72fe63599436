"""`rehab learn`: what was not understood, to be confirmed; what was confirmed, kept beside the data."""

import os
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rehab.catalog.reviews import per_review
from rehab.catalog.texts import LANGUAGES, decodable
from rehab.cli_paths import existing, keep_workbooks, workbooks_at, xlsx_to_write
from rehab.cli_say import not_done, say, spoken, told

if TYPE_CHECKING:
    import pandas as pd

    from rehab.store.following import Follow
    from rehab.workbooks.teaching.answers import Answers

_MOST_CELLS = 10


def learn(
    paths: Annotated[list[Path] | None, typer.Argument(help="Workbooks or folders of workbooks.")] = None,
    out: Annotated[Path | None, typer.Option(help="The workbook to confirm (.xlsx) to write.")] = None,
    apply: Annotated[Path | None, typer.Option(help="A workbook that was confirmed, to be stored.")] = None,
    collection: Annotated[str, typer.Option(help="The collection it is kept with (default: that of the files).")] = "",
    everywhere: Annotated[bool, typer.Option("--everywhere", help="Keep it for all collections.")] = False,
    by: Annotated[str, typer.Option(help="Who confirms (default: the name in the workbook).")] = "",
    lang: Annotated[str, typer.Option(help="Language of the workbook to confirm: vi or en.")] = "vi",
    data: Annotated[Path | None, typer.Option(help="Folder with raw/ and processed/.")] = None,
) -> None:
    """Ask what strange labels mean (--out), then keep what was confirmed beside the data (--apply)."""
    if lang not in LANGUAGES:
        raise not_done(told("cli.not_one_of", option="--lang", value=lang, allowed=", ".join(LANGUAGES)))
    if apply is not None:
        _apply(apply, collection, everywhere, by, data)
    elif paths and out is not None:
        _ask(paths, out, collection, lang)
    else:
        raise not_done(told("learn.needs_out" if paths or out is None else "learn.needs_paths"))


# ── Asking ──────────────────────────────────────────────────────────────────────────────────────────────────


def _ask(paths: list[Path], out: Path, collection: str, language: str) -> None:
    from rehab.batch.progress import followed
    from rehab.catalog.settings import SettingsError
    from rehab.store.project import collection_of
    from rehab.store.reading import load_settings, readings_of
    from rehab.workbooks.teaching.confirming import write_confirmation
    from rehab.workbooks.teaching.questions import questions

    xlsx_to_write(out)
    files = tuple(dict.fromkeys(file for path in paths for file in workbooks_at(path)))
    keep_workbooks(out, *files)
    names = sorted({collection_of(path) for path in files})
    if len(names) > 1 and not collection:
        raise not_done(told("learn.two_collections", names=", ".join(name or "-" for name in names)))
    try:
        settings = load_settings(files[0].parent)
        with followed(spoken()) as follow:
            readings = readings_of(files, collection or names[0], settings, follow=follow)
            asked = questions(readings)
            _tell_forms(files, follow)
        if not asked:
            say(told("learn.nothing", files=len(files)))
            return
        write_confirmation(out, asked, collection or names[0], language, _way(out, files))
    except (SettingsError, OSError) as error:
        raise not_done(error) from error
    figures = sum(question.figures for question in asked)
    say(told("learn.asked", questions=len(asked), figures=figures, files=len(files), out=out))


def _way(out: Path, files: tuple[Path, ...]) -> str:
    """The folder of the workbooks from that of the file to confirm; empty where they lie in several."""
    folders = {path.absolute().parent for path in files}
    try:
        return Path(os.path.relpath(folders.pop(), out.absolute().parent)).as_posix() if len(folders) == 1 else ""
    except ValueError:
        # On another drive.
        return ""


@per_review()
def _blank_form() -> bytes:
    from rehab.workbooks.forms.blank import blank_workbook

    blank = BytesIO()
    blank_workbook().save(blank)
    return blank.getvalue()


def _tell_forms(files: tuple[Path, ...], follow: "Follow") -> None:
    """Say of each workbook whether its form is one that was taught, or exactly what differs."""
    from rehab.workbooks.files.failures import UnreadableFileError
    from rehab.workbooks.teaching.forms import FILE, form_of, load_forms, nearest_form

    standard = form_of(Path("rehab blank"), _blank_form())
    for path in follow("forms", files, lambda own: decodable(own.name)):
        try:
            form = form_of(path)
        except UnreadableFileError:
            # Its problems say so; it has no form.
            continue
        nearest = nearest_form(form, (standard, *load_forms(path.parent / FILE)))
        if nearest is None:
            say(told("learn.new_form", file=decodable(path.name)), err=True)
            continue
        known, differing = nearest
        if not differing:
            say(told("learn.same_form", file=decodable(path.name), form=known.name), err=True)
            continue
        cells = ", ".join(f"{sheet}!{cell}" for sheet, cell in differing[:_MOST_CELLS])
        cells += " …" if len(differing) > _MOST_CELLS else ""
        said = {"file": decodable(path.name), "form": known.name, "count": len(differing), "cells": cells}
        say(told("learn.other_form", **said), err=True)


# ── Applying ────────────────────────────────────────────────────────────────────────────────────────────────


def _apply(path: Path, collection: str, everywhere: bool, by: str, data: Path | None) -> None:
    from rehab.batch.progress import followed
    from rehab.catalog.settings import SettingsError
    from rehab.store.project import RAW, ProjectError, find_project, spelling_files, workbook_named
    from rehab.workbooks.grids.spellings import load_spellings, using_spellings, write_spellings
    from rehab.workbooks.teaching.answers import AnswersError, read_answers

    if existing(path).is_dir():
        raise not_done(told("learn.apply_folder", path=path))
    try:
        given = read_answers(path, date.today().isoformat(), by)
        name = collection or given.collection
        around = (path.absolute().parent / given.asked_in).resolve() if given.asked_in else None
        if (
            data
            or collection
            or around is None
            or not any(workbook_named(around, own).is_file() for own in given.files)
        ):
            if not name and not everywhere:
                raise not_done(told("learn.no_collection"))
            around = find_project(data or _data_around(name)).raw(name)
        elif everywhere and around.parent.name != RAW:
            raise not_done(told("learn.no_collection"))
        folder = around
        own, shared = (places := spelling_files(folder))[-1], places[0]
        with using_spellings(load_spellings(shared, own)):
            # Again, now that it is known what was taught before.
            given = read_answers(path, date.today().isoformat(), by)
        with followed(spoken()) as follow:
            before = _figures(folder, name, given.files, follow)
        target = shared if everywhere else own
        target.parent.mkdir(parents=True, exist_ok=True)
        write_spellings(target, dict.fromkeys((*load_spellings(target), *given.spellings)))
        _keep_forms(folder, given)
        with followed(spoken()) as follow:
            after = _figures(folder, name, given.files, follow)
    except (SettingsError, AnswersError, ProjectError, OSError) as error:
        raise not_done(error) from error
    if not everywhere and not before:
        say(told("learn.not_there", folder=folder), err=True)
    say(
        told(
            "learn.applied",
            count=len(given.spellings),
            file=target,
            by=given.by,
            open=given.open_rows,
        )
    )
    _tell_effect(before, after)


def _data_around(name: str) -> Path | None:
    """The data folder around the working folder that has the collection; None where there is none.

    Someone who keeps workbooks in a folder of their own teaches that folder, not the one the suite was installed from.
    """
    here = Path.cwd()
    around = (folder / "data" for folder in (here, *here.parents))
    return next((own for own in around if name and (own / "raw" / name).is_dir()), None)


def _figures(folder: Path, collection: str, files: tuple[str, ...], follow: "Follow") -> "dict[str, pd.Series]":
    """The figures read of each of the files that lie in the collection, by line, area, period and entry."""
    from rehab.store.project import workbook_named
    from rehab.store.reading import load_settings, readings_of

    found = {}
    for name in follow("reading", files, decodable):
        if workbook_named(folder, name).is_file():
            readings = readings_of((workbook_named(folder, name),), collection, load_settings(folder))
            rows = readings[0].observations
            numbers = rows[rows["value"].notna()]
            found[name] = numbers.set_index(["line", "area", "period", "entry", "sheet", "cell"])["value"]
    return found


def _keep_forms(folder: Path, given: "Answers") -> None:
    from rehab.store.project import workbook_named
    from rehab.workbooks.teaching.forms import FILE, form_of, keep_forms, load_forms

    known = list(load_forms(folder / FILE))
    for name in given.files:
        if workbook_named(folder, name).is_file():
            form = form_of(workbook_named(folder, name))
            if all(form.differences(other) for other in known):
                known.append(form)
    keep_forms(folder / FILE, known)


def _tell_effect(before: "dict[str, pd.Series]", after: "dict[str, pd.Series]") -> None:
    for name, old in before.items():
        new = after[name]
        kept = old.index.intersection(new.index)
        changed = int((old.loc[kept] != new.loc[kept]).sum())
        counts = {"before": len(old), "after": len(new), "changed": changed, "lost": len(old) - len(kept)}
        say(told("learn.effect", file=name, **counts))
