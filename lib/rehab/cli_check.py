"""What `rehab check` prints of many workbooks: a table by province, in one language, and the same as a workbook."""

from pathlib import Path
from typing import TYPE_CHECKING

from rehab.catalog.texts import LANGUAGES, text
from rehab.cli_say import not_done, not_saved, say, spoken, told

if TYPE_CHECKING:
    import pandas as pd

_LONGEST_CELL = 5
_FIRST_LENGTH = 110


def check_language(language: str) -> str:
    """The language asked for, else that which is spoken; ends with what to do where there is no such one."""
    language = language or spoken()
    if language not in LANGUAGES:
        raise not_done(told("check.no_language", named=language))
    return language


def say_summary(tables: "list[dict[str, pd.DataFrame]]", language: str, xlsx: Path | None, listed: str) -> None:
    """Write the table by province on stderr, where it does not disturb the list.

    And the workbook, if asked for, in the language `listed`.
    """
    import pandas as pd

    from rehab.workbooks.clerk.summary import summary_of
    from rehab.workbooks.forms.problem_list import problem_workbook, summary_cells

    summaries = [summary_of(own["observations"], own["problems"]) for own in tables]
    if len(summaries) > 1:
        names = ("province", "read", "error", "warning", "remark", "first")
        rows = [tuple(text(f"check.{name}", language) for name in names)]
        rows += [tuple(str(cell) for cell in summary_cells(own, language)) for own in summaries]
        widths = [max(len(row[column]) for row in rows) for column in range(_LONGEST_CELL)]
        for row in rows:
            cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
            first = row[-1] if len(row[-1]) <= _FIRST_LENGTH else f"{row[-1][: _FIRST_LENGTH - 1]}…"
            say(" | ".join([*cells, first]).rstrip(" |"), err=True)
    if xlsx is not None:
        problems = pd.concat([own["problems"] for own in tables], ignore_index=True)
        try:
            problem_workbook(summaries, problems, listed).save(xlsx)
        except OSError as error:
            raise not_done(not_saved(xlsx, error)) from error
