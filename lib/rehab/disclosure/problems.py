"""Problems of a workbook that would tell withheld figures."""

import re
from collections.abc import Callable

import pandas as pd

from rehab.catalog.lines import line_label, lines
from rehab.catalog.problem_kinds import problem_row
from rehab.catalog.rows import Row
from rehab.catalog.tables import records
from rehab.catalog.texts import text
from rehab.disclosure.names import PublicNames, stray_file_name
from rehab.disclosure.permission import may_be_quoted
from rehab.disclosure.retold import without_retelling

_ADDRESS = re.compile(r"\b[A-Z]{1,3}[0-9]{1,5}\b")
_LANGUAGES = ("vi", "en")
# Says a sentence of a workbook as the public may read it: the words, file, sheet and cell they come from.
Say = Callable[[str, str, str, str], str]
# Words of a workbook stand in these marks in every message, with no such marks within (`problem_row` sees to both).
_QUOTED = re.compile("“([^“”]*)”")
# Kinds of problems that are of a file as a whole.
_OF_FILE = ("file_", "reading_", "province_", "people_listed")
NO_NAMES = PublicNames()


def protected_problems(
    problems: pd.DataFrame,
    hidden: pd.DataFrame,
    hidden_indicators: frozenset[int],
    say: Say,
    names: PublicNames = NO_NAMES,
) -> pd.DataFrame:
    """`problems` with `withheld` (always empty), without those that touch a withheld figure.

    Not even that there is one is said: a figure's problem tells of its size. `hidden`: the observations withheld. A
    problem touches one if it lies at its cell, names its cell, or its line with figures; or if it is about an
    indicator in `hidden_indicators`. What is quoted of a workbook in the others is said by `say`; what messages call
    files and sheets, `names` knows.
    """
    pairs = zip(hidden["sheet"], hidden["cell"], strict=True)
    places = {(sheet, one) for sheet, cell in pairs for one in str(cell).split("+")}
    addresses = {address for cell in hidden["cell"] for address in _ADDRESS.findall(str(cell))}
    labels = {label for name in set(hidden["line"]) & set(lines()) for label in _labels(name)}
    rows = []
    for row in records(problems):
        if row["indicator"] and int(row["indicator"]) in hidden_indicators:
            continue
        own = {(row["sheet"], one) for one in str(row["cell"]).split("+")}
        if places and (own & places or _names(row, addresses, labels)):
            continue
        rows.append({**_said(row, say, names), "withheld": ""})
    columns = [*problems.columns, "withheld"]
    return pd.DataFrame(rows, columns=columns).astype(problems.dtypes.to_dict() | {"withheld": "string"})


def said_of_files(problems: pd.DataFrame, is_public: bool = True) -> tuple[tuple[str, str], ...]:
    """What lists, pages and records say, in both languages, of files whose province nobody could tell.

    Problems of their figures may tell them, and nobody has protected what is of no province: only those of whole files
    are said, and in public of what these quote only what may be quoted by permission, the file's name among it.
    """
    found = []
    for row in records(problems):
        if str(row["code"]).startswith(_OF_FILE):
            file = str(row["file"])

            def say(words: str, *_: str) -> str:
                is_known = not is_public or may_be_quoted(words)
                return words if is_known else text("disclosure.quoted_mark", "vi")

            said = _said(row, say, PublicNames({file: stray_file_name(file) if is_public else file}))
            found.append((str(said["message_vi"]), str(said["message_en"])))
    return tuple(found)


def table_problem(observations: pd.DataFrame, appendix: str, table: str) -> Row:
    """The remark that a table is withheld whole because nothing less was found to be enough."""
    first = observations[observations["province"] != ""].iloc[0]
    place = {"collection": str(first["collection"]), "province": str(first["province"]), "file": str(first["file"])}
    return problem_row("table_withheld", table=appendix + table, **place)  # type: ignore[arg-type]


def _labels(line: str) -> set[str]:
    return {lines()[line].label(own) for own in _LANGUAGES} | {line_label(line, own) for own in _LANGUAGES}


def _names(row: Row, addresses: set[str], labels: set[str]) -> bool:
    for message in (str(row["message_vi"]), str(row["message_en"])):
        if addresses.intersection(_ADDRESS.findall(message)):
            return True
        for label in labels:
            # A message that only names the line, without any number, gives nothing away.
            if label in message and re.search(r"\d", _ADDRESS.sub("", message.replace(label, ""))):
                return True
    return False


def _said(row: Row, say: Say, names: PublicNames) -> Row:
    place = (str(row["file"]), str(row["sheet"]), str(row["cell"]))
    raw = str(row["raw"])
    found = {**row, "raw": say(raw, *place)}
    for language in _LANGUAGES:
        message = names.in_message(str(row[f"message_{language}"]), place[0])
        # What the raw content is kept back for is not said in other words, nor what a quotation is.
        held = [] if found["raw"] == raw else [raw]

        def quotation(quoted: re.Match[str], held: list[str] = held) -> str:
            said, is_name = _quotation(quoted[1], place, say, names)
            held += [] if is_name or said == quoted[1] else [quoted[1]]
            return f"“{said}”"

        message = _QUOTED.sub(quotation, message)
        if held:
            message = without_retelling(message, str(row["code"]), language, held)
        found[f"message_{language}"] = message
    return found


def _quotation(words: str, place: tuple[str, str, str], say: Say, names: PublicNames) -> tuple[str, bool]:
    """Words as the public may read them, and whether they are a name of a file or a sheet."""
    named = names.quoted(words, place[0]) if words else None
    if named is not None:
        return named, True
    return (say(words, *place) if words else words), False
