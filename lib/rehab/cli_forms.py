"""`rehab blank` and `rehab sample`: workbooks that the suite writes."""

from pathlib import Path
from typing import Annotated

import typer

from rehab.catalog.provinces import UnknownProvinceError, find_province, provinces
from rehab.catalog.reviews import DEFAULT_REVIEW, find_review, using_review
from rehab.catalog.reviews import review as review_named
from rehab.cli_paths import nothing_there, xlsx_to_write
from rehab.cli_say import not_done, not_saved, say, spoken, told
from rehab.cli_where import project_meant


def blank(
    file: Annotated[Path, typer.Argument(help="The .xlsx file to write.")],
    province: Annotated[str, typer.Option(help="Fill in this province's name.")] = "",
    review: Annotated[str, typer.Option(help="The review to report on (data/reviews/NAME, or one of the suite's).")] = (
        DEFAULT_REVIEW
    ),
    data: Annotated[Path | None, typer.Option(help="Folder with raw/ and reviews/.")] = None,
) -> None:
    """Write the empty form a province fills in."""
    from rehab.catalog.files import CatalogError
    from rehab.store.project import ProjectError, find_project
    from rehab.workbooks.forms.blank import blank_workbook

    xlsx_to_write(file)
    nothing_there(file)
    try:
        own = review_named(review) if review == DEFAULT_REVIEW else find_review(review, find_project(data).reviews)
        with using_review(own):
            found = find_province(province) if province else None
            blank_workbook(found).save(file)
    except OSError as error:
        raise not_done(not_saved(file, error)) from error
    except (UnknownProvinceError, CatalogError, ProjectError) as error:
        raise not_done(error) from error
    say(str(file))


def sample(
    out: Annotated[Path | None, typer.Option(help="Folder to write to (default: data/raw/sample).")] = None,
    seed: Annotated[int, typer.Option(help="Another seed makes other figures.")] = 2020,
    province: Annotated[list[str] | None, typer.Option(help="Only these provinces (code or name).")] = None,
) -> None:
    """Write made-up workbooks of the 62 provinces whose figures are not public, each with its truth (CSV)."""
    from rehab.batch.progress import watched
    from rehab.store.project import ProjectError

    try:
        from rehab.workbooks.samples.generator import REAL_PROVINCE, make_samples
    except ModuleNotFoundError as error:
        from rehab.cli_install import how_to_add

        command = how_to_add(str(error.name))
        raise not_done(told("cli.no_sample_writer", name=error.name, command=command)) from error

    try:
        codes = frozenset(find_province(name).code for name in province or ())
        folder = out or project_meant().raw("sample")
        if REAL_PROVINCE in codes:
            raise not_done(told("cli.real_province"))
        made = 0
        with watched(spoken()) as progress:
            progress.begin("samples", len(codes) or len(provinces()) - 1)
            for path in make_samples(folder, seed, codes):
                progress.done(path.name, "", 0.0)
                made += 1
    except OSError as error:
        raise not_done(not_saved(folder, error)) from error
    except (UnknownProvinceError, ProjectError) as error:
        raise not_done(error) from error
    say(told("cli.sample_done", count=made, folder=folder))
