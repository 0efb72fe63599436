"""The command line: `rehab run`, `check`, `tidy`, `assess`, `province`, `blank`, `feedback`."""

import json
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rehab.catalog.texts import LANGUAGES, decodable, harmless, tabled, text
from rehab.cli_diff import diff
from rehab.cli_forms import blank, sample
from rehab.cli_help import Command
from rehab.cli_learn import learn
from rehab.cli_lookup import province
from rehab.cli_new import new
from rehab.cli_paths import (
    csv_to_write,
    existing,
    keep_workbooks,
    one_workbook,
    say_others,
    workbooks_at,
    xlsx_to_write,
)
from rehab.cli_run import run
from rehab.cli_say import HAS_ERRORS, NOT_DONE, not_done, not_saved, ready_streams, say, told
from rehab.cli_send import send
from rehab.cli_usage import SETTINGS, Commands

if TYPE_CHECKING:
    import pandas as pd

    from rehab.store.following import Follow

app = typer.Typer(cls=Commands, invoke_without_command=True, pretty_exceptions_enable=False, context_settings=SETTINGS)
command = partial(app.command, cls=Command)
for function in (new, run, blank, sample, learn, send, diff, province):
    command()(function)


@app.callback()
def alone(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", "-V", help="Print the version and exit.")] = False,
) -> None:
    """Provincial workbooks in, checkable briefs out."""
    from rehab import __version__
    from rehab.cli_next import say_next

    if version:
        typer.echo(f"rehab {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        say_next()


_FILE_HELP = "A province's workbook (.xlsx)."
_LANGUAGE_HELP = "Language of the messages: vi or en (default: the system's)."


def _as_json(frame: "pd.DataFrame", table: str) -> str:
    """Rows of a table as a JSON array: null for what is not there, whole numbers without a fraction."""
    import pandas as pd

    from rehab.catalog.tables import columns, records

    names = [c.column for c in columns(table)]
    rows = [{name: None if pd.isna(row[name]) else row[name] for name in names} for row in records(frame)]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def _say_rows(written: str) -> None:
    """Print a table as it is; on a terminal so that no word in it can command that."""
    typer.echo(harmless(written) if sys.stdout.isatty() else written, nl=False)


def _line(problem: dict[str, Any], language: str) -> str:
    parts = (" ".join(str(problem[name]).split()) for name in ("file", "sheet", "cell"))
    place = " ! ".join(part for part in parts if part)
    severity = text(f"problems.{problem['severity']}", language)
    return f"{place}: [{severity}] {problem[f'message_{tabled(language)}']}"


@command()
def check(
    paths: Annotated[list[Path], typer.Argument(help="Workbooks or folders of workbooks.")],
    as_json: Annotated[bool, typer.Option("--json", help="Rows of the problems table, as JSON.")] = False,
    lang: Annotated[str, typer.Option(help=_LANGUAGE_HELP)] = "",
    xlsx: Annotated[Path | None, typer.Option(help="Write the list as a workbook, too.")] = None,
) -> None:
    """List the problems of workbooks: file ! sheet ! cell: what is wrong, what to do; then a table by province."""
    import pandas as pd

    from rehab.batch.progress import followed
    from rehab.catalog.tables import records
    from rehab.cli_check import check_language, say_summary
    from rehab.store.following import unfollowed

    asked, lang = lang, check_language(lang)
    if xlsx is not None:
        xlsx_to_write(xlsx)
        keep_workbooks(xlsx, *(file for path in paths for file in workbooks_at(path)), option="--xlsx")
    read, files = [], 0
    with followed(lang) as follow:
        # Of many paths the bar counts these, of one folder its workbooks.
        for path in follow("reading", paths, lambda own: decodable(own.name)):
            found = workbooks_at(path)
            say_others(path)
            files += len(found)
            read += _read_all(found, unfollowed if paths[1:] else follow)
    problems = pd.concat([tables["problems"] for tables in read], ignore_index=True)
    if as_json:
        _say_rows(_as_json(problems, "problems") + "\n")
    else:
        for problem in records(problems):
            say(_line(problem, lang))
        counts = problems["severity"].value_counts()
        spoken = {name: int(counts.get(name, 0)) for name in ("error", "warning", "remark")}
        typer.echo(text("cli.check_done", lang, files=files, **spoken), err=True)
    say_summary(read, lang, xlsx, asked or LANGUAGES[0])
    if (problems["severity"] == "error").any():
        raise typer.Exit(HAS_ERRORS)


@command()
def tidy(
    file: Annotated[Path, typer.Argument(help=_FILE_HELP)],
    out: Annotated[Path | None, typer.Option(help="CSV file to write (default: standard output).")] = None,
    lang: Annotated[str, typer.Option(help=_LANGUAGE_HELP)] = "",
) -> None:
    """Write the observations of one workbook as CSV."""
    from rehab.cli_check import check_language

    lang = check_language(lang)
    if out is not None:
        keep_workbooks(csv_to_write(out), file)
    reading, tables = _usable(one_workbook(file, "tidy"), lang)
    frame = tables["observations"]
    frame = frame.assign(corrected=frame["corrected"].map({True: "true", False: "false"}))
    if out is None:
        _say_rows(frame.to_csv(index=False, lineterminator="\n"))
    else:
        try:
            with out.open("w", encoding="utf-8", newline="") as written:
                frame.to_csv(written, index=False, lineterminator="\n")
        except OSError as error:
            raise not_done(not_saved(out, error)) from error
        say(text("cli.tidy_done", lang, count=len(frame), path=out), err=True)
    _finish(tables, reading.has_errors, lang)


@command("assess")
def assess_command(
    file: Annotated[Path, typer.Argument(help=_FILE_HELP)],
    as_json: Annotated[bool, typer.Option("--json", help="Rows of the verdicts table, as JSON.")] = False,
    lang: Annotated[str, typer.Option(help=_LANGUAGE_HELP)] = "",
) -> None:
    """Print the nine verdicts of one workbook with value, target, basis and reason."""
    from rehab.cli_check import check_language

    lang = check_language(lang)
    _, tables = _usable(one_workbook(file, "assess"), lang)
    verdicts = tables["verdicts"]
    if as_json:
        _say_rows(_as_json(verdicts, "verdicts") + "\n")
    else:
        _print_verdicts(verdicts, lang)
    _finish(tables, bool((tables["problems"]["severity"] == "error").any()), lang)


def _print_verdicts(verdicts: "pd.DataFrame", language: str) -> None:
    from rich.console import Console
    from rich.table import Table

    from rehab.pages.citing.formats import format_percent
    from rehab.pages.numbers.calculations import is_bound
    from rehab.store.facts import verdicts_of

    table = Table(box=None, pad_edge=False)
    for key in ("number", "figure", "target", "verdict", "basis", "reason"):
        table.add_column(text(f"cli.{key}", language))
    for row in verdicts_of(verdicts):
        if row.part == str(row.indicator):
            continue
        target = row.target
        value = format_percent(row.value, language, target) if row.value is not None else ""
        table.add_row(
            row.part or str(row.indicator),
            f"≥ {value}" if value and is_bound(row) else value,
            format_percent(target, language) if target is not None else "",
            text(f"verdict.{row.verdict}", language),
            text(f"basis.{row.basis}", language) if row.basis else "",
            text(f"reason.{row.reason}", language) if row.reason else "",
        )
    Console(file=sys.stdout, width=None if sys.stdout.isatty() else 200).print(table)


@command()
def feedback(
    file: Annotated[Path, typer.Argument(help="A province's workbook, or a folder of them.")],
    out: Annotated[Path, typer.Option(help="The .xlsx file to write; for a folder, the folder to write them into.")],
    lang: Annotated[str, typer.Option(help=f"{_LANGUAGE_HELP} The workbook has both.")] = "",
) -> None:
    """Write the province's own workbook with each problem as a comment on its cell; for a folder, all of them."""
    from rehab.batch.progress import followed
    from rehab.catalog.tables import records
    from rehab.cli_check import check_language

    lang = check_language(lang)
    if not existing(file).is_dir():
        _send_back(one_workbook(file, "feedback"), xlsx_to_write(out), _usable(file, lang)[1])
        return
    found = workbooks_at(file)
    if out.suffix.lower() == ".xlsx" or out.is_file():
        raise not_done(told("check.feedback_folder", path=file))
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise not_done(not_saved(out, error)) from error
    has_unread = False
    with followed(lang) as follow:
        for path in follow("comments", found, lambda own: decodable(own.name)):
            reading, tables = _read(path)
            if reading.readable:
                _send_back(path, out / f"{path.stem}.xlsx", tables)
            else:
                has_unread = True
                for problem in records(reading.problems):
                    say(_line(problem, lang), err=True)
    if has_unread:
        raise typer.Exit(HAS_ERRORS)


def _send_back(file: Path, out: Path, tables: "dict[str, pd.DataFrame]") -> None:
    from rehab.workbooks.forms.feedback import feedback_workbook

    keep_workbooks(out, file)
    try:
        feedback_workbook(file, tables["problems"]).save(out)
    except OSError as error:
        raise not_done(not_saved(out, error)) from error
    say(str(out))


def _read(path: Path) -> tuple:
    from rehab.catalog.settings import SettingsError
    from rehab.store.project import collection_of
    from rehab.store.reading import load_settings, read_path

    try:
        return read_path(path, collection_of(path), load_settings(path.parent))
    except (SettingsError, OSError) as error:
        raise not_done(error) from error


def _read_all(paths: tuple[Path, ...], follow: "Follow") -> "list[dict[str, pd.DataFrame]]":
    """Workbooks of one folder, a province's files taken together as in a run."""
    from rehab.catalog.settings import SettingsError
    from rehab.store.project import collection_of
    from rehab.store.reading import load_settings, read_paths

    try:
        read = read_paths(paths, collection_of(paths[0]), load_settings(paths[0].parent), follow=follow)
    except (SettingsError, OSError) as error:
        raise not_done(error) from error
    return [tables for _, tables in read]


def _usable(path: Path, language: str) -> tuple:
    from rehab.catalog.tables import records

    reading, tables = _read(path)
    if not reading.readable:
        for problem in records(reading.problems):
            say(_line(problem, language), err=True)
        raise typer.Exit(NOT_DONE)
    return reading, tables


def _finish(tables: "dict[str, pd.DataFrame]", has_errors: bool, language: str) -> None:
    """Say the problems on stderr, where they do not disturb the rows, and exit 1 if one is an error."""
    from rehab.catalog.tables import records

    for problem in records(tables["problems"]):
        say(_line(problem, language), err=True)
    if has_errors:
        raise typer.Exit(HAS_ERRORS)


def main() -> None:
    """Entry point of the `rehab` command."""
    ready_streams()
    app()
