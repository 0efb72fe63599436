"""Totals among districts, told by arithmetic: a row that is the sum of others is a total whatever it is called."""

from rehab.catalog.folding import fold
from rehab.catalog.provinces import provinces
from rehab.workbooks.blocks.block import Block
from rehab.workbooks.grids.quantities import read_quantity
from rehab.workbooks.headings.areas import area_level, area_name, area_of, district_of, is_subtotal, is_total

_FEWEST_ADDED = 2
# One year's sum may be chance; two years' are not.
_FEWEST_SUMS = 2
_Vector = dict[int, float]


def rows_that_are_totals(block: Block, province: str) -> dict[int, str]:
    """Rows of districts that are the sum of all others (`total`) or of some beside them (`subtotal`), by number.

    Only names that are no district's, as far as is known, are doubted; rows named as totals are left to their names.
    """
    column = block.roles["area"]
    found: dict[int, str] = {}
    for group in _groups(block, column, province):
        names = {number: block.grid.covering(number, column) for number in group}
        vectors = {number: _vector(block, number) for number in group}
        for number, cell in names.items():
            if cell is None or not _is_doubtful(cell.said, province):
                continue
            kind = _sum_of(number, vectors)
            if kind:
                found[number] = kind
    return found


def _is_doubtful(words: str, province: str) -> bool:
    """True for a name that is no district's, or that the province and its city share."""
    if area_of(words):
        return False
    own = provinces().get(province)
    return not district_of(words, province) or (own is not None and fold(area_name(words)) == fold(own.name_short))


def _groups(block: Block, column: int, province: str) -> list[list[int]]:
    """Runs of rows that name districts, or may: each run is of one line. Rows named as totals and communes are out."""
    groups: list[list[int]] = [[]]
    line_column = block.roles.get("label")
    above = ""
    for number in block.rows:
        cell = block.grid.covering(number, column)
        label = block.grid.covering(number, line_column) if line_column and line_column != column else None
        words = label.said if label else above
        if cell is None or not _vector(block, number) or words != above:
            groups.append([])
            above = words
        if cell is None or is_total(cell.said, province) or is_subtotal(cell.said, province):
            continue
        if area_level(cell.said) != "commune":
            groups[-1].append(number)
    return [group for group in groups if len(group) > _FEWEST_ADDED]


def _vector(block: Block, number: int) -> _Vector:
    found: _Vector = {}
    for column, lane in block.lanes.items():
        cell = block.grid.at(number, column)
        if cell is not None and lane.has_meaning and (value := read_quantity(cell, "").value) is not None:
            found[column] = value
    return found


def _sum_of(number: int, vectors: dict[int, _Vector]) -> str:
    own = vectors[number]
    others = [vectors[other] for other in vectors if other != number]
    if is_sum(own, others):
        return "total"
    order = list(vectors)
    at = order.index(number)
    for length in range(_FEWEST_ADDED, len(order)):
        above, below = order[max(0, at - length) : at], order[at + 1 : at + 1 + length]
        if any(len(run) == length and is_sum(own, [vectors[n] for n in run]) for run in (above, below)):
            return "subtotal"
    return ""


def is_sum(own: _Vector, others: list[_Vector]) -> bool:
    """True where every figure of a row is the sum of the others' in its column, in more columns than chance allows.

    >>> is_sum({1: 30.0, 2: 50.0}, [{1: 10.0, 2: 20.0}, {1: 20.0, 2: 30.0}])
    True
    """
    sums = 0
    for column, value in own.items():
        added = [other[column] for other in others if other.get(column)]
        if abs(sum(added) - value) > 1e-6:
            return False
        sums += len(added) >= _FEWEST_ADDED
    return sums >= min(_FEWEST_SUMS, len(own)) and sums > 0
