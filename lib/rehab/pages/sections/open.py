"""What the data leaves open: figures that are missing and why, appendices as far as filled, corrections, problems."""

from dataclasses import dataclass

import pandas as pd

from rehab.catalog.indicators import indicators
from rehab.catalog.lines import line_label, lines
from rehab.catalog.problem_kinds import SEVERITIES
from rehab.catalog.rows import Row
from rehab.catalog.tables import records
from rehab.catalog.texts import text
from rehab.pages.citing.figures import Figures
from rehab.pages.citing.marks import link, quoted
from rehab.pages.citing.phrases import Phrase, fill, join
from rehab.pages.numbers.calculations import KNOWN, is_window
from rehab.pages.numbers.material import Material
from rehab.pages.numbers.yearly import shown_figure
from rehab.pages.sections.centres import states_no_centre

NO_FACILITY = "no_facility"


@dataclass(frozen=True)
class Absence:
    """Figures that are not there for one reason, each with the parts that need it."""

    reason: str
    items: tuple[Phrase, ...]


@dataclass(frozen=True)
class Filled:
    """How many lines of an appendix have a figure or an answer, of how many."""

    name: str
    filled: Phrase
    all: Phrase
    note: str


@dataclass(frozen=True)
class Corrected:
    """A figure that was corrected: what the cell said and what is used."""

    label: str
    said: Phrase
    used: Phrase


@dataclass(frozen=True)
class OpenPoints:
    """All that the data leaves open; `counts` has the number of problems of each severity that occurs."""

    absences: tuple[Absence, ...]
    appendices: tuple[Filled, ...]
    corrections: tuple[Corrected, ...]
    counts: tuple[tuple[str, Phrase], ...]


def open_points(material: Material) -> OpenPoints:
    """What is missing and why, from the workings of the nine and the lines of the appendices."""
    return OpenPoints(
        absences=tuple(_absences(material)),
        appendices=tuple(_appendices(material)),
        corrections=tuple(_corrections(material)),
        counts=tuple(_counts(material)),
    )


def absent_lines(material: Material) -> pd.DataFrame:
    """Lines that a part needs over the window and does not have: indicator, part, line, status.

    `status` is missing, not_due, stale, conflict or no_facility.
    """
    rows = material.workings
    own = rows[rows["period"].map(is_window) & (rows["alternative"] == "") & ~rows["status"].isin(KNOWN)]
    own = own[["indicator", "part", "line", "status"]].drop_duplicates(["part", "line"]).reset_index(drop=True)
    return own.assign(status=own["status"].where(~own["part"].isin(_excused(material)), NO_FACILITY))


def _excused(material: Material) -> set[str]:
    """Parts that do not apply because the province states that it has no centre."""
    if not states_no_centre(material):
        return set()
    return {part.id for indicator in indicators().values() for part in indicator.parts if part.needs_facility}


def _absences(material: Material) -> list[Absence]:
    rows, language = absent_lines(material), material.language
    found = []
    for status in dict.fromkeys(rows["status"]):
        own = rows[rows["status"] == status]
        items = tuple(_absent(name, own[own["line"] == name], language) for name in dict.fromkeys(own["line"]))
        found.append(Absence(text(f"open.{status}", language), items))
    return found


def _absent(name: str, rows: pd.DataFrame, language: str) -> Phrase:
    """A line, and the parts that need it."""
    parts = join([link(f"calc-{part}", part) for part in dict.fromkeys(rows["part"])], ", ")
    return fill("{} ({})", line_label(name, language), parts)


def _appendices(material: Material) -> list[Filled]:
    language, rows = material.language, material.observations
    known = set(rows.loc[rows["value"].notna() | (rows["text"] != "") | (rows["withheld"] != ""), "line"])
    found = []
    for appendix in dict.fromkeys(line.appendix for line in lines().values()):
        own = [line.name for line in lines().values() if line.appendix == appendix]
        filled = sum(name in known for name in own)
        is_excused = appendix == "3" and states_no_centre(material)
        note = text("open.no_centre" if is_excused else "open.nothing", language) if filled <= 1 else ""
        name = text("form.appendix_sheet", language, appendix=appendix)
        found.append(Filled(name, material.figures.count(filled), material.figures.count(len(own)), note))
    return found


def _corrections(material: Material) -> list[Corrected]:
    rows = material.observations
    return [_corrected(row, material.figures) for row in records(rows[rows["corrected"].fillna(False)])]


def _corrected(row: Row, figures: Figures) -> Corrected:
    used = shown_figure(row, figures) or quoted(row["text"])
    return Corrected(line_label(str(row["line"]), figures.language), quoted(row["raw"]), used)


def _counts(material: Material) -> list[tuple[str, Phrase]]:
    counts = material.problems["severity"].value_counts()
    return [
        (text(f"problems.{severity}", material.language), material.figures.count(int(counts[severity])))
        for severity in reversed(SEVERITIES)
        if severity in counts
    ]
