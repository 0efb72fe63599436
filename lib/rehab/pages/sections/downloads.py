"""Downloads of a page: its tables as CSV inside the page itself, the Excel file beside it."""

from dataclasses import dataclass

from rehab.catalog.texts import text
from rehab.pages.citing.figures import Figures
from rehab.pages.citing.html import Html, render
from rehab.pages.citing.phrases import Phrase, fill
from rehab.pages.files.downloads import address_of, as_csv, file_name, workbook_name
from rehab.pages.files.tables import IN_PAGE, download_table
from rehab.pages.numbers.material import Material

# Said on the same row in other words; the Excel file and the data package have them for joining tables.
_NOT_IN_PAGE = {"observations": frozenset({"line"}), "calculations": frozenset({"line", "raw"})}


@dataclass(frozen=True)
class Download:
    """One table inside the page: its file's name, what it is, its rows and size, and the file itself as an address."""

    file: str
    title: str
    rows: Phrase
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


def _download(material: Material, name: str) -> Download:
    language, table = material.language, download_table(material, name, without=_NOT_IN_PAGE.get(name, frozenset()))
    written, figures = as_csv(table), Figures(language)
    return Download(
        file=file_name(material, "csv", text(f"download_slug.{name}", language)),
        title=text(f"download_table.{name}", language),
        rows=fill(
            text("downloads.rows", language),
            count=figures.count(len(table)),
            size=figures.count(max(1, round(len(written) / 1000))),
        ),
        address=address_of(written),
    )
