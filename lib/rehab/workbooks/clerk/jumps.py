"""RowsByLine ten, a hundred or a thousand times what the years beside them are: a zero too many, a unit mistaken."""

from collections.abc import Iterator
from typing import NamedTuple

from rehab.catalog.lines import Line, lines
from rehab.catalog.periods import calendar
from rehab.catalog.relations import UNEVEN, relations_of
from rehab.catalog.reviews import per_review
from rehab.workbooks.clerk.figures import Finding, RowsByLine, amount
from rehab.workbooks.clerk.words import Pair, dated, label_of, times
from rehab.workbooks.facts.rows import Row

# Neighbours within this factor agree; a figure this far from both of them stands out.
_AGREE, _STAND_OUT = 3.0, 8.0
# With one neighbour only a slip of one, two or three digits is told from growth; a year's own drift blurs it.
_SLIPS = ((8.5, 13.0), (85.0, 130.0), (850.0, 1300.0))
# Small numbers leap by themselves: the larger side, and for a first or last year the smaller one.
_LEAST, _LEAST_AT_EDGE = 20.0, 5.0
# A figure this many times the largest of all others, where there are others, is no growth of any line.
_DWARFS, _FEWEST_DWARFED = 150.0, 3


class _Step(NamedTuple):
    """One period's figure; `pace` is what it amounts to in a year."""

    row: Row
    pace: float


@per_review()
def _uneven() -> frozenset[str]:
    return frozenset(line for relation in relations_of(UNEVEN) for line in relation.lines)


def jumps(figures: RowsByLine) -> Iterator[Finding]:
    """Every figure out of line with the periods next to it that are given, by line, district and entry."""
    for name, rows in figures.by_line.items():
        line = lines().get(name)
        if line is None or not line.is_number or len(rows) < 2:
            continue
        series: dict[tuple[str, str], dict[str, Row]] = {}
        for (period, area, entry), row in rows.items():
            series.setdefault((area, entry), {})[period] = row
        for found in series.values():
            # Nearly every series is level, a half-year doubled or not, and need not be looked at step by step.
            values = [amount(row) for row in found.values()]
            if 2 * max(values) >= max(_LEAST, _STAND_OUT * min(values)):
                given = [period for period in calendar().columns if period in found]
                steps = [_Step(found[p], _pace(line, p, found[p])) for p in given]
                level = [] if name in _uneven() else list(_jumps_in(steps))
                yield from level or _dwarfing(steps)


def _pace(line: Line, period: str, row: Row) -> float:
    # A half-year's flow is normally half a year's.
    return amount(row) * (2 if line.measure == "flow" and period == calendar().half_year else 1)


def _jumps_in(steps: list[_Step]) -> Iterator[Finding]:
    for before, step, after in zip(steps, steps[1:], steps[2:], strict=False):
        if _stands_out(step.pace, before.pace, after.pace):
            yield _finding(step, [before, after])
    if len(steps) == 2:
        if _slipped(steps[1].pace, steps[0].pace):
            yield _finding(steps[1], [steps[0]])
    elif len(steps) > 2:
        for step, neighbour, beyond in (steps[:3], steps[:-4:-1]):
            # A neighbour that is itself out of line says nothing of the year at the edge.
            if _slipped(step.pace, neighbour.pace) and _factor(neighbour.pace, beyond.pace) <= _AGREE:
                yield _finding(step, [neighbour])


def _dwarfing(steps: list[_Step]) -> Iterator[Finding]:
    """A figure beside which all others are nothing, in a line however uneven: a unit was mistaken."""
    if len(steps) < _FEWEST_DWARFED:
        return
    step = max(steps, key=lambda own: own.pace)
    others = [own for own in steps if own is not step and own.pace > 0]
    if len(others) >= _FEWEST_DWARFED - 1 and step.pace >= _DWARFS * max(own.pace for own in others):
        at = steps.index(step)
        yield _finding(step, [own for own in steps[max(0, at - 1) : at + 2] if own in others] or others[:1])


def _factor(one: float, other: float) -> float:
    """How many times the larger is the smaller; 0 where either is none, which is no slip of a digit.

    >>> _factor(10, 100), _factor(100, 0)
    (10.0, 0.0)
    """
    return max(one, other) / min(one, other) if one > 0 and other > 0 else 0.0


def _stands_out(value: float, before: float, after: float) -> bool:
    """True for a value far above, or far below, two neighbours that agree.

    >>> _stands_out(1500, 150, 160), _stands_out(10, 1, 1), _stands_out(100, 10, 1000)
    (True, False, False)
    """
    if not 0 < _factor(before, after) <= _AGREE or max(value, before, after) < _LEAST:
        return False
    far = min(_factor(value, before), _factor(value, after)) >= _STAND_OUT
    return far and (value > before) == (value > after)


def _slipped(value: float, neighbour: float) -> bool:
    """True for a value about ten, a hundred or a thousand times its only neighbour, or the other way round.

    >>> _slipped(1000, 100), _slipped(20, 2), _slipped(700, 100), _slipped(1.234, 1210)
    (True, False, False, True)
    """
    factor = _factor(value, neighbour)
    # A thousand times is no leap of a small number: a point was taken for a comma.
    is_small = min(value, neighbour) < _LEAST_AT_EDGE and factor < _SLIPS[-1][0]
    if max(value, neighbour) < _LEAST or is_small:
        return False
    return any(low <= factor <= high for low, high in _SLIPS)


def _finding(step: _Step, beside: list[_Step]) -> Finding:
    home = step.row
    mean = sum(other.pace for other in beside) / len(beside)
    larger, smaller = max(step.pace, mean), min(step.pace, mean)
    vi, en = times(larger, smaller)
    factor: Pair = (f"gấp {vi} lần", f"{en} times") if step.pace > mean else (f"bằng 1/{vi} của", f"1/{en} of")
    cells = [dated(other.row, home) for other in beside]
    halved = any(other.pace != amount(other.row) for other in (step, *beside))
    values: dict[str, object] = {
        "line": label_of([str(home["line"])]),
        "value": dated(home, home),
        "factor": factor,
        "neighbours": (" và ".join(cell[0] for cell in cells), " and ".join(cell[1] for cell in cells)),
        "doubled": (" (số 6 tháng được nhân đôi khi so)", " (the half-year doubled to compare)")
        if halved
        else ("", ""),
    }
    return Finding("jump", home, values)
