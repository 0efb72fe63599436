"""What a stranger's file must not do: fill the memory or run for hours. Far above what a province could send."""

import gc
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

MOST_FILE_BYTES = 32 * 2**20
# Of the parts that are read, all together.
MOST_UNPACKED_BYTES = 40 * 2**20
# Of all parts that are XML or records, whether anybody reads them or not.
MOST_TEXT_BYTES = 64 * 2**20
# Of one list of what belongs to a part.
MOST_RELATIONS_BYTES = 2**20
MOST_ENTRIES = 2_000
MOST_SHEETS = 1_000
# Cells that hold something; blank ones that are only formatted cost nothing.
MOST_CELLS = 200_000
MOST_MERGED_CELLS = 1_000_000
# Tags, and of attributes, line ends and references as many: each is an object of its own in a tree.
MOST_TAGS, MOST_MARKS = 700_000, 1_000_000
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384


def among(places: Iterable[int], stretches: Iterable[range]) -> frozenset[int]:
    """Those of the places that lie in one of the stretches, however long and many those are.

    >>> sorted(among({1, 5, 9}, [range(4, 10**9), range(7, 8)]))
    [5, 9]
    """
    ordered = sorted(places)
    found: set[int] = set()
    reached = 0
    for stretch in sorted(stretches, key=lambda part: part.start):
        start = bisect_left(ordered, stretch.start, lo=reached)
        end = bisect_right(ordered, stretch.stop - 1, lo=start)
        found.update(ordered[start:end])
        reached = max(reached, end)
    return frozenset(found)


@contextmanager
def without_collector() -> Iterator[None]:
    """Reading makes cells by the ten thousand and no cycles: looking for those takes a seventh of its time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
