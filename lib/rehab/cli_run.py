"""`rehab run`: many provinces at once."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from rehab.catalog.files import CatalogError
from rehab.catalog.kinds import Kind, are_briefs_alone, default_kinds, kinds
from rehab.catalog.provinces import UnknownProvinceError, find_province
from rehab.catalog.registry import RegistryError
from rehab.catalog.reviews import Review, using_review
from rehab.catalog.settings import SettingsError
from rehab.catalog.texts import LANGUAGES
from rehab.cli_ending import say_ending
from rehab.cli_near import in_pieces
from rehab.cli_paths import existing, say_others
from rehab.cli_say import HAS_ERRORS, not_done, said_by, say, spoken, told
from rehab.cli_where import find_place, no_workbook_of

AUDIENCES = ("public", "internal")
# With less nothing can be read or built, and no machine has more.
# The kind of page that has Word documents beside it.
_WORD = ("review",)
_FEWEST_MB, _MOST_MB = 64, 1 << 20


def _one_of(option: str, value: str, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise not_done(told("cli.not_one_of", option=option, value=value, allowed=", ".join(allowed)))
    return value


def _languages(lang: str) -> tuple[str, ...]:
    # "vi," is what is left of "vi, en": the other half stands elsewhere, taken for a path.
    asked = {part.strip() for part in lang.split(",")}
    if asked - set(LANGUAGES):
        raise not_done(told("cli.not_one_of", option="--lang", value=lang, allowed="vi; en; vi,en"))
    return tuple(language for language in LANGUAGES if language in asked)


def _kinds(
    names: list[str], notebook: Path | None, audience: str, some_provinces: bool, also: tuple[str, ...] = ()
) -> tuple[Kind, ...]:
    """The kinds asked for, else all that are on by default, and those wanted `also`.

    Pages of the whole only where all provinces are meant.
    """
    from rehab.batch.beside import files
    from rehab.batch.notebook_files import NotebookError, kind_of_notebook

    if notebook is not None and existing(notebook).is_dir():
        raise not_done(told("cli.notebook_folder", path=notebook))
    try:
        usual = tuple(kind for kind in default_kinds() if audience in kind.audiences)
        several = (name.strip() for given in names for name in given.split(","))
        named = tuple(kinds().get(name) for name in dict.fromkeys(several))
        named += (kind_of_notebook(notebook),) if notebook else ()
    except (RegistryError, CatalogError, NotebookError) as error:
        raise not_done(error) from error
    for kind in named:
        _one_of(f"--kind {kind.name} --audience", audience, kind.audiences)
    chosen = named or tuple(kind for kind in usual if kind.is_of_province or not some_provinces)
    chosen += tuple(kinds().get(name) for name in also if name not in {kind.name for kind in chosen})
    for kind in chosen:
        for name in kind.beside:
            _one_of(f"{kind.name} ! beside", name, files().names())
    return chosen


def _wanted(names: Iterable[str], reviews: Iterable[Review]) -> frozenset[str]:
    """Codes of the provinces named, in the list of each review that knows the name.

    Raises UnknownProvinceError for a name that none knows.
    """
    codes: set[str] = set()
    # Several may stand in one option as languages do: no province has a comma in its name.
    for name in (own.strip() for given in names for own in given.split(",")):
        unknown = None
        found = set()
        for review in reviews:
            with using_review(review):
                try:
                    found.add(find_province(name).code)
                except UnknownProvinceError as error:
                    unknown = error
        if unknown and not found:
            raise unknown
        codes |= found
    return frozenset(codes)


def run(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Workbooks, or folders of them, wherever they lie (default: data/raw).")
    ] = None,
    collection: Annotated[str, typer.Option(help="Only this collection.")] = "",
    province: Annotated[
        list[str] | None, typer.Option(help="Only this province (repeatable, or several: 67,04).")
    ] = None,
    kind: Annotated[
        list[str] | None, typer.Option(help="Only this kind of page (repeatable; default: all that are on by default).")
    ] = None,
    notebook: Annotated[
        Path | None, typer.Option(help="Anybody's notebook with a cell of parameters, in place of the kinds of page.")
    ] = None,
    docx: Annotated[
        bool, typer.Option("--docx", help="The five-year review too, with its Word documents beside (kind review).")
    ] = False,
    jobs: Annotated[int | None, typer.Option(min=1, max=512, help="How many at a time (default: a core each).")] = None,
    lang: Annotated[str, typer.Option(help="vi, en or vi,en.")] = "vi",
    audience: Annotated[str, typer.Option(help="public (small counts withheld) or internal.")] = "public",
    force: Annotated[bool, typer.Option("--force", help="Read and build everything again.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be done, and why; do nothing.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Say only what failed, and the last lines.")] = False,
    timeout: Annotated[
        int, typer.Option(min=1, max=604_800, help="Seconds for one notebook, or for reading one province.")
    ] = 300,
    memory: Annotated[
        int, typer.Option(min=0, max=_MOST_MB, help="Megabytes that either may add (64 or more); 0: no limit.")
    ] = 2048,
    kernel: Annotated[
        bool, typer.Option("--kernel", help="Run notebooks in Jupyter kernels, as macOS and Windows do; slower.")
    ] = False,
    executor: Annotated[str, typer.Option(help="local, or dask for a cluster (docs/scaling.md).")] = "local",
    scheduler: Annotated[str, typer.Option(help="Address of a Dask scheduler (default: a cluster here).")] = "",
    open_index: Annotated[bool, typer.Option("--open", help="Open the index of the pages in a browser.")] = False,
    data: Annotated[Path | None, typer.Option(help="Folder with raw/ and processed/.")] = None,
    out: Annotated[Path | None, typer.Option(help="Folder for the briefs.")] = None,
) -> None:
    """Build the pages: workbooks → observations → verdicts → pages. Only what has changed is done again."""
    from rehab.batch.executors import executors
    from rehab.batch.plan import Options
    from rehab.pages.frame.weights import HEAVY_MEGABYTES
    from rehab.store.project import ProjectError

    _one_of("--audience", audience, AUDIENCES)
    if 0 < memory < _FEWEST_MB:
        _one_of("--memory", str(memory), ("0", f"{_FEWEST_MB}…{_MOST_MB}"))
    _one_of("--executor", "dask" if scheduler else executor, executors().names())
    options = Options(
        _languages(lang), audience, force, _kinds(kind or [], notebook, audience, bool(province), _WORD if docx else ())
    )
    if paths and (name := in_pieces([*(province or ())[-1:], *map(str, paths)])):
        raise not_done(told("near.pieces", command="rehab run --province", name=name))
    try:
        briefs = "briefs" if audience == AUDIENCES[0] else f"briefs-{audience}"
        place = find_place(paths or (), collection, data, out, briefs, dry_run)
        project = place.project
        collections = project.collections(place.collection)
        wanted = _wanted(
            (*(province or ()), *place.provinces),
            dict.fromkeys(project.collection(name).review for name in collections),
        )
    except (UnknownProvinceError, ProjectError, SettingsError) as error:
        raise not_done(error) from error
    for name in collections:
        say_others(project.raw(name))
    if dry_run:
        _show_plan(project, collections, wanted, options)
        return
    limits = (jobs or os.cpu_count() or 1, timeout, memory, kernel)
    outcomes = _perform(place, collections, wanted, options, limits, executor, scheduler, quiet)
    failed = [outcome for outcome in outcomes if outcome.error]
    built = sum(outcome.built for outcome in outcomes if not outcome.error)
    counts = {"built": built, "same": len(outcomes) - built - len(failed), "failed": len(failed)}
    said = "cli.run_done" if are_briefs_alone(options.kinds) else "cli.run_done_pages"
    say(told(said, **counts), err=bool(failed))
    if audience == AUDIENCES[0]:
        # Of provinces that were asked for by name, other collections may hold nothing.
        shown = {outcome.collection for outcome in outcomes if outcome.page}
        _say_what_is_held_back(project, [name for name in collections if name in shown])
    for name in dict.fromkeys(name for outcome in outcomes for name in outcome.warnings):
        say(told(f"warning.{name}", notebook=notebook.name if notebook else "", megabytes=HEAVY_MEGABYTES), err=True)
    say_ending(project, outcomes, open_index)
    if failed:
        raise typer.Exit(HAS_ERRORS)


def _say_what_is_held_back(project, collections) -> None:  # type: ignore[no-untyped-def]
    from rehab.batch.readings import Readings
    from rehab.store.project import TO_RELEASE

    if not collections:
        return
    counts = [Readings(project, collection, force=False).held_back() for collection in collections]
    withheld, waiting = (sum(count) for count in zip(*counts, strict=True))
    files = [project.processed(name) / TO_RELEASE for name, (_, own) in zip(collections, counts, strict=True) if own]
    places = f": {', '.join(map(str, files))}" if files else ""
    say(told("cli.held_back", withheld=withheld, waiting=waiting, places=places))


def _perform(place, collections, wanted, options, limits, executor, scheduler, quiet):  # type: ignore[no-untyped-def]
    from rehab.batch.cluster import ClusterError
    from rehab.batch.executors import Limits
    from rehab.batch.notebook_files import NotebookError
    from rehab.batch.pool import NotSharedError, WorkerDiedError
    from rehab.batch.progress import choose_progress
    from rehab.batch.run import MixedError
    from rehab.batch.session import BusyError, NoWorkbookError, OtherAudienceError, Workers, run_collections
    from rehab.batch.signals import ended_as_by_hand
    from rehab.batch.warm.nursery import NurseryError

    jobs, timeout, memory, kernel = limits
    workers = Workers(Limits(timeout, memory, jobs, kernel), "dask" if scheduler else executor, scheduler)
    progress = choose_progress(say, spoken(), quiet)
    try:
        with ended_as_by_hand():
            return run_collections(place.project, collections, wanted, options, workers, progress)
    except BusyError as error:
        raise not_done(told("run.busy", folder=error.folder)) from error
    except NoWorkbookError as error:
        raise not_done(no_workbook_of(error.codes, place.project)) from error
    except ClusterError as error:
        key = "run.no_scheduler" if error.address else "run.no_dask"
        key = "run.lacks_package" if error.missing else key
        raise not_done(told(key, address=error.address, missing=error.missing)) from error
    except NotSharedError as error:
        raise not_done(told("run.not_shared", path=error.path)) from error
    except OtherAudienceError as error:
        raise not_done(told("run.other_audience", folder=error.folder, audience=error.audience)) from error
    except OSError as error:
        raise not_done(told("run.not_written", error=said_by(error))) from error
    except MixedError as error:
        refused = not_done(error)
        place.take_back()
        raise refused from error
    except (SettingsError, NurseryError, WorkerDiedError, NotebookError) as error:
        raise not_done(error) from error
    except KeyboardInterrupt as error:
        raise not_done(told("run.stopped")) from error


def _show_plan(project, collections, wanted, options) -> None:  # type: ignore[no-untyped-def]
    from rehab.batch.notebook_files import NotebookError
    from rehab.batch.session import show_plan

    lines = []

    def tell(key: str, values: dict[str, str], reasons: tuple[str, ...]) -> None:
        said = "; ".join(told(f"stale.{reason}") for reason in reasons)
        lines.append(told(key, **values, reasons=said))

    try:
        show_plan(project, collections, wanted, options, tell)
    except NotebookError as error:
        raise not_done(error) from error
    for line in lines or [told("run.nothing_stale")]:
        say(line)
