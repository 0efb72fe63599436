"""Downloads of a page: its tables as CSV inside the page itself, and the names of all files."""

import base64
import csv
import io
import re
from dataclasses import dataclass

import pandas as pd
from markupsafe import Markup

from rehab.briefs.download_tables import IN_PAGE, Cell, download_table
from rehab.briefs.figures import Figures, fill
from rehab.briefs.html import Html, render
from rehab.briefs.material import Material
from rehab.catalog.texts import text

# Said on the same row in other words; the Excel file and the data package have them for joining tables.
_NOT_IN_PAGE = {"observations": frozenset({"line"}), "calculations": frozenset({"line", "raw"})}
_STARTS_FORMULA = re.compile(r"\s*[=+\-@\t\r＝＋－＠]|[\t\r]")
_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)*%?")


@dataclass(frozen=True)
class Download:
    """One table inside the page: its file's name, what it is, its rows, and the file itself as an address."""

    file: str
    title: str
    rows: Markup
    address: str


def downloads(material: Material) -> Html:
    """The section from which the page's tables are saved; it needs neither script nor network."""
    language = material.language
    return render(
        "downloads",
        language,
        province=material.province.code,
        downloads=[_download(material, name) for name in IN_PAGE],
        workbook=workbook_name(material),
    )


def file_name(material: Material, ending: str, table: str = "") -> str:
    """Name of a file of this page; one of made-up figures says so.

    `67-dak-nong.xlsx`, `67-dak-nong.en.xlsx`, `67-dak-nong-chin-chi-tieu.csv`,
    `01-ha-noi-so-lieu-gia-dinh.xlsx`.
    """
    language = material.language
    nature = text("downloads.made_up_slug", language) if material.is_made_up else ""
    stem = "-".join(piece for piece in (material.province.slug, table, nature) if piece)
    return f"{stem}.{ending}" if language == "vi" else f"{stem}.{language}.{ending}"


def workbook_name(material: Material) -> str:
    """Name of the Excel file beside the page."""
    return file_name(material, "xlsx")


def is_formula(said: str) -> bool:
    r"""True for a text that a spreadsheet might take for a formula; a plain number is none.

    >>> [is_formula(said) for said in ("=1+1", "-2+3", "@x", "\tx", "-5", "a=b")]
    [True, True, True, True, False, False]
    """
    return bool(_STARTS_FORMULA.match(said)) and not _NUMBER.fullmatch(said.strip())


def as_csv(frame: pd.DataFrame) -> bytes:
    """A table as CSV in UTF-8 with a byte order mark, so that Excel reads its Vietnamese; formulas are defused."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow([_defused(str(name)) for name in frame.columns])
    writer.writerows([[_defused(value) for value in row] for row in frame.itertuples(index=False, name=None)])
    return written.getvalue().encode("utf-8-sig")


def _defused(value: Cell) -> Cell:
    return f"'{value}" if isinstance(value, str) and is_formula(value) else value


def _download(material: Material, name: str) -> Download:
    language, table = material.language, download_table(material, name, without=_NOT_IN_PAGE.get(name, frozenset()))
    data = base64.b64encode(as_csv(table)).decode("ascii")
    return Download(
        file=file_name(material, "csv", text(f"download_slug.{name}", language)),
        title=text(f"download_table.{name}", language),
        rows=fill(text("downloads.rows", language), count=Figures(language).count(len(table))),
        address=f"data:text/csv;charset=utf-8;base64,{data}",
    )
