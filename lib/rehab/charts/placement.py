"""Where labels go so that they cover neither each other nor the lines they speak of."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rehab.charts.lettering import text_width

_ASCENT, _DESCENT = 0.76, 0.22
_CLEAR = 2.0
"""Points between a label and a line that does not touch it."""
_SAMPLES = 24
_ON_LABEL, _ON_LINE, _OUTSIDE = 100, 1, 1000

Point = tuple[float, float]


@dataclass(frozen=True)
class Box:
    """A rectangle on the sheet."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: "Box") -> bool:
        """True when the two share an area."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def count_held(self, points: Iterable[Point]) -> int:
        """How many points lie inside or touch: one loop for all, of which a page has tens of thousands."""
        left, right, top, bottom = self.left - _CLEAR, self.right + _CLEAR, self.top - _CLEAR, self.bottom + _CLEAR
        return sum(1 for x, y in points if left < x < right and top < y < bottom)


def text_box(x: float, y: float, said: str, size: float, anchor: str = "middle") -> Box:
    """The room that one line of text takes; `y` is its baseline."""
    width = text_width(said, size)
    left = {"start": x, "middle": x - width / 2, "end": x - width}[anchor]
    return Box(left, y - _ASCENT * size, left + width, y + _DESCENT * size)


class Labels:
    """Places labels one after another inside `room`, each where it covers least."""

    def __init__(self, room: Box, lines: Iterable[Sequence[Point]] = ()) -> None:
        self._room = room
        self._taken: list[Box] = []
        self._points = [point for line in lines for point in _along(line)]

    def take(self, box: Box) -> None:
        """Keep later labels away from a place."""
        self._taken.append(box)

    def place(self, candidates: Sequence[Point], said: str, size: float, anchor: str = "middle") -> Point:
        """The candidate that covers least, the first of equals; its place is taken from then on."""
        boxes = [text_box(x, y, said, size, anchor) for x, y in candidates]
        costs = [self._cost(box) for box in boxes]
        best = costs.index(min(costs))
        self._taken.append(boxes[best])
        return candidates[best]

    def _cost(self, box: Box) -> int:
        outside = box.left < self._room.left or box.right > self._room.right
        outside = outside or box.top < self._room.top or box.bottom > self._room.bottom
        covered = sum(box.overlaps(other) for other in self._taken)
        return outside * _OUTSIDE + covered * _ON_LABEL + box.count_held(self._points) * _ON_LINE


def _along(line: Sequence[Point]) -> list[Point]:
    found = []
    for (x, y), (to_x, to_y) in pairwise(line):
        steps = (step / _SAMPLES for step in range(_SAMPLES + 1))
        found += [(x + (to_x - x) * step, y + (to_y - y) * step) for step in steps]
    return found
