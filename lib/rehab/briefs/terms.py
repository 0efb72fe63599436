"""The days that the figures of a part speak of, and whether a flow is added to a stock."""

from rehab.briefs.calculations import part_workings
from rehab.briefs.figures import counted_on
from rehab.briefs.formats import format_days
from rehab.briefs.material import Material
from rehab.catalog.lines import lines
from rehab.catalog.tables import Row, records

Span = tuple[str, str, list[Row]]


def spans(material: Material, part: str) -> list[Span]:
    """Each line used over the window with its first and last day and its cells."""
    rows = part_workings(material, part)
    used = rows[(rows["status"] == "used") & (rows["cell"] != "")]
    found = []
    for name in used["line"].unique():
        if lines()[name].is_number:
            own = used[used["line"] == name]
            found.append((own["period_start"].min(), own["period_end"].max(), records(own)))
    return found


def mixes_days(material: Material, part: str) -> bool:
    """True where counts of different days are added or compared (a flow beside a stock is such a case)."""
    return len({(start, end) for start, end, _ in spans(material, part)}) > 1


def counted_days(material: Material, part: str) -> list[str]:
    """When the lines of a part were counted, in words, each once."""
    said = []
    for start, end, cells in spans(material, part):
        is_one = len(cells) == 1
        language = material.language
        said.append(counted_on(cells[0], language) if is_one else format_days("", start, end, language))
    return list(dict.fromkeys(said))


def adds_flow_and_stock(material: Material, part: str) -> bool:
    """True where the numerator adds what happened over the window to what was there on a day."""
    rows = part_workings(material, part)
    used = rows[(rows["side"] == "numerator") & (rows["status"] == "used")]
    return used["line"].map(lambda name: lines()[name].measure).nunique() > 1
