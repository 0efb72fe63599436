"""One province's tables as the public may see them."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from rehab.catalog.indicators import indicators
from rehab.catalog.lines import lines
from rehab.catalog.reviews import per_review
from rehab.catalog.texts import LANGUAGES, text
from rehab.disclosure.cells import OTHER, observed_cells
from rehab.disclosure.constraints import Constraint
from rehab.disclosure.identities import appendix_constraints
from rehab.disclosure.problems import protected_problems
from rehab.disclosure.quotations import masked
from rehab.disclosure.sums import PublishedSums, RateKey, published_sums
from rehab.disclosure.suppression import Withheld, withheld_cells

PUBLIC, INTERNAL = "public", "internal"
AUDIENCES = (PUBLIC, INTERNAL)
# Quoted figures below this are told by the words around them; larger ones are looked for by their value.
_LEAST_SOUGHT = 5
_STATED_WORDS = ("stated_explanation", "stated_reason")


class UnknownAudienceError(ValueError):
    """An audience that is neither `public` nor `internal`; the message says so in both languages."""

    def __init__(self, audience: str) -> None:
        super().__init__(audience)
        self.audience = audience

    def __str__(self) -> str:
        return " / ".join(text("disclosure.audience_unknown", name, audience=self.audience) for name in LANGUAGES)


@dataclass(frozen=True)
class ProvinceTables:
    """The tables of one province; each has the column `withheld`.

    `withheld` is empty for what is given, `small` for a count of people from 1 to 4 ("<5") and `other` for what
    would tell such a count. A withheld row has no value, text or raw content; a row of verdicts or rates whose
    percentage is withheld has only those of its figures that are not.
    """

    observations: pd.DataFrame
    verdicts: pd.DataFrame
    rates: pd.DataFrame
    problems: pd.DataFrame
    workings: pd.DataFrame


def tables_for(tables: ProvinceTables, audience: str) -> ProvinceTables:
    """The tables of one province for an audience, `public` or `internal`; `tables` are the exact ones.

    Raises UnknownAudienceError.
    """
    if audience == PUBLIC:
        sums, constraints = known_sums(tables)
        return _without(tables, sums, withheld_cells(sums.cells, constraints))
    if audience == INTERNAL:
        frames = (tables.observations, tables.verdicts, tables.rates, tables.problems, tables.workings)
        return ProvinceTables(*(_marked(frame, "") for frame in frames))
    raise UnknownAudienceError(audience)


def _marked(frame: pd.DataFrame, mark: str) -> pd.DataFrame:
    return frame.assign(withheld=pd.Series(mark, index=frame.index, dtype="string"))


def known_sums(tables: ProvinceTables) -> tuple[PublishedSums, list[Constraint]]:
    """The cells and published sums of exact tables, and everything that a reader knows to hold between them."""
    observed = observed_cells(tables.observations)
    sums = published_sums(observed, tables.observations, tables.workings, tables.verdicts)
    return sums, [*sums.constraints, *appendix_constraints(observed)]


def find_withheld(tables: ProvinceTables, complements: bool = True) -> Withheld:
    """What of exact tables the public must not see: rows of `observations`, and sums as `published_sums` numbers them.

    `complements=False` leaves out what protects the small counts, for tests that try to work them out.
    """
    sums, constraints = known_sums(tables)
    return withheld_cells(sums.cells, constraints, complements)


def without(tables: ProvinceTables, withheld: Withheld) -> ProvinceTables:
    """Exact tables without what is withheld (see `find_withheld`), nor anything that tells it."""
    return _without(tables, known_sums(tables)[0], withheld)


def _without(tables: ProvinceTables, sums: PublishedSums, withheld: Withheld) -> ProvinceTables:
    hidden = _hidden_indicators(sums, withheld)
    numbers = _numbers(sums, withheld)
    observations = _observations(tables.observations, withheld, hidden, numbers)
    gone = tables.observations[observations["withheld"] != ""]
    return ProvinceTables(
        observations=observations,
        verdicts=_verdicts(tables.verdicts, sums, withheld, hidden),
        rates=_rates(tables.rates, sums, withheld),
        problems=protected_problems(tables.problems, gone, hidden, numbers),
        workings=_workings(tables.workings, tables.observations, withheld),
    )


def _numbers(sums: PublishedSums, withheld: Withheld) -> frozenset[int]:
    values = (sums.cells[name].value for name in withheld)
    return frozenset(int(value) for value in values if value >= _LEAST_SOUGHT and value.is_integer())


@per_review()
def _indicator_of_part() -> dict[str, int]:
    return {part.id: number for number, own in indicators().items() for part in own.parts}


def _hidden_indicators(sums: PublishedSums, withheld: Withheld) -> frozenset[int]:
    """Indicators with a percentage over the window that is withheld: no stated one may stand in for it."""
    return frozenset(
        _indicator_of_part()[part]
        for ((part, _, period), _), name in sums.behind.items()
        if name in withheld and "/" in period
    )


def _observations(
    rows: pd.DataFrame, withheld: Withheld, hidden: frozenset[int], numbers: frozenset[int]
) -> pd.DataFrame:
    marks = pd.Series([withheld.get(name, "") for name in rows.index], index=rows.index, dtype="string")
    of_hidden = rows["entry"].isin([str(number) for number in hidden])
    marks[(rows["line"] == "stated_value") & of_hidden] = OTHER
    found = rows.assign(withheld=marks)
    gone = marks != ""
    found.loc[gone, "value"] = float("nan")
    found.loc[gone, ["text", "raw"]] = ""
    telling = ~gone & ~rows["line"].isin([name for name, line in lines().items() if line.is_number])
    percentages = rows["line"].isin(_STATED_WORDS) & of_hidden
    # A number's cell may hold words beside it; its own value is published and stays.
    wordy = ~gone & ~telling & found["raw"].str.contains(r"[^\W\d_]", regex=True)
    found.loc[wordy, "raw"] = [masked(str(said), ()) for said in found.loc[wordy, "raw"]]
    for column in ("text", "raw"):
        words = found.loc[telling, column]
        found.loc[telling, column] = [
            masked(str(said), numbers, bool(all_percentages))
            for said, all_percentages in zip(words, percentages[telling], strict=True)
        ]
    return found


def _verdicts(rows: pd.DataFrame, sums: PublishedSums, withheld: Withheld, hidden: frozenset[int]) -> pd.DataFrame:
    parts = rows[rows["part"] != ""].groupby("indicator")["part"].agg(list).to_dict()
    window = {key[0]: key for key, _ in sums.behind if not key[1] and "/" in key[2]}
    keys = []
    for number, part in zip(rows["indicator"], rows["part"], strict=True):
        own = parts.get(number, [])
        # The row for the whole of an indicator that has one part says the same as that part's.
        keys.append(window.get(part or (own[0] if len(own) == 1 else "")))
    found = _without_sums(rows, keys, sums, withheld)
    lost = found["withheld"] != ""
    found.loc[lost, ["attainment", "margin"]] = float("nan")
    doubtful = found["indicator"].isin(found.loc[lost, "indicator"]) & (lost | (found["part"] == ""))
    found.loc[doubtful, "borderline"] = pd.NA
    found.loc[found["indicator"].isin(hidden), "stated_value"] = float("nan")
    return found


def _rates(rows: pd.DataFrame, sums: PublishedSums, withheld: Withheld) -> pd.DataFrame:
    keys = list(rows[["part", "alternative", "period"]].itertuples(index=False, name=None))
    return _without_sums(rows, keys, sums, withheld)


def _without_sums(
    rows: pd.DataFrame, keys: Sequence[RateKey | None], sums: PublishedSums, withheld: Withheld
) -> pd.DataFrame:
    """Rows without the numerators and denominators withheld, nor the percentages that rest on them."""
    found = _marked(rows, "")
    lost = pd.Series(False, index=rows.index)
    for side in ("numerator", "denominator"):
        behind = (None if key is None else sums.behind.get((key, side)) for key in keys)
        gone = pd.Series([name in withheld for name in behind], index=rows.index, dtype=bool)
        found[side] = found[side].mask(gone)
        lost |= gone
    found["value"] = found["value"].mask(lost)
    found.loc[lost, "withheld"] = OTHER
    return found


def _workings(rows: pd.DataFrame, observations: pd.DataFrame, withheld: Withheld) -> pd.DataFrame:
    columns = ["line", "file", "sheet", "cell", "period_start", "period_end"]
    own = [name for name in withheld if name in observations.index]
    places = observations.loc[own, columns].itertuples(index=False, name=None)
    marks = dict(zip(places, (withheld[name] for name in own), strict=True))
    found = _marked(rows, "")
    if marks:
        found["withheld"] = pd.Series(
            [marks.get(place, "") for place in rows[columns].itertuples(index=False, name=None)],
            index=rows.index,
            dtype="string",
        )
    gone = found["withheld"] != ""
    found.loc[gone, "value"] = float("nan")
    found.loc[gone, ["text", "raw"]] = ""
    return found
