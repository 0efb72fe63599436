"""Verdicts as the public may see them: one that would differ between figures that what is published allows goes too."""

from collections.abc import Mapping

import pandas as pd

from rehab.catalog.indicators import indicators
from rehab.catalog.reviews import per_review
from rehab.catalog.rows import Row
from rehab.catalog.small import largest_small
from rehab.catalog.tables import records
from rehab.disclosure.cells import OTHER, SMALL
from rehab.disclosure.constraints import Id
from rehab.disclosure.sums import PublishedSums, RateKey

WITHHELD = "withheld"
_INFINITE = float("inf")
_SIDES = ("numerator", "denominator")
# What a verdict that is withheld leaves blank, beside its numbers; the column may be of any kind.
_BLANK_NUMBERS = ("attainment", "margin")


def protected_verdicts(
    rows: pd.DataFrame, sums: PublishedSums, withheld: Mapping[Id, str], hidden: frozenset[int]
) -> pd.DataFrame:
    """`verdicts` with `withheld`, without the numbers withheld and what tells them (rule 22).

    Attainment, margin and borderline go with a numerator or denominator. The verdict goes too, with reason
    `withheld`, unless every figure that the published ones allow gives the same; and that of an indicator, where a
    part's is withheld and no other part decides it. `hidden`: indicators whose stated percentage goes as well.
    """
    window = {key[0]: key for key, _ in sums.behind if not key[1] and "/" in key[2]}
    parts: dict[int, list[Row]] = {}
    found = []
    # An indicator's own row may stand before those of its parts.
    for row in sorted(records(rows), key=lambda own: str(own["part"]) == ""):
        number, part = int(row["indicator"]), str(row["part"])
        if part:
            row = _part(row, window.get(part), sums, withheld)
            parts.setdefault(number, []).append(row)
        else:
            row = _whole(row, parts.get(number, []))
        if number in hidden:
            row["stated_value"] = float("nan")
        found.append(row)
    columns = [*rows.columns, WITHHELD]
    shown = pd.DataFrame(found, columns=columns).astype(rows.dtypes.to_dict() | {WITHHELD: "string"})
    order = {key: place for place, key in enumerate(zip(rows["indicator"], rows["part"], strict=True))}
    places = [order[key] for key in zip(shown["indicator"], shown["part"], strict=True)]
    return shown.iloc[pd.Series(places).argsort()].set_axis(rows.index) if len(rows) else shown


def _part(row: Row, key: RateKey | None, sums: PublishedSums, withheld: Mapping[Id, str]) -> Row:
    gone = [side for side in _SIDES if key is not None and sums.behind.get((key, side)) in withheld]
    if key is None or not gone:
        return {**row, WITHHELD: ""}
    shown = _without_numbers(row, gone)
    # Where no value was computed, no figure decided; but that a whole is none, or exceeded, is said of figures.
    is_told: bool = not pd.isna(row["value"]) or row["reason"] in ("above_whole", "zero_denominator")
    return _without_verdict(shown) if is_told and not _is_certain(row, key, sums, withheld) else shown


def _whole(row: Row, parts: list[Row]) -> Row:
    lost = [part for part in parts if part[WITHHELD]]
    if not lost:
        return {**row, WITHHELD: ""}
    shown = {**row, "borderline": None, WITHHELD: ""}
    if len(parts) == 1:
        # The row of an indicator that has one part says the same as that part's.
        gone = [side for side in _SIDES if pd.isna(lost[0][side])]
        shown = _without_numbers(row, gone)
    unknown = [part for part in lost if part["reason"] == WITHHELD]
    decided = row["verdict"] == "not_met" and any(p["verdict"] == "not_met" for p in parts if p not in unknown)
    return shown if decided or not unknown else _without_verdict(shown)


def _without_numbers(row: Row, sides: list[str]) -> Row:
    blank = dict.fromkeys((*sides, "value", *_BLANK_NUMBERS), float("nan"))
    return {**row, **blank, "borderline": None, WITHHELD: OTHER}


def _without_verdict(row: Row) -> Row:
    found = {**row, "verdict": "not_assessed", "basis": "", "reason": WITHHELD, "agrees": None, WITHHELD: OTHER}
    return found | ({"agrees_by": ""} if "agrees_by" in row else {})


def _is_certain(row: Row, key: RateKey, sums: PublishedSums, withheld: Mapping[Id, str]) -> bool:
    """Whether the ratio lies on one side of its target whatever the figures withheld are."""
    (least, most), (least_below, most_below) = (_range(key, side, sums, withheld) for side in _SIDES)
    target = float(row["target"])
    if 100 * most < target * least_below:
        return True
    # At or above the target a share must also not be able to exceed its whole, which would decide nothing.
    return 100 * least >= target * most_below and (most <= least_below or not _is_share(str(row["part"])))


@per_review()
def _is_share(part: str) -> bool:
    return next(own.share for indicator in indicators().values() for own in indicator.parts if own.id == part)


def _range(key: RateKey, side: str, sums: PublishedSums, withheld: Mapping[Id, str]) -> tuple[float, float]:
    """The least and the most that a side of a ratio can be, as far as its own terms tell."""
    name = sums.behind.get((key, side))
    if name is None:
        return 0.0, _INFINITE
    own = _range_of(name, sums, withheld)
    ranges = [_range_of(term, sums, withheld) for term in sums.terms[key, side]]
    return max(own[0], sum(low for low, _ in ranges)), min(own[1], sum(high for _, high in ranges))


def _range_of(name: Id, sums: PublishedSums, withheld: Mapping[Id, str]) -> tuple[float, float]:
    mark = withheld.get(name)
    if mark == SMALL:
        return 1.0, float(largest_small())
    return (0.0, _INFINITE) if mark else (sums.cells[name].value, sums.cells[name].value)
