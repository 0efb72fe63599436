"""All provinces by all indicators: the matrix, how many provinces have each verdict, who sent nothing."""

from dataclasses import dataclass

from rehab.catalog.indicators import indicators
from rehab.catalog.provinces import Province, provinces
from rehab.catalog.texts import text
from rehab.country.collected import BLANK, NOT_SENT, OTHER_KIND, RECEIVED, UNREADABLE, regions
from rehab.country.matrix import (
    COMPUTED,
    MET,
    NONE,
    NOT_ASSESSED,
    NOT_MET,
    STATED,
    VERDICTS,
    WITHHELD,
    Standing,
    splits,
    standings,
)
from rehab.pages.citing.marks import quoted
from rehab.pages.citing.phrases import Phrase, fill, phrase
from rehab.pages.numbers.country import CountryMaterial
from rehab.pages.sections.nine import SYMBOLS

KEY = {**SYMBOLS, WITHHELD: "*"}
"""What stands for each verdict: read without colour."""
STATED_MARK, BORDERLINE_MARK, DIFFERS_MARK = "°", "±", "≠"
BASES = {MET: (COMPUTED, STATED), NOT_MET: (COMPUTED, STATED), NOT_ASSESSED: (STATED, NONE), WITHHELD: ()}


@dataclass(frozen=True)
class Cell:
    """One province's verdict on one indicator as the matrix prints it: `said` is all of it in words."""

    verdict: str
    shown: str
    said: str
    file: str


@dataclass(frozen=True)
class MatrixRow:
    """One province; `came` says why it has no cells."""

    code: str
    name: str
    region: str
    file: str
    status: str
    came: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class MatrixRegion:
    """The provinces of one region."""

    name: str
    rows: tuple[MatrixRow, ...]


def matrix(material: CountryMaterial) -> list[MatrixRegion]:
    """All provinces of the review by region; those that sent nothing too."""
    found = standings(material.tables.verdicts)
    return [
        MatrixRegion(name, tuple(_row(province, name, found.get(province.code, {}), material) for province in own))
        for name, own in regions(material.language).items()
    ]


def _row(province: Province, region: str, own: dict[int, Standing], material: CountryMaterial) -> MatrixRow:
    language, file = material.language, material.briefs.get(province.code, "")
    came = material.tables.received[province.code]
    cells = tuple(_cell(own[number], province, file, language) for number in indicators() if number in own)
    return MatrixRow(
        code=province.code,
        name=province.name_short if language == "vi" else province.name_en,
        region=region,
        file=file,
        status="" if came == RECEIVED else came,
        came="" if came == RECEIVED else text(f"country.received_{came}", language),
        cells=cells if came == RECEIVED else (),
    )


def _cell(standing: Standing, province: Province, file: str, language: str) -> Cell:
    said = _said(standing, language)
    place = f"{file}#indicator-{standing.indicator}" if file else ""
    return Cell(standing.verdict, cell_marks(standing), said, place)


def cell_marks(standing: Standing) -> str:
    """What stands for a verdict where there is little room: the verdict, whose word it is, borderline, differing.

    >>> cell_marks(Standing(7, "met", "computed", "", "met", False, True))
    '✓±'
    """
    stated = STATED_MARK if standing.basis == STATED else ""
    borderline = BORDERLINE_MARK if standing.borderline else ""
    return KEY[standing.verdict] + stated + borderline + (DIFFERS_MARK if standing.differs else "")


def _said(standing: Standing, language: str) -> str:
    """Everything that a cell's marks say, in words."""
    words = [verdict_name(standing.verdict, language)]
    if standing.verdict != WITHHELD:
        words.append(text(f"country.said_{standing.basis}", language))
        words += [text(f"reason_short.{standing.reason}", language)] if standing.reason else []
    words += [text("country.said_borderline", language)] if standing.borderline else []
    if standing.differs:
        words.append(text("country.said_differs", language, stated=verdict_name(standing.stated, language)))
    return ", ".join(words)


def verdict_name(verdict: str, language: str) -> str:
    """A verdict in words, the withheld one too."""
    return text("country.withheld" if verdict == WITHHELD else f"verdict.{verdict}", language)


def of_received(material: CountryMaterial) -> dict[str, dict[int, Standing]]:
    """Standings of the provinces that sent figures: a blank workbook is no verdict of anybody's."""
    found = standings(material.tables.verdicts)
    return {code: own for code, own in found.items() if material.tables.received[code] == RECEIVED}


def missing(material: CountryMaterial) -> list[Phrase]:
    """Who sent nothing, whose file could not be read, whose workbook is blank."""
    language, by_code = material.language, material.tables.received
    said = []
    for came in (NOT_SENT, OTHER_KIND, UNREADABLE, BLANK):
        own = [provinces()[code] for code, status in by_code.items() if status == came]
        if own:
            names = ", ".join(one.name_short if language == "vi" else one.name_en for one in own)
            template = text(f"country.missing_{came}", language)
            said.append(fill(template, count=material.figures.count(len(own)), names=names))
    strays = [stray.file for stray in material.tables.strays if not stray.code]
    none = [] if said else [phrase(text("country.missing_none", language))]
    if strays:
        named = fill(
            text("country.missing_stray", language),
            count=material.figures.count(len(strays)),
            names=quoted(", ".join(strays)),
        )
        return [*said, *none, named]
    return [*said, *none]


@dataclass(frozen=True)
class SplitBar:
    """How many of `all` provinces meet an indicator and how many miss it; the rest of the bar stays empty."""

    met: int
    not_met: int
    all: int


@dataclass(frozen=True)
class SplitRow:
    """How many provinces have each verdict on one indicator: a count for each column of the table, and its bar."""

    number: int
    short: str
    counts: tuple[Phrase, ...]
    bar: SplitBar


def split_columns() -> tuple[tuple[str, str], ...]:
    """Verdicts and bases that the table of splits has a column for."""
    return tuple((verdict, basis) for verdict in VERDICTS for basis in (BASES[verdict] or ("",)))


def split_rows(material: CountryMaterial) -> list[SplitRow]:
    """The nine indicators over the provinces that sent figures, in their own order: nothing is ranked."""
    received = of_received(material)
    return [
        SplitRow(
            number=split.indicator,
            short=indicators()[split.indicator].short(material.language),
            counts=tuple(material.figures.count(split.of(*column)) for column in split_columns()),
            bar=SplitBar(split.of(MET), split.of(NOT_MET), len(received)),
        )
        for split in splits(received)
    ]
