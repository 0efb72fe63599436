"""Provinces alike in size: those that one may fairly be compared with."""

from collections.abc import Mapping
from math import log

FEWEST_ON_FILE = 20
"""Of fewer people on file nothing is compared (rule 13)."""


def alike(populations: Mapping[str, int], on_file: Mapping[str, float], most: int = 3) -> dict[str, tuple[str, ...]]:
    """By province those nearest to it in inhabitants and in people on file, the nearest first.

    Both are compared by their ratios, each as far as it spreads: twice as many is as far from one as half is.

    >>> populations = {"01": 8_000_000, "04": 530_000, "06": 314_000, "67": 622_000}
    >>> alike(populations, {"01": 13000.0, "04": 1500.0, "06": 1300.0, "67": 930.0}, 2)["67"]
    ('04', '06')
    """
    codes = [code for code, count in on_file.items() if count >= FEWEST_ON_FILE and code in populations]
    sizes = [_spread({code: log(own[code]) for code in codes}) for own in (populations, on_file)]
    found = {}
    for code in codes:
        others = sorted((sum((size[code] - size[other]) ** 2 for size in sizes), other) for other in codes)
        found[code] = tuple(other for _, other in others if other != code)[:most]
    return found


def _spread(values: Mapping[str, float]) -> dict[str, float]:
    width = max(values.values(), default=0.0) - min(values.values(), default=0.0)
    return {code: value / width if width else 0.0 for code, value in values.items()}
