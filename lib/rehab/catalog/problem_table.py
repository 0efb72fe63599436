"""What each problem means, as the documents list it: `python -m rehab.catalog.problem_table en FILE vi FILE`."""

import re
import sys
from pathlib import Path

from rehab.catalog.files import CatalogError
from rehab.catalog.problem_kinds import SEVERITIES, problem_kinds
from rehab.catalog.texts import text

_PLACEHOLDER = re.compile(r"\{[^{}]*\}")


def problem_table(language: str) -> str:
    """The rows of the table, by code: severity, what is wrong, what to do; what is filled in stands as “…”.

    >>> next(row for row in problem_table("en").splitlines() if "`number_negative`" in row)[:59]
    '| `number_negative` | error | The figure “…” is negative. |'
    """
    rows = []
    for code, kind in sorted(problem_kinds().items()):
        said = (kind.what_vi, kind.do_vi) if language == "vi" else (kind.what_en, kind.do_en)
        severity = _severity(kind.severity, language)
        cells = (f"`{code}`", severity, *(_PLACEHOLDER.sub("…", each).replace("|", "\\|") for each in said))
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows)


def with_table(document: str, language: str) -> str:
    """A document with the rows of its one table of codes made anew.

    Raises CatalogError where it has no row of such a table.

    >>> with_table("a\\n| `old` | error | b | c |\\n\\nd", "en").splitlines()[1][:15]
    '| `above_whole`'
    """
    severities = "|".join(_severity(each, language) for each in SEVERITIES)
    rows = re.compile(rf"(?:^\| `\w+` \| (?:{severities}) \|.*\n)+", re.MULTILINE)
    if len(rows.findall(document)) != 1:
        raise CatalogError("docs", "| `code` |", "the document has not one table of problems; give it one, with a row.")
    return rows.sub(lambda _: problem_table(language) + "\n", document)


def _severity(name: str, language: str) -> str:
    return text(f"problems.{name}", language).lower()


if __name__ == "__main__":
    for language, name in zip(sys.argv[1::2], sys.argv[2::2], strict=True):
        path = Path(name)
        path.write_text(with_table(path.read_text(encoding="utf-8"), language), encoding="utf-8")
