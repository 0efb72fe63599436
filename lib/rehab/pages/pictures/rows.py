"""The rows behind the pictures of a brief: each figure as text for the picture and as markup for its table."""

from collections.abc import Callable

import pandas as pd

from rehab.catalog.indicators import Indicator, indicators
from rehab.catalog.lines import lines
from rehab.catalog.periods import calendar
from rehab.catalog.rows import Row
from rehab.catalog.tables import records
from rehab.catalog.texts import text
from rehab.charts.marks import WITHHELD
from rehab.pages.citing.figures import Figures
from rehab.pages.citing.phrases import NOTHING, Phrase
from rehab.pages.numbers.calculations import is_bound, part_name
from rehab.pages.numbers.material import Material

Print = Callable[[Row], tuple[str, Phrase]]
"""A row of `observations` → its figure as plain text for a picture, and as markup with its source for a table."""


def frame(rows: list[Row]) -> pd.DataFrame:
    """Rows as a frame that keeps markup markup: pandas would make plain strings of it."""
    found = pd.DataFrame(rows)
    for name in found.columns:
        if name.endswith("cell"):
            found[name] = pd.Series([row[name] for row in rows], dtype=object)
    return found


def withheld(row: Row) -> str:
    """How a row's figure is held back from the audience: `small`, `other`, or empty (see `rehab.disclosure`)."""
    return str(row.get("withheld", ""))


def given(rows: pd.DataFrame) -> pd.Series:
    """Which rows have a figure, be it one that is withheld."""
    known = rows["value"].notna()
    return known | (rows["withheld"] != "") if "withheld" in rows else known


def _in_picture(row: Row, shown: str) -> str:
    """A figure as a picture prints it: there is no room for more than a mark where it is withheld."""
    return WITHHELD if withheld(row) == "other" else shown


def nine_rows(material: Material) -> pd.DataFrame:
    """Verdicts of the nine and their parts, with the columns that `nine_chart` takes."""
    return frame([_nine_row(row, material) for row in records(material.verdicts)])


def _nine_row(row: Row, material: Material) -> Row:
    language = material.language
    indicator, part = indicators()[row["indicator"]], str(row["part"])
    known = row["value"] is not None and row["value"] == row["value"]
    # The row of an indicator as a whole has a value where it has one part, and is worked out under that part's name.
    shown = NOTHING
    if known or withheld(row):
        shown = material.figures.percent(row["value"], part or indicator.parts[0].id, row["target"], is_bound(row))
    aimed = row["target"] is not None and row["target"] == row["target"]
    goal = material.figures.fixed(row["target"]) if aimed else NOTHING
    return {
        "indicator": row["indicator"],
        "part": part,
        "name": _name(indicator, part, language),
        "value": row["value"] if known else float("nan"),
        "shown": shown.plain,
        "cell": shown,
        "target": row["target"] if aimed else float("nan"),
        "target_shown": goal.plain,
        "target_cell": goal,
        "denominator": row["denominator"],
        "verdict": str(row["verdict"]),
        "basis": str(row["basis"]),
        "why": text(f"reason_short.{row['reason']}", language) if row["reason"] else "",
        "note": _note(row, indicator, language),
        "lower_bound": is_bound(row),
    }


def _name(indicator: Indicator, part: str, language: str) -> str:
    own = [item for item in indicator.parts if item.id == part]
    return part_name(own[0], indicator.number, language) if own else indicator.short(language)


def _note(row: Row, indicator: Indicator, language: str) -> str:
    if not indicator.parts:
        return text("chart.nine_qualitative", language)
    if row["verdict"] == "not_assessed" and row["reason"] and row["basis"]:
        return text(f"reason_short.{row['reason']}", language)
    return text("chart.nine_no_figure", language)


