"""Tables as CSV: what is published is safe to open in a spreadsheet, and says how."""

import csv
import io

import pytest

from rehab.catalog.tables import conform
from rehab.store.tables import csv_bytes, package

HOSTILE = ("=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1", " =1", "＝1", "- Chưa có cơ sở")
HARMLESS = ("161 người", "-5", "", "0", "Đắk Nông = 67")


def _texts(said: tuple[str, ...], public: bool) -> list[str]:
    frame = conform([{"province": "67", "raw": text, "text": text} for text in said], "observations")
    rows = csv.DictReader(io.StringIO(csv_bytes(frame, "observations", public).decode("utf-8"), newline=""))
    found = list(rows)
    assert [row["raw"] for row in found] == [row["text"] for row in found]
    return [row["raw"] for row in found]


def test_a_published_text_that_a_spreadsheet_would_run_begins_with_an_apostrophe():
    assert _texts(HOSTILE, public=True) == [f"'{text}" for text in HOSTILE]


def test_other_published_texts_stay_as_they_are():
    assert _texts(HARMLESS, public=True) == list(HARMLESS)


def test_the_tables_that_stay_in_the_house_are_exact():
    assert _texts(HOSTILE + HARMLESS, public=False) == [*HOSTILE, *HARMLESS]


@pytest.mark.parametrize("public", [True, False])
def test_only_the_published_package_speaks_of_apostrophes(public: bool):
    assert ("dấu nháy đơn" in str(package("reported", made_up=False, public=public))) == public
