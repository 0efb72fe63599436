"""Which indicators a problem may change: it names one, its cell went into one, or a figure that one needs is lost."""

import re
from collections.abc import Iterable, Mapping

from rehab.catalog.indicators import Definition, Indicator, Part, indicators
from rehab.catalog.problem_outcomes import outcome_of
from rehab.catalog.reviews import per_review
from rehab.catalog.tables import records, tuples
from rehab.country.sent import Sent

_LOST = "lost"
_ADDRESS = re.compile(r"([A-Z]{1,3})([0-9]+)")
_Place = tuple[str, str, str, str]


def indicators_touched(sent: Sent) -> list[frozenset[int]]:
    """For every problem the indicators that it may change.

    A cell that was lost went into nothing: whose it would have been, the other cells of its row or column say.
    """
    behind = _behind(sent)
    beside = _lines_beside(sent)
    return [frozenset(_touched(row, behind, beside)) for row in records(sent.problems)]


def _behind(sent: Sent) -> dict[_Place, set[int]]:
    """The indicators that each cell went into."""
    found: dict[_Place, set[int]] = {}
    own = sent.workings[(sent.workings["alternative"] == "") & (sent.workings["cell"] != "")]
    for province, file, sheet, cells, number in set(tuples(own, "province", "file", "sheet", "cell", "indicator")):
        for cell in str(cells).split("+"):
            found.setdefault((province, file, sheet, cell), set()).add(int(number))
    return found


def _lines_beside(sent: Sent) -> dict[_Place, set[str]]:
    """The lines of what was read in each row and in each column of a sheet, by its number or its letters."""
    found: dict[_Place, set[str]] = {}
    for *place, cells, line in tuples(sent.observations, "province", "file", "sheet", "cell", "line"):
        for letters, number in _ADDRESS.findall(str(cells)):
            for where in (letters, number):
                found.setdefault((place[0], place[1], place[2], where), set()).add(str(line))
    return found


def _touched(
    row: Mapping[str, object], behind: Mapping[_Place, set[int]], beside: Mapping[_Place, set[str]]
) -> Iterable[int]:
    if row["indicator"]:
        yield int(str(row["indicator"]))
    place = (str(row["province"]), str(row["file"]), str(row["sheet"]))
    is_lost = outcome_of().get(str(row["code"])) == _LOST
    for cell in str(row["cell"]).split("+"):
        yield from behind.get((*place, cell), ())
        if is_lost:
            yield from _needing().get(_line_of(place, cell, beside), ())


def _line_of(place: tuple[str, str, str], cell: str, beside: Mapping[_Place, set[str]]) -> str:
    """The line that a cell would have been of; empty where that cannot be told.

    Years stand beside each other, so a row is of one line; or below each other, as the entries of a list do, and a
    column is of one. Of a row in which nothing was read nothing is known: its heading may be what was not understood.
    """
    found = _ADDRESS.fullmatch(cell)
    if found is None:
        return ""
    in_column, in_row = (beside.get((*place, where), set()) for where in found.groups())
    for lines in (in_row, in_column if in_row else set()):
        if len(lines) == 1:
            return next(iter(lines))
    return ""


@per_review()
def _needing() -> dict[str, frozenset[int]]:
    """The indicators that each line counts for, without other definitions of the analysts."""
    found: dict[str, set[int]] = {}
    for number, own in indicators().items():
        for line in lines_of(own):
            found.setdefault(line, set()).add(number)
    return {line: frozenset(numbers) for line, numbers in found.items()}


def lines_of(indicator: Indicator) -> frozenset[str]:
    """The lines from which an indicator is assessed.

    >>> sorted(lines_of(indicators()[8]))
    ['reintegrated', 'reintegrated_employed']
    """
    ways: list[Part | Definition] = [*indicator.parts]
    ways += [definition for part in indicator.parts for definition in part.definitions]
    counted = {line for way in ways for formula in (way.numerator, way.denominator) for line in formula.lines}
    conditions = {part.not_applicable_if_zero for part in indicator.parts} - {""}
    return frozenset({*indicator.evidence, *counted, *conditions})
