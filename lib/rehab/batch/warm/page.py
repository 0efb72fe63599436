"""One whole made-up page, built before anything is forked: what it imports, compiles and looks up is there for all.

Its figures are nobody's: they count up along the form, so that nothing of any province can be left in memory.
"""

import tempfile
from itertools import count
from pathlib import Path

import pandas as pd

from rehab.attainment.assessment import assess
from rehab.attainment.targets import Targets
from rehab.catalog.lines import lines, tables
from rehab.catalog.periods import Period, calendar, last_period, span, year_period
from rehab.catalog.provinces import provinces
from rehab.catalog.reviews import current_review
from rehab.catalog.rows import Row
from rehab.catalog.tables import conform
from rehab.catalog.texts import LANGUAGES
from rehab.pages.files.excel import write_download
from rehab.pages.numbers.material import Material
from rehab.pages.sections.brief import Brief

_NAME = "made up"
_FEWEST = 1000


def made_up_material(language: str) -> Material:
    """The tables of a province in which every line of the form has a value, from no workbook.

    >>> made_up_material("vi").observations["file"].unique().tolist()
    ['made up']
    """
    observations = conform(_rows(), "observations")
    found = assess(observations)
    return Material(
        province=next(iter(provinces().values())),
        collection=_NAME,
        language=language,
        observations=_given(observations),
        verdicts=_given(found.verdicts),
        rates=_given(found.rates),
        problems=_given(found.problems),
        workings=_given(found.workings),
        targets=Targets(),
        review=current_review(),
        is_made_up=True,
    )


def _given(table: pd.DataFrame) -> pd.DataFrame:
    """A table of which nothing is withheld."""
    return table.assign(withheld=pd.Series("", table.index, dtype="string"))


def _rows() -> list[Row]:
    lists = {(table.appendix, table.table) for table in tables() if table.kind == "list"}
    numbers = count(_FEWEST)
    return [
        {
            "collection": _NAME,
            "province": next(iter(provinces())),
            "area": "",
            "appendix": line.appendix,
            "line": line.name,
            "entry": "1" if (line.appendix, line.table) in lists else "",
            "period": period.label,
            "period_start": period.start.isoformat(),
            "period_end": period.end.isoformat(),
            "value": float(next(numbers)) if line.is_number else None,
            "text": "" if line.is_number else _NAME,
            "unit": line.unit,
            "file": _NAME,
            "sheet": line.appendix,
            "cell": f"A{_FEWEST}",
            "raw": _NAME,
            "corrected": False,
        }
        for line in lines().values()
        for period in _periods()
    ]


def _periods() -> list[Period]:
    own = calendar()
    return [*map(year_period, own.years), last_period(), span(own.window_start, own.last_day)]


def build_made_up_page() -> None:
    """Every section, and the Excel file; nothing of it is kept. Two languages would take twice as long."""
    material = made_up_material(LANGUAGES[0])
    brief = Brief(material)
    for name, section in vars(Brief).items():
        if callable(section) and not name.startswith("_"):
            getattr(brief, name)()._repr_mimebundle_()
    with tempfile.TemporaryDirectory() as folder:
        write_download(material, Path(folder) / "page.xlsx")
