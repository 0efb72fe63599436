"""`rehab send`: what goes back to each province, one archive each."""

import os
from pathlib import Path
from typing import Annotated

import typer

from rehab.catalog.provinces import UnknownProvinceError, find_province
from rehab.catalog.reviews import using_review
from rehab.catalog.settings import SettingsError
from rehab.catalog.texts import LANGUAGES
from rehab.cli_say import HAS_ERRORS, not_done, not_saved, say, spoken, told
from rehab.cli_where import no_workbook_of, project_meant


def send(
    out: Annotated[Path, typer.Option(help="Folder to write the archives into, outside briefs/ and data/.")],
    collection: Annotated[str, typer.Option(help="The collection, if there are several.")] = "",
    province: Annotated[list[str] | None, typer.Option(help="Only this province (repeatable).")] = None,
    lang: Annotated[str, typer.Option(help="vi or en: the language of pages and letter.")] = "vi",
    jobs: Annotated[int | None, typer.Option(min=1, max=512, help="How many at a time (default: a core each).")] = None,
    data: Annotated[Path | None, typer.Option(help="Folder with raw/ and processed/.")] = None,
) -> None:
    """Pack what goes back to each province: its workbook with comments, the questions, its page, in one archive."""
    from rehab.batch.cluster import ClusterError
    from rehab.batch.executors import Limits
    from rehab.batch.pool import WorkerDiedError
    from rehab.batch.progress import watched
    from rehab.batch.run import MixedError
    from rehab.batch.sending import pack_collection
    from rehab.batch.session import MEMORY_MB, TIMEOUT_SECONDS, BusyError, NoWorkbookError, Workers
    from rehab.batch.warm.nursery import NurseryError
    from rehab.store.project import ProjectError

    if lang not in LANGUAGES:
        raise not_done(told("cli.not_one_of", option="--lang", value=lang, allowed=", ".join(LANGUAGES)))
    try:
        project = project_meant(data)
        names = project.collections(collection)
        if len(names) > 1:
            raise not_done(told("send.which", names=", ".join(names)))
        with using_review(project.collection(names[0]).review):
            wanted = frozenset(find_province(name).code for name in province or ())
    except (UnknownProvinceError, ProjectError, SettingsError) as error:
        raise not_done(error) from error
    for folder in (project.out, project.out.with_name(f"{project.out.name}-internal"), project.data):
        if out.resolve().is_relative_to(folder.resolve()):
            raise not_done(told("send.inside", folder=folder))
    workers = Workers(Limits(TIMEOUT_SECONDS, MEMORY_MB, jobs or os.cpu_count() or 1))
    packed, failed = 0, False
    try:
        out.mkdir(parents=True, exist_ok=True)
        for pack in pack_collection(project, names[0], wanted, lang, workers, out, watched(spoken())):
            say(str(pack.file))
            packed, failed = packed + 1, failed or bool(pack.error)
            for file in pack.shared:
                say(told("send.shared", file=file), err=True)
            if pack.error:
                say(f"{pack.province}: {pack.error}", err=True)
    except BusyError as error:
        raise not_done(told("run.busy", folder=error.folder)) from error
    except NoWorkbookError as error:
        raise not_done(no_workbook_of(error.codes, project)) from error
    except OSError as error:
        raise not_done(not_saved(out, error)) from error
    except (SettingsError, MixedError, NurseryError, WorkerDiedError, ClusterError) as error:
        raise not_done(error) from error
    except KeyboardInterrupt as error:
        raise not_done(told("run.stopped")) from error
    say(told("send.done", count=packed, folder=out))
    if failed:
        raise typer.Exit(HAS_ERRORS)
