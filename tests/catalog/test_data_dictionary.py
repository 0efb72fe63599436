"""docs/data-dictionary.md says what the tables are."""

from pathlib import Path

import pytest

from rehab.catalog.tables import columns, table_names

PAGE = Path(__file__).resolve().parents[2] / "docs" / "data-dictionary.md"


@pytest.mark.parametrize("table", table_names())
def test_every_column_is_described_in_both_languages(table: str):
    section = PAGE.read_text("utf-8").split(f"## {table}\n")[1].split("\n## ")[0]
    for column in columns(table):
        assert f"| {column.column} | {column.type} | {column.description_en} | {column.description_vi} |" in section
