"""`rehab blank` and `rehab sample`: workbooks that the suite writes."""

from pathlib import Path
from typing import Annotated

import typer

from rehab.catalog.provinces import UnknownProvinceError, find_province
from rehab.catalog.reviews import DEFAULT_REVIEW, find_review, using_review
from rehab.catalog.reviews import review as review_named
from rehab.catalog.texts import LANGUAGES, text
from rehab.cli_run import NOT_DONE, keep_workbooks, not_saved


def _fail(message: str) -> typer.Exit:
    typer.echo(message, err=True)
    return typer.Exit(NOT_DONE)


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

    if file.suffix.lower() != ".xlsx":
        raise _fail(text("cli.not_xlsx", "vi", path=file) + " / " + text("cli.not_xlsx", "en", path=file))
    keep_workbooks(file)
    try:
        own = review_named(review) if review == DEFAULT_REVIEW else find_review(review, find_project(data).reviews)
        with using_review(own):
            found = find_province(province) if province else None
            blank_workbook(found).save(file)
    except OSError as error:
        raise _fail(not_saved(file, error)) from error
    except (UnknownProvinceError, CatalogError, ProjectError) as error:
        raise _fail(str(error)) from error
    typer.echo(str(file))


def sample(
    out: Annotated[Path | None, typer.Option(help="Folder to write to (default: data/raw/sample).")] = None,
    seed: Annotated[int, typer.Option(help="Another seed makes other figures.")] = 2020,
    province: Annotated[list[str] | None, typer.Option(help="Only these provinces (code or name).")] = None,
) -> None:
    """Write made-up workbooks of the 62 provinces whose figures are not public, each with its truth (CSV)."""
    from rehab.store.project import ProjectError, find_project

    try:
        from rehab.workbooks.samples.generator import REAL_PROVINCE, make_samples
    except ModuleNotFoundError as error:
        raise _fail(
            " / ".join(text("cli.no_sample_writer", language, name=error.name) for language in LANGUAGES)
        ) from error

    try:
        codes = frozenset(find_province(name).code for name in province or ())
        folder = out or find_project().raw("sample")
        if REAL_PROVINCE in codes:
            raise _fail(" / ".join(text("cli.real_province", language) for language in LANGUAGES))
        made = list(make_samples(folder, seed, codes))
    except OSError as error:
        raise _fail(not_saved(folder, error)) from error
    except (UnknownProvinceError, ProjectError) as error:
        raise _fail(str(error)) from error
    for language in LANGUAGES:
        typer.echo(text("cli.sample_done", language, count=len(made), folder=folder))
