"""One province's tables as the public may see them."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from rehab.catalog.indicators import indicators
from rehab.catalog.lines import lines
from rehab.catalog.reviews import per_review
from rehab.catalog.tables import plain_values, tuples
from rehab.catalog.texts import LANGUAGES, text
from rehab.disclosure.audiences import INTERNAL, PUBLIC
from rehab.disclosure.cells import OTHER, observed_cells
from rehab.disclosure.constraints import Constraint
from rehab.disclosure.identities import appendix_constraints
from rehab.disclosure.names import SHEET_COLUMNS, PublicNames, public_names
from rehab.disclosure.problems import protected_problems, table_problem
from rehab.disclosure.quotations import Quoter, Waiting
from rehab.disclosure.settings import DisclosureSettings
from rehab.disclosure.sums import PublishedSums, RateKey, published_sums
from rehab.disclosure.suppression import Suppression, suppress
from rehab.disclosure.verdicts import protected_verdicts

NO_SETTINGS = DisclosureSettings()
NO_ORDER = pd.DataFrame(columns=list(SHEET_COLUMNS))
# One number as a workbook shows it, and the sum of several as it is made here, with nothing said beside them.
_BARE_NUMBER, _BARE_SUM = r"[+-]?[\s\d.,]*%?", r"[\d.e+ -]*"
# What joins the cells of a sum that was made here, and the figures it adds up.
_AND = "+"


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


@dataclass(frozen=True)
class PublicEdition:
    """What the public may see of a province, and the sentences that wait for a person to release them."""

    tables: ProvinceTables
    waiting: tuple[Waiting, ...]


def tables_for(
    tables: ProvinceTables, audience: str, settings: DisclosureSettings = NO_SETTINGS, order: pd.DataFrame = NO_ORDER
) -> ProvinceTables:
    """The tables of one province for an audience, `public` or `internal`; `tables` are the exact ones.

    `order`: the sheets of its files in their order (`SHEET_COLUMNS`), by which a name that is withheld is replaced.

    Raises UnknownAudienceError.
    """
    if audience == PUBLIC:
        return public_edition(tables, settings, order).tables
    if audience == INTERNAL:
        frames = (tables.observations, tables.verdicts, tables.rates, tables.problems, tables.workings)
        return ProvinceTables(*(_marked(frame, "") for frame in frames))
    raise UnknownAudienceError(audience)


def public_edition(
    tables: ProvinceTables, settings: DisclosureSettings = NO_SETTINGS, order: pd.DataFrame = NO_ORDER
) -> PublicEdition:
    """Exact tables as the public may see them, and what of their words waits; `order` as in `tables_for`."""
    sums, constraints = known_sums(tables, settings.key)
    return _without(tables, sums, suppress(sums.cells, constraints, settings.key), settings, order)


def _marked(frame: pd.DataFrame, mark: str) -> pd.DataFrame:
    return frame.assign(withheld=pd.Series(mark, index=frame.index, dtype="string"))


def known_sums(tables: ProvinceTables, key: bytes = b"") -> tuple[PublishedSums, list[Constraint]]:
    """The cells and published sums of exact tables, and everything that a reader knows to hold between them."""
    observed = observed_cells(tables.observations, key)
    sums = published_sums(observed, tables.observations, tables.workings)
    return sums, [*sums.constraints, *appendix_constraints(observed)]


def find_withheld(tables: ProvinceTables, complements: bool = True, key: bytes = b"") -> Suppression:
    """What of exact tables the public must not see: rows of `observations`, and sums as `published_sums` numbers them.

    `complements=False` leaves out what protects the small counts, for tests that try to work them out.
    """
    sums, constraints = known_sums(tables, key)
    return suppress(sums.cells, constraints, key, complements)


def without(tables: ProvinceTables, found: Suppression, settings: DisclosureSettings = NO_SETTINGS) -> PublicEdition:
    """Exact tables without what is withheld (see `find_withheld`), nor anything that tells it."""
    return _without(tables, known_sums(tables)[0], found, settings, NO_ORDER)


def _without(
    tables: ProvinceTables,
    sums: PublishedSums,
    found: Suppression,
    settings: DisclosureSettings,
    order: pd.DataFrame,
) -> PublicEdition:
    withheld = found.withheld
    hidden = _hidden_indicators(sums, withheld)
    quoter = Quoter(settings.releases, _published(tables, sums, withheld, hidden), {})
    names = _names(tables, order, quoter)
    observations = _observations(tables.observations, withheld, hidden, quoter)
    gone = tables.observations[observations["withheld"] != ""]
    problems = protected_problems(tables.problems, gone, hidden, quoter.say, names)
    told = [table_problem(tables.observations, *table) for table in found.tables]
    if told:
        problems = pd.concat([problems, pd.DataFrame(told).assign(withheld="")], ignore_index=True).astype(
            problems.dtypes
        )
    public = ProvinceTables(
        observations=names.of(observations),
        verdicts=protected_verdicts(tables.verdicts, sums, withheld, hidden),
        rates=_rates(tables.rates, sums, withheld),
        problems=names.of(problems),
        workings=names.of(_workings(tables.workings, tables.observations, withheld, quoter)),
    )
    return PublicEdition(public, (*names.waiting, *quoter.waiting))


def _names(tables: ProvinceTables, order: pd.DataFrame, quoter: Quoter) -> PublicNames:
    codes = tables.observations["province"]
    code = next((str(code) for code in codes if code), "")
    return public_names((tables.observations, tables.problems, tables.workings), order, code, quoter)


def _published(
    tables: ProvinceTables, sums: PublishedSums, withheld: dict[int, str], hidden: frozenset[int]
) -> frozenset[float] | None:
    """The figures that words may repeat where any figure is withheld; None where none is."""
    if not withheld:
        return None
    cells: set[float] = {cell.value for name, cell in sums.cells.items() if name not in withheld}
    goals = {part.target for own in indicators().values() for part in own.parts}
    goals |= set(tables.verdicts["target"].dropna()) | set(tables.verdicts["baseline"].dropna())
    stated = tables.observations[tables.observations["line"] == "stated_value"]
    own = stated[~stated["entry"].isin([str(number) for number in hidden])]["value"].dropna()
    years = {float(year) for year in range(1990, 2031)}
    return frozenset(cells | {goal for goal in goals if goal is not None} | set(own) | years)


@per_review()
def _indicator_of_part() -> dict[str, int]:
    return {part.id: number for number, own in indicators().items() for part in own.parts}


def _hidden_indicators(sums: PublishedSums, withheld: dict[int, str]) -> frozenset[int]:
    """Indicators with a percentage over the window that is withheld: no stated one may stand in for it."""
    return frozenset(
        _indicator_of_part()[part]
        for ((part, _, period), _), name in sums.behind.items()
        if name in withheld and "/" in period
    )


def _observations(rows: pd.DataFrame, withheld: dict[int, str], hidden: frozenset[int], quoter: Quoter) -> pd.DataFrame:
    marks = pd.Series([withheld.get(name, "") for name in rows.index], index=rows.index, dtype="string")
    marks[(rows["line"] == "stated_value") & rows["entry"].isin([str(number) for number in hidden])] = OTHER
    found = rows.assign(withheld=marks)
    gone = marks != ""
    found.loc[gone, "value"] = float("nan")
    found.loc[gone, ["text", "raw"]] = ""
    found.loc[_tells_parts(rows, rows, gone), "raw"] = ""
    # A figure that is published may stand alone; words beside it, and all other words, are quoted by permission.
    bare = _bare(rows)
    coded = rows["line"].isin([name for name, line in lines().items() if line.measure in ("choice", "flag")])
    places = tuples(rows, "file", "sheet", "cell")
    for column, kept in (("text", coded), ("raw", bare)):
        words = zip(plain_values(found[column]), (kept | gone).tolist(), places, strict=True)
        found[column] = pd.Series(
            [said if is_kept or not said else quoter.say(said, *place) for said, is_kept, place in words],
            index=rows.index,
            dtype=rows[column].dtype,
        )
    areas = {
        name: name if not name or quoter.may_say(name) else text("disclosure.quoted_mark", "vi")
        for name in set(rows["area"])
    }
    found["area"] = found["area"].map(areas).astype(rows["area"].dtype)
    return found


def _tells_parts(rows: pd.DataFrame, observations: pd.DataFrame, gone: pd.Series) -> list[bool]:
    """Which rows add up cells that are not all published: such a sum names its parts, and is told without them."""
    columns = ("file", "sheet", "cell")
    places = tuples(observations, *columns)
    told = set(places) - {place for place, is_gone in zip(places, gone.tolist(), strict=True) if is_gone}
    added = ({(file, sheet, one) for one in cell.split(_AND)} for file, sheet, cell in tuples(rows, *columns))
    return [len(parts) > 1 and not parts <= told for parts in added]


def _bare(rows: pd.DataFrame) -> pd.Series:
    """Which rows are told as one number, or as the sum of several, with no words beside it."""
    # Stripped before: where spaces could belong to two pieces of a pattern, its time grows with their square.
    raw = rows["raw"].str.strip()
    several = rows["cell"].str.contains(_AND, regex=False) & raw.str.fullmatch(_BARE_SUM)
    return rows["value"].notna() & (raw.str.fullmatch(_BARE_NUMBER) | several).fillna(False)


def _rates(rows: pd.DataFrame, sums: PublishedSums, withheld: dict[int, str]) -> pd.DataFrame:
    keys = tuples(rows, "part", "alternative", "period")
    return _without_sums(rows, keys, sums, withheld)


def _without_sums(
    rows: pd.DataFrame, keys: Sequence[RateKey | None], sums: PublishedSums, withheld: dict[int, str]
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


def _workings(rows: pd.DataFrame, observations: pd.DataFrame, withheld: dict[int, str], quoter: Quoter) -> pd.DataFrame:
    columns = ("line", "file", "sheet", "cell", "period_start", "period_end")
    own = [name for name in withheld if name in observations.index]
    places = tuples(observations.loc[own], *columns)
    marks = dict(zip(places, (withheld[name] for name in own), strict=True))
    found = _marked(rows, "")
    if marks:
        found["withheld"] = pd.Series(
            [marks.get(place, "") for place in tuples(rows, *columns)],
            index=rows.index,
            dtype="string",
        )
    gone = found["withheld"] != ""
    found.loc[gone, "value"] = float("nan")
    found.loc[gone, ["text", "raw"]] = ""
    out = pd.Series([name in withheld for name in observations.index], index=observations.index, dtype=bool)
    found.loc[_tells_parts(rows, observations, out), "raw"] = ""
    # Stated to be none would say that it is 0, and another figure for it would nearly say the figure.
    found.loc[gone & (found["status"] == "none_stated"), "status"] = "used"
    return _with_quoted_words(found, gone, quoter)


def _with_quoted_words(rows: pd.DataFrame, gone: pd.Series, quoter: Quoter) -> pd.DataFrame:
    places = tuples(rows, "file", "sheet", "cell")
    found = rows.copy()
    bare = _bare(rows)
    for column in ("text", "raw"):
        words = zip(plain_values(rows[column]), (gone | bare).tolist(), places, strict=True)
        found[column] = pd.Series(
            [said if kept or not said else quoter.say(said, *place) for said, kept, place in words],
            index=rows.index,
            dtype=rows[column].dtype,
        )
    return found
