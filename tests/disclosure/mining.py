"""Someone who looks through published tables for sums that always hold, knowing nothing of the form."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from rehab.catalog.lines import lines
from rehab.catalog.periods import calendar
from rehab.catalog.relations import EQUAL, IDENTITY, LineRelation, relations_of
from rehab.disclosure.cells import people_lines

BEFORE = "@"
# A sum counts as always holding where it does in all provinces but the odd slip of the pen.
_ALWAYS, _LEAST_TIMES = 0.98, 40


@dataclass(frozen=True, order=True)
class Sum:
    """`whole` is what `parts` add up to; a line with "@" is that of the period before."""

    whole: str
    parts: tuple[str, ...]

    @property
    def lines(self) -> frozenset[str]:
        """The lines in it, whichever stands alone."""
        return frozenset({self.whole, *self.parts})


def year_tables(tables: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """One row for each province and year, one column for each line, and one more for each stock's year before."""
    found = []
    for observations in tables:
        own = observations[
            observations["value"].notna()
            & (observations["area"] == "")
            & (observations["entry"] == "")
            & observations["period"].isin(calendar().columns)
            & observations["line"].isin([name for name, line in lines().items() if line.is_number])
        ]
        wide = own.drop_duplicates(["period", "line"]).pivot(index="period", columns="line", values="value")
        wide = wide.reindex(list(calendar().columns))
        stocks = [name for name in wide.columns if lines()[name].measure == "stock"]
        before = wide[stocks].shift(1).rename(columns=lambda name: BEFORE + name)
        found.append(pd.concat([wide, before], axis=1))
    whole = pd.concat(found, ignore_index=True)
    return whole[sorted(whole.columns)]


def mined_sums(years: pd.DataFrame, most_parts: int = 2) -> list[Sum]:
    """Every a = b, a = b + c and (with `most_parts` of 3) a = b + c + d that always holds where all are given.

    A difference is such a sum read the other way round. Sums in which a part is always 0, or that are another
    one with equal parts put in, are left out.
    """
    names = list(years.columns)
    values = years.to_numpy(dtype=float)
    known = [_pairs(names, values)]
    equals = {frozenset(own.lines) for own in known[0]}
    for size in range(2, most_parts + 1):
        known.append(_sums(names, values, size, equals))
    return sorted(own for group in known for own in group)


def _holds(left: np.ndarray, right: np.ndarray, parts: list[np.ndarray]) -> bool:
    given = ~np.isnan(left) & ~np.isnan(right)
    if given.sum() < _LEAST_TIMES:
        return False
    if any((part[given] != 0).mean() < 0.2 for part in parts):
        return False
    return bool((np.abs(left[given] - right[given]) < 1e-6).mean() >= _ALWAYS)


def _pairs(names: list[str], values: np.ndarray) -> list[Sum]:
    found = []
    for one in range(len(names)):
        for other in range(one + 1, len(names)):
            if _holds(values[:, one], values[:, other], [values[:, one], values[:, other]]):
                found.append(Sum(names[one], (names[other],)))
    return found


def _sums(names: list[str], values: np.ndarray, size: int, equals: set[frozenset[str]]) -> list[Sum]:
    count = len(names)
    blank = np.isnan(values)
    found: list[Sum] = []
    # What is least often given comes last, so that most sums are dropped by a few rows.
    for parts in _choices(count, size):
        total = values[:, parts].sum(axis=1)
        given = ~np.isnan(total)
        if given.sum() < _LEAST_TIMES:
            continue
        rows = np.flatnonzero(given)
        # Twelve rows, wide apart, tell nearly every sum that does not hold.
        probe = rows[np.linspace(0, len(rows) - 1, 24).astype(int)]
        close = (np.abs(values[probe] - total[probe, None]) < 1e-6) | blank[probe]
        for whole in np.flatnonzero(close.mean(axis=0) > 0.85):
            if whole in parts or blank[given, whole].mean() > 0.9:
                continue
            columns = [values[:, place] for place in parts]
            if _holds(values[:, whole], total, columns):
                found.append(Sum(names[whole], tuple(names[place] for place in parts)))
    return found


def _choices(count: int, size: int) -> Iterable[list[int]]:
    from itertools import combinations

    return (list(chosen) for chosen in combinations(range(count), size))


def known_sums_hold(mined: Iterable[Sum], years: pd.DataFrame) -> list[Sum]:
    """Of sums that were mined, those that do not follow from the catalogue's; lines that are always 0 left aside.

    A sum follows if it is a combination of known ones: its coefficients add nothing to their rank. Lines that count
    no people are left aside too.
    """
    zero = {name for name in years.columns if (years[name].fillna(0) == 0).all()}
    names = {name: place for place, name in enumerate(years.columns)}
    known = []
    for row in known_relations():
        own = {name: weight for name, weight in row.items() if name not in zero and name in names}
        known.append(_vector(own, names))
    basis = np.array(known)
    rank = np.linalg.matrix_rank(basis)
    people = {*people_lines(), *(BEFORE + name for name in people_lines())}
    found = []
    for own in mined:
        terms = {own.whole: 1.0, **dict.fromkeys(own.parts, -1.0)}
        vector = _vector({name: weight for name, weight in terms.items() if name not in zero}, names)
        if own.lines <= people and np.linalg.matrix_rank(np.vstack([basis, vector])) > rank:
            found.append(own)
    return found


def known_relations() -> list[dict[str, float]]:
    """The catalogue's sums as weights of lines, each in every reading of it."""
    return [row for relation in relations_of(EQUAL, IDENTITY) for row in _readings(relation)]


def _readings(relation: LineRelation) -> Iterable[dict[str, float]]:
    """A known sum's coefficients, with none and with all of the terms that readings differ on."""
    for with_optional in (False, True):
        row: dict[str, float] = {}
        for sign, side in ((1.0, relation.lesser), (-1.0, relation.greater)):
            for term in side:
                name = BEFORE + term.line if term.mark == BEFORE else term.line
                if with_optional or not term.is_optional:
                    row[name] = row.get(name, 0.0) + sign * term.sign
        yield row


def _vector(terms: dict[str, float], names: dict[str, int]) -> np.ndarray:
    vector = np.zeros(len(names))
    for name, weight in terms.items():
        vector[names[name]] = weight
    return vector
