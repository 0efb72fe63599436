"""`rehab diff`: what changed between two workbooks of a province."""

from pathlib import Path
from typing import Annotated, Any

import typer

from rehab.catalog.texts import LANGUAGES, tabled, text
from rehab.cli_paths import one_workbook
from rehab.cli_say import not_done, say, spoken, told


def diff(
    old: Annotated[Path, typer.Argument(help="The workbook as it was.")],
    new: Annotated[Path, typer.Argument(help="The workbook as it is now.")],
    lang: Annotated[str, typer.Option(help="vi or en (default: the system's).")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Rows of changes, as JSON.")] = False,
) -> None:
    """Say what changed between two workbooks of one province: figures and answers by cell, verdicts and their basis."""
    from rehab.catalog.reviews import using_review
    from rehab.pages.numbers.sent_again import change_words
    from rehab.store.changes import VERDICT, changes

    lang = lang or spoken()
    if lang not in LANGUAGES:
        raise not_done(told("cli.not_one_of", option="--lang", value=lang, allowed=", ".join(LANGUAGES)))
    (before, _), (after, review) = (_read(one_workbook(path, "diff"), lang) for path in (old, new))
    codes = [set(own["observations"]["province"]) - {""} for own in (before, after)]
    if codes[0] != codes[1]:
        with using_review(review):
            one, other = (_names(own) for own in codes)
        raise not_done(told("changes.other_province", one=one, other=other))
    with using_review(review):
        found = changes(before, after)
        if as_json:
            typer.echo(found.to_json(orient="records", force_ascii=False, indent=2))
            return
        for sentence in change_words(found, lang):
            say(sentence.plain)
        verdicts = int((found["sort"] == VERDICT).sum())
        key = "changes.count" if len(found) else "changes.none"
        typer.echo(text(key, lang, count=len(found), verdicts=verdicts), err=True)


def _names(codes: set[str]) -> str:
    from rehab.catalog.provinces import provinces

    return ", ".join(provinces()[code].name for code in sorted(codes)) or told("changes.no_province")


def _read(path: Path, language: str) -> tuple[dict[str, Any], Any]:
    from rehab.catalog.settings import SettingsError
    from rehab.catalog.tables import records
    from rehab.store.project import EARLIER, collection_of
    from rehab.store.reading import load_settings, read_path

    # What is set for a collection holds for its earlier workbooks too.
    beside = path.parent.parent if path.parent.name == EARLIER else path.parent
    try:
        settings = load_settings(beside)
        reading, tables = read_path(path, collection_of(beside / path.name), settings)
    except (SettingsError, OSError) as error:
        raise not_done(error) from error
    if not reading.readable:
        raise not_done(" ".join(str(row[f"message_{tabled(language)}"]) for row in records(reading.problems)))
    return tables, settings.review
