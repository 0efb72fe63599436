"""Messages about a workbook that would tell withheld figures."""

import re

import pandas as pd

from rehab.catalog.lines import line_label, lines
from rehab.catalog.rows import Row
from rehab.catalog.tables import records
from rehab.catalog.texts import text
from rehab.disclosure.quotations import masked

_ADDRESS = re.compile(r"\b[A-Z]{1,3}[0-9]{1,5}\b")
_SMALL_RAW = re.compile(r"0*[1-4](?:[.,]0+)?(?:\s*\D*)?")


def protected_problems(
    problems: pd.DataFrame, hidden: pd.DataFrame, hidden_indicators: frozenset[int], numbers: frozenset[int]
) -> pd.DataFrame:
    """`problems` with `withheld`: the message and the cell's content go where they touch a withheld figure.

    `hidden`: the observations withheld. A problem touches one if it lies at its cell, names its cell or its line
    with figures, or compares an indicator in `hidden_indicators`; or if the cell it lies at holds 1 to 4.
    """
    places = set(zip(hidden["sheet"], hidden["cell"], strict=True))
    addresses = {address for cell in hidden["cell"] for address in _ADDRESS.findall(str(cell))}
    labels = {label for name in set(hidden["line"]) & set(lines()) for label in _labels(name)}
    rows = []
    for row in records(problems):
        touched = bool(places) and ((row["sheet"], row["cell"]) in places or _names(row, addresses, labels))
        touched = touched or _SMALL_RAW.fullmatch(str(row["raw"]).strip()) is not None
        touched = touched or _compares(row, hidden_indicators)
        if touched:
            row |= {f"message_{language}": text("disclosure.problem", language) for language in ("vi", "en")}
            row["raw"] = ""
        else:
            row |= {name: masked(str(row[name]), numbers) for name in ("message_vi", "message_en", "raw")}
        rows.append({**row, "withheld": "other" if touched else ""})
    columns = [*problems.columns, "withheld"]
    return pd.DataFrame(rows, columns=columns).astype(problems.dtypes.to_dict() | {"withheld": "string"})


def _labels(line: str) -> set[str]:
    languages = ("vi", "en")
    return {lines()[line].label(own) for own in languages} | {line_label(line, own) for own in languages}


def _names(row: Row, addresses: set[str], labels: set[str]) -> bool:
    for message in (str(row["message_vi"]), str(row["message_en"])):
        if addresses.intersection(_ADDRESS.findall(message)):
            return True
        for label in labels:
            # A message that only names the line, without any number, gives nothing away.
            if label in message and re.search(r"\d", _ADDRESS.sub("", message.replace(label, ""))):
                return True
    return False


def _compares(row: Row, indicators: frozenset[int]) -> bool:
    found = re.match(r"Chỉ tiêu ([1-9])\b", str(row["message_vi"]))
    return found is not None and int(found[1]) in indicators
