"""Someone who looks for sums of any number of terms, with any weights: what published tables cannot be without.

Sums of many terms are too many to try. But where one always holds, the table's columns depend on each other, and a
dependence is found at once, however many terms it has. A few rows with a slip of the pen would hide it, so it is looked
for in many small samples of rows and then tried on all.
"""

import random
from collections.abc import Iterable, Iterator
from itertools import combinations

import numpy as np
import pandas as pd
from mining import BEFORE, known_relations

from rehab.catalog.lines import lines
from rehab.disclosure.cells import people_lines

# Rows more than columns that a sample needs, samples tried, and in how many of all rows a sum must hold.
_SPARE, _SAMPLES, _ALWAYS = 6, 12, 0.97
_CLOSE = 1e-6


def dependences(years: pd.DataFrame) -> list[dict[str, float]]:
    """Sums that always hold among the lines of up to three sections of one appendix, beyond the catalogue's.

    `years` as `mining.year_tables` gives them. Each sum is its lines' weights, which add up to 0.
    """
    found: list[dict[str, float]] = []
    for names in _groups(years):
        rows = years[names].dropna().to_numpy(dtype=float)
        kept = [place for place in range(len(names)) if (rows[:, place] != 0).mean() > 0.2] if len(rows) else []
        # What is nearly always none counts for nothing in a sum, as in the catalogue's.
        none = {name for place, name in enumerate(names) if place not in kept}
        own, rows = [name for name in names if name not in none], rows[:, kept]
        if len(own) >= 2 and len(rows) >= len(own) + _SPARE:
            found += [sum_ for sum_ in _beyond_known(own, none, rows) if sum_ not in found]
    return found


def _groups(years: pd.DataFrame) -> Iterator[list[str]]:
    sections: dict[tuple[str, str, str], list[str]] = {}
    people = people_lines()
    for name in years.columns:
        line = lines()[name.removeprefix(BEFORE)]
        if line.name in people:
            sections.setdefault((line.appendix, line.table, line.section), []).append(name)
    yield from sections.values()
    for count in (2, 3):
        for chosen in combinations(sections, count):
            if len({appendix for appendix, _, _ in chosen}) == 1:
                yield [name for section in chosen for name in sections[section]]


def _beyond_known(names: list[str], none: set[str], rows: np.ndarray) -> Iterable[dict[str, float]]:
    relations = ({name: weight for name, weight in row.items() if name not in none} for row in known_relations())
    known = _basis([row for row in relations if set(row) <= set(names)], names)
    draw = random.Random("".join(names))
    size = len(names) + _SPARE
    for _ in range(_SAMPLES):
        sample = rows[draw.sample(range(len(rows)), size)]
        for vector in _null_space(sample):
            rank = np.linalg.matrix_rank(np.vstack([known, vector]), tol=_CLOSE)
            always = (np.abs(rows @ vector) < _CLOSE * np.abs(rows).max()).mean() >= _ALWAYS
            if always and rank > np.linalg.matrix_rank(known, tol=_CLOSE):
                yield {name: round(float(w), 3) for name, w in zip(names, vector, strict=True) if abs(w) > 1e-3}
                return


def _basis(relations: list[dict[str, float]], names: list[str]) -> np.ndarray:
    basis = np.zeros((max(1, len(relations)), len(names)))
    for place, relation in enumerate(relations):
        for name, weight in relation.items():
            basis[place, names.index(name)] = weight
    return basis


def _null_space(rows: np.ndarray) -> np.ndarray:
    """Weights with which every row adds up to 0, reduced so that each has a term that no other has."""
    _, sizes, vectors = np.linalg.svd(rows / np.maximum(np.abs(rows).max(axis=0), 1))
    null = vectors[(sizes < 1e-9 * sizes[0]).nonzero()[0].tolist() + list(range(len(sizes), len(vectors)))]
    null = null / np.maximum(np.abs(rows).max(axis=0), 1)
    done = 0
    for column in range(null.shape[1]):
        if done == len(null):
            break
        place = done + int(np.argmax(np.abs(null[done:, column])))
        if abs(null[place, column]) < 1e-9 * np.abs(null).max():
            continue
        null[[done, place]] = null[[place, done]]
        null[done] /= null[done, column]
        for other in range(len(null)):
            if other != done:
                null[other] -= null[other, column] * null[done]
        done += 1
    return null