def rate_rows(material: Material, part: str) -> pd.DataFrame:
    """A part's rates by year and over the window, with the columns that `rate_chart` takes."""
    rates = material.rates
    own = rates[(rates["part"] == part) & (rates["alternative"] == "")].copy()
    own["target"] = float(material.verdicts.loc[material.verdicts["part"] == part, "target"].iloc[0])
    own["lower_bound"] = own["terms_missing"] != ""
    # Half a year's flow over a stock is no year's rate (rule 16).
    own["partial"] = True
    rows = records(own)
    cells = [_rate_cell(row, part, material.figures) for row in rows]
    own["cell"] = pd.Series(cells, own.index, dtype=object)
    own["shown"] = [_in_picture(row, cell.plain) for row, cell in zip(rows, cells, strict=True)]
    path = [material.figures.fixed(value) if pd.notna(value) else NOTHING for value in own["expected"]]
    own["expected_cell"] = pd.Series(path, own.index, dtype=object)
    own["expected_shown"] = [cell.plain for cell in path]
    own["target_cell"] = pd.Series([material.figures.fixed(value) for value in own["target"]], own.index, dtype=object)
    return own


def _rate_cell(row: Row, part: str, figures: Figures) -> Phrase:
    if pd.isna(row["value"]) and not withheld(row):
        return NOTHING
    return figures.percent(row["value"], part, row["target"], is_bound(row))


def observed_figure(figures: Figures) -> Print:
    def printed(row: Row) -> tuple[str, Phrase]:
        cell = figures.observed(row)
        return _in_picture(row, cell.plain), cell

    return printed


def yearly_rows(members: list[dict[str, str]], material: Material, printed: Print) -> pd.DataFrame:
    """The whole province's figures by year, a row for every line and period, empty where there is none.

    `members`: rows of chart_groups.csv. Columns as `panels_chart` takes them. Where two cells give one fact two
    different values, neither is used (rule 6).
    """
    rows = material.observations
    names = [member["line"] for member in members]
    rows = rows[rows["period"].isin(calendar().columns) & rows["line"].isin(names) & (rows["area"] == "") & given(rows)]
    by_place: dict[tuple[str, str], list[Row]] = {}
    for row in records(rows):
        by_place.setdefault((row["line"], row["period"]), []).append(row)
    return frame(
        [
            _yearly_row(member, period, by_place.get((member["line"], period), []), material.language, printed)
            for member in members
            for period in calendar().columns
        ]
    )


def _yearly_row(member: dict[str, str], period: str, found: list[Row], language: str, printed: Print) -> Row:
    agreed = len({str(row["value"]) for row in found}) == 1
    shown, cell = printed(found[0]) if agreed else ("", NOTHING)
    return {
        "panel": member["panel"],
        "side": member["side"],
        "label": text(f"panel.{member['line']}", language),
        "partial": lines()[member["line"]].measure == "flow",
        "lower_bound": False,
        # Lines due once a year have nothing to give for half a year: that is no gap (rule 3).
        "due": period != calendar().half_year or lines()[member["line"]].due != "year",
        "period": period,
        "value": found[0]["value"] if agreed else float("nan"),
        "shown": shown,
        "cell": cell,
    }


def centre_rows(material: Material) -> pd.DataFrame:
    """People and places of every centre that has a name, with the columns that `centres_chart` takes."""
    rows = material.observations
    names = rows[(rows["line"] == "facility_name") & (rows["text"] != "")]
    own = rows[rows["line"].isin(["current_people", "capacity"]) & given(rows)]
    return frame([_centre_row(name, records(own), material.figures) for name in records(names)])


def _centre_row(name: Row, rows: list[Row], figures: Figures) -> Row:
    own = [row for row in rows if (row["entry"], row["file"]) == (name["entry"], name["file"])]
    found: Row = {"name": name["text"], "name_cell": figures.quoted(name)}
    for key, line in (("people", "current_people"), ("places", "capacity")):
        row = next((row for row in own if row["line"] == line), None)
        cell = figures.observed(row) if row is not None else NOTHING
        value = row["value"] if row is not None else float("nan")
        found |= {key: value, f"{key}_shown": cell.plain, f"{key}_cell": cell}
    people, places = found["people"], found["places"]
    known = people == people and places == places and places > 0
    share = figures.percent(100 * people / places, "occupancy") if known else NOTHING
    return found | {"share_shown": share.plain, "share_cell": share}
