"""Lines that the parts of the indicators need and do not have, and why."""

from dataclasses import dataclass

from rehab.catalog.indicators import indicators
from rehab.pages.numbers.calculations import KNOWN
from rehab.pages.numbers.material import Material

NO_FACILITY = "no_facility"


@dataclass(frozen=True)
class AbsentLine:
    """A line that a part needs over the window; `status` is missing, not_due, stale, conflict or no_facility."""

    indicator: int
    part: str
    line: str
    status: str


def absent_lines(material: Material) -> list[AbsentLine]:
    """Every line that is lacking, once for each part that needs it."""
    excused = _excused(material)
    found: dict[tuple[str, str], AbsentLine] = {}
    for row in material.facts.workings:
        if row.is_window and not row.alternative and row.status not in KNOWN:
            status = NO_FACILITY if row.part in excused else row.status
            found.setdefault((row.part, row.line), AbsentLine(row.indicator, row.part, row.line, status))
    return list(found.values())


def states_no_centre(material: Material) -> bool:
    """True where the box of appendix 3 is ticked, or a verdict rests on there being no centre."""
    ticked = material.statement("no_facility") == "yes"
    return ticked or any(row.reason == NO_FACILITY for row in material.facts.verdicts)


def _excused(material: Material) -> set[str]:
    """Parts that do not apply because the province states that it has no centre."""
    if not states_no_centre(material):
        return set()
    return {part.id for indicator in indicators().values() for part in indicator.parts if part.needs_facility}
