"""One fact in two places of a workbook: copies are set aside, two different values are reported on both cells."""

from rehab.catalog.lines import line_label, lines
from rehab.workbooks.facts.rows import Row, problem_at

_NARRATED = ("note", "narrative")


def settle_repeats(observations: list[Row]) -> tuple[list[Row], list[Row]]:
    """Observations with one copy of every fact stated twice alike, and problems for those stated in two ways.

    Both of two different values stay (method, rule 6: neither is used, and the reader sees both).
    """
    first: dict[tuple[str, ...], Row] = {}
    copies: dict[tuple[str, str], list[tuple[Row, Row]]] = {}
    kept: list[Row] = []
    problems: list[Row] = []
    for row in observations:
        fact = tuple(str(row[key]) for key in ("province", "line", "entry", "area", "period"))
        line = str(row["line"])
        if line in _NARRATED or (row["entry"] and line in lines()) or fact not in first:
            first.setdefault(fact, row)
            kept.append(row)
            continue
        other = first[fact]
        if (row["value"], row["text"]) == (other["value"], other["text"]):
            copies.setdefault((str(row["sheet"]), str(other["sheet"])), []).append((row, other))
            continue
        kept.append(row)
        problems += [_difference(row, other), _difference(other, row)]
    for (_, other_sheet), pairs in copies.items():
        row, other = pairs[0]
        where = {"other_sheet": other_sheet, "other": other["cell"]}
        problems.append(problem_at("table_copied", row, count=len(pairs), **where))
    return kept, problems


def _difference(row: Row, other: Row) -> Row:
    name = str(row["line"])
    return problem_at(
        "value_conflict",
        row,
        line=(line_label(name, "vi"), line_label(name, "en")),
        value=row["raw"],
        other_value=other["raw"],
        other_sheet=other["sheet"],
        other_cell=other["cell"],
    )
