"""Numerators and denominators as the rates and verdicts publish them: sums of cells."""

from dataclasses import dataclass, field

import pandas as pd

from rehab.catalog.tables import tuples
from rehab.disclosure.cells import Cell, sum_cell
from rehab.disclosure.constraints import Constraint, Id, Term

RateKey = tuple[str, str, str]
# What tells one observation from another, in `observations` and in the workings alike.
_KEY = ("line", "file", "sheet", "cell", "period_start", "period_end")
_KNOWN = ("used", "none_stated")


@dataclass
class PublishedSums:
    """The cell behind each numerator and denominator, by (part, alternative, period) and side.

    A sum of one cell is that cell itself; others are cells of their own, added to `cells`.
    """

    cells: dict[Id, Cell]
    constraints: list[Constraint] = field(default_factory=list)
    behind: dict[tuple[RateKey, str], Id] = field(default_factory=dict)
    terms: dict[tuple[RateKey, str], tuple[Id, ...]] = field(default_factory=dict)


def published_sums(observed: dict[Id, Cell], observations: pd.DataFrame, workings: pd.DataFrame) -> PublishedSums:
    """The sums over the cells in `observed`, with the identities that make them.

    What verdicts say of a ratio binds no cell: one that would differ is withheld (rule 22).
    """
    sums = PublishedSums(dict(observed))
    by_place: dict[tuple[object, ...], Id] = {}
    for name, key in zip(observed, tuples(observations.loc[list(observed)], *_KEY), strict=True):
        by_place.setdefault(key, name)
    # Not a number that an answer or a name in `observations` has: it would be taken for withheld with the sum.
    _add_sums(sums, by_place, workings, max((int(name) for name in observations.index), default=0) + 1)
    return sums


def _add_sums(
    sums: PublishedSums, by_place: dict[tuple[object, ...], Id], workings: pd.DataFrame, following: Id
) -> None:
    groups: dict[tuple[RateKey, str], list[Id]] = {}
    used = workings[workings["status"].isin(_KNOWN)]
    whose = tuples(used, "part", "alternative", "period", "side")
    for place, (part, alternative, period, side) in zip(tuples(used, *_KEY), whose, strict=True):
        if place in by_place:
            groups.setdefault(((part, alternative, period), side), []).append(by_place[place])
    made: dict[frozenset[Id], Id] = {}
    for (key, side), names in groups.items():
        sums.terms[key, side] = tuple(names)
        if len(names) == 1:
            sums.behind[key, side] = names[0]
            continue
        same = frozenset(names)
        if same not in made:
            made[same] = following
            total = sum(sums.cells[name].value for name in names)
            people = any(sums.cells[name].counts_people for name in names)
            sums.cells[following] = sum_cell(total, people, not key[1], "/" in key[2])
            terms: list[Term] = [(following, 1.0), *((name, -1.0) for name in names)]
            sums.constraints.append(Constraint(tuple(terms), 0.0, 0.0))
            following += 1
        sums.behind[key, side] = made[same]
