"""Findings as rows of the tables `observations` and `problems`; what may name a person is withheld here, once."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from rehab.catalog.lines import lines
from rehab.catalog.problem_kinds import problem_kinds, problem_row
from rehab.workbooks.facts.findings import Fact, Findings
from rehab.workbooks.grids.grid import UNSEEN, Cell, Grid
from rehab.workbooks.grids.problems import Problem, problem
from rehab.workbooks.headings.people import withhold

Row = dict[str, object]
_PRINTED_ON_THE_FORM = frozenset({"province", "stated_goal"})


@dataclass(frozen=True)
class Source:
    """Where findings are from: collection, file and province (empty while it is not known)."""

    collection: str
    file: str
    province: str = ""


def rows_of(findings: Findings, source: Source) -> tuple[list[Row], list[Row]]:
    """Rows of `observations` and of `problems`, in reading order; withheld texts are reported once a cell."""
    withheld: dict[tuple[str, str], list[Problem]] = {}
    observations = [_observation(fact, source, withheld) for fact in findings.facts]
    problems = [_problem(found, source, withheld, others) for found, others in grouped(findings.problems)]
    problems += [_problem(found, source, {}) for own in withheld.values() for found in own]
    return observations, problems


def problem_rows(problems: Iterable[Problem], source: Source) -> list[Row]:
    """Rows of `problems` alone."""
    return rows_of(Findings(problems=list(problems)), source)[1]


def problem_at(code: str, row: Row, **values: object) -> Row:
    """A row of `problems` at the cell of an observation."""
    place = {key: str(row[key]) for key in ("collection", "province", "file", "sheet", "cell", "raw")}
    return problem_row(code, **{**place, **values})  # type: ignore[arg-type]


def _observation(fact: Fact, source: Source, withheld: dict[tuple[str, str], list[Problem]]) -> Row:
    known, cell = lines().get(fact.line), fact.cells[0]
    text = fact.text
    if not (known and known.is_number) and not cell.cleared:
        text, _ = withhold(text)
    summed = " + ".join(f"{added:g}" for added in fact.added)
    return {
        "collection": source.collection,
        "province": source.province,
        "area": withhold(fact.area)[0],
        "appendix": known.appendix if known else "",
        "line": fact.line,
        "entry": fact.entry,
        "period": fact.period.label if fact.period else "",
        "period_start": fact.period.start.isoformat() if fact.period else "",
        "period_end": fact.period.end.isoformat() if fact.period else "",
        "value": fact.value,
        "text": text,
        "unit": fact.unit or (known.unit if known else ""),
        "file": source.file,
        "sheet": fact.grid.name,
        "cell": "+".join(each.address for each in fact.cells),
        "raw": summed or _public(fact.grid, cell, withheld),
        "corrected": cell.corrected,
    }


def grouped(problems: Iterable[Problem]) -> list[tuple[Problem, list[Problem]]]:
    """Each problem, with those that say the same of other cells of its sheet: one problem for one cause.

    >>> from rehab.workbooks.grids.grid import make_grid
    >>> grid = make_grid("a", [Cell(row, 1, "5 người", "5 người") for row in (1, 2)])
    >>> [len(others) for _, others in grouped(problem("unit_stripped", grid, cell) for cell in grid.cells.values())]
    [1]
    """
    found: dict[tuple[str, object], list[Problem]] = {}
    for number, own in enumerate(problems):
        is_of_many = own.grid is not None and bool(own.cells) and bool(problem_kinds()[own.code].item_vi)
        found.setdefault((own.code, own.grid.name if is_of_many and own.grid else number), []).append(own)
    return [(own[0], [one for one in own[1:] if one.cells != own[0].cells]) for own in found.values()]


def _problem(
    found: Problem, source: Source, withheld: dict[tuple[str, str], list[Problem]], others: Iterable[Problem] = ()
) -> Row:
    alike = {"+".join(cell.address for cell in own.cells): own for own in others}
    likewise = [
        {**own.values, "cell": address, "raw": _public(own.grid, own.cell, withheld) if own.grid and own.cell else ""}
        for address, own in alike.items()
    ]
    return problem_row(
        found.code,
        collection=source.collection,
        province=source.province,
        file=source.file,
        sheet=found.grid.name if found.grid else "",
        cell="+".join([*(cell.address for cell in found.cells), *alike]),
        likewise=likewise,
        raw=_public(found.grid, found.cell, withheld) if found.grid and found.cell else "",
        **found.values,
    )


def _public(grid: Grid, cell: Cell, withheld: dict[tuple[str, str], list[Problem]]) -> str:
    """What may be shown of a cell; whatever may name a person is taken out, and noted once a cell."""
    if cell.note in UNSEEN:
        # Words that somebody hid are nobody's to publish.
        return "" if any(sign.isalpha() for sign in cell.raw) else cell.raw
    if cell.cleared or not isinstance(cell.value, str):
        return cell.raw
    shown, kinds = withhold(cell.raw)
    seen, kinds_seen = withhold(cell.said)
    if kinds_seen and not kinds:
        # In an old font the raw letters hide what the reader sees.
        shown, kinds = seen, kinds_seen
    if kinds:
        blind = replace(cell, value=None, raw=shown)
        withheld.setdefault(
            (grid.name, cell.address), [problem("personal_withheld", grid, blind, kind=kind) for kind in kinds]
        )
    return shown


def says_anything(stated: Iterable[Row], reported: Iterable[Row]) -> bool:
    """False for a form sent back empty: nothing but its province and its own words, and no cell to report.

    >>> says_anything([{"line": "province"}, {"line": "stated_goal"}], [{"raw": ""}])
    False
    """
    return any(row["line"] not in _PRINTED_ON_THE_FORM for row in stated) or any(row["raw"] for row in reported)
