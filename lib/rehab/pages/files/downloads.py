"""Files that leave with a page: their names, and tables as CSV with nothing in them that a spreadsheet would run."""

import csv
import io
import re

import pandas as pd

from rehab.catalog.tables import tuples
from rehab.catalog.texts import text
from rehab.pages.files.tables import Cell
from rehab.pages.numbers.material import Material
from rehab.store.spreadsheets import defused

# Written as they are, these would end the attribute, the address or the line; bare letters weigh a quarter less than
# base64 of them.
_UNSAFE = re.compile(r"""[\x00-\x1F"#%&'<>\\`\x7F]""")
_CSV_ADDRESS = "data:text/csv;charset=utf-8,"


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


def as_csv(frame: pd.DataFrame) -> bytes:
    """A table as CSV in UTF-8 with a byte order mark, so that Excel reads its Vietnamese; formulas are defused."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow([_defused(str(name)) for name in frame.columns])
    writer.writerows([[_defused(value) for value in row] for row in tuples(frame)])
    return written.getvalue().encode("utf-8-sig")


def csv_address(frame: pd.DataFrame) -> str:
    """A table as the address of its CSV, for a link that needs no network; of letters, so that anyone can read it.

    >>> csv_address(pd.DataFrame({"Tên": ["a, 5 %"]}))
    'data:text/csv;charset=utf-8,%EF%BB%BFTên%0D%0A%22a, 5 %25%22%0D%0A'
    """
    return address_of(as_csv(frame))


def address_of(csv_file: bytes) -> str:
    """The bytes of a CSV file as an address, for a link that needs no network."""
    written = csv_file.decode("utf-8-sig")
    return f"{_CSV_ADDRESS}%EF%BB%BF{_UNSAFE.sub(lambda found: f'%{ord(found[0]):02X}', written)}"


def _defused(value: Cell) -> Cell:
    # Most texts begin with a letter or a digit, and no formula does.
    return defused(value) if isinstance(value, str) and not value[:1].isalnum() else value
