"""How much of the form is filled: by province and appendix, by line and period."""

from dataclasses import dataclass

from rehab.catalog.lines import line_label
from rehab.catalog.texts import text
from rehab.charts.periods import period_label
from rehab.country.completeness import ANY, LineFilled, filled_by_line, filled_lines, lines_of_appendices, periods
from rehab.pages.citing.marks import label, mark
from rehab.pages.citing.phrases import NOTHING, Phrase, fill, phrase
from rehab.pages.numbers.quality import QualityMaterial
from rehab.pages.sections.overview_names import province_name

_CENTRES = "3"
_NO_FACILITY = "no_facility"


@dataclass(frozen=True)
class AppendixRow:
    """One province: lines filled in each appendix, and in all."""

    name: str
    page: str
    cells: tuple[Phrase, ...]
    total: Phrase


def appendix_columns(material: QualityMaterial) -> list[Phrase]:
    """The appendices, each with how many lines it asks for; then all of them."""
    language, count = material.language, material.country.figures.count
    asked = lines_of_appendices()
    named = [(label(text("form.appendix_sheet", language, appendix=name)), lines) for name, lines in asked.items()]
    named.append((phrase(text("quality.all_lines", language)), sum(asked.values())))
    return [fill(text("quality.column", language), name=name, count=count(lines)) for name, lines in named]


def appendix_rows(material: QualityMaterial) -> list[AppendixRow]:
    """A row for each province that sent a workbook, in the order of the list."""
    filled, excused = filled_lines(material.sent.observations), _without_centre(material)
    none = dict.fromkeys(lines_of_appendices(), 0)
    return [_appendix_row(code, filled.get(code, none), code in excused, material) for code in material.sent.sources]


def _appendix_row(code: str, own: dict[str, int], is_excused: bool, material: QualityMaterial) -> AppendixRow:
    language, count = material.language, material.country.figures.count
    # The one line filled says that there is no centre.
    cells = [
        phrase(text("quality.no_centre", language))
        if appendix == _CENTRES and is_excused and filled <= 1
        else count(filled)
        for appendix, filled in own.items()
    ]
    page = material.country.briefs.get(code, "")
    return AppendixRow(province_name(code, language), page, tuple(cells), count(sum(own.values())))


def _without_centre(material: QualityMaterial) -> set[str]:
    """Provinces that state that they have no centre: the box of the appendix is ticked, or a verdict rests on it."""
    rows, verdicts = material.sent.observations, material.country.tables.verdicts
    ticked = rows[(rows["line"] == _NO_FACILITY) & (rows["text"] == "yes")]["province"]
    return {*ticked, *verdicts[verdicts["reason"] == _NO_FACILITY]["province"]}


@dataclass(frozen=True)
class LineRow:
    """One line of the form: in how many provinces it is filled; a cell is empty where a period is not asked for."""

    label: str
    cells: tuple[Phrase, ...]


@dataclass(frozen=True)
class LineGroup:
    """The lines of one appendix."""

    name: Phrase
    rows: tuple[LineRow, ...]


def line_columns(material: QualityMaterial) -> list[Phrase]:
    """The periods that the form asks for."""
    return [mark(period_label(period, material.language)) for period in periods()]


def line_rows(material: QualityMaterial) -> list[LineGroup]:
    """The lines of the form by appendix, in its order."""
    groups: dict[str, list[LineFilled]] = {}
    for own in filled_by_line(material.sent.observations):
        groups.setdefault(own.line.appendix, []).append(own)
    return [
        LineGroup(
            label(text("form.appendix_sheet", material.language, appendix=appendix)),
            tuple(_line_row(one, material) for one in own),
        )
        for appendix, own in groups.items()
    ]


def _line_row(own: LineFilled, material: QualityMaterial) -> LineRow:
    counts = [own.provinces[period] for period in (ANY, *periods())]
    count = material.country.figures.count
    cells = tuple(NOTHING if found is None else count(found) for found in counts)
    return LineRow(line_label(own.line.name, material.language), cells)
