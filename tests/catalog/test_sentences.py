"""docs/sentences.md lists every sentence that pages can print."""

from pathlib import Path

import pytest

from rehab.catalog.files import CatalogError
from rehab.catalog.problem_table import with_table
from rehab.catalog.sentences import sentences_page

PAGE = Path(__file__).resolve().parents[2] / "docs" / "sentences.md"


def test_the_list_of_sentences_is_current():
    assert PAGE.read_text("utf-8") == sentences_page(), "run `make sentences`"


@pytest.mark.slow
def test_one_kind_of_quotation_marks_stands_in_what_pages_print():
    assert "«" not in sentences_page()


@pytest.mark.parametrize(("language", "name"), [("en", "reading.md"), ("vi", "doc-bang-tinh.md")])
def test_the_tables_of_problems_are_current(language: str, name: str):
    written = PAGE.with_name(name).read_text("utf-8")
    assert written == with_table(written, language), "run `make sentences`"


def test_a_document_without_a_table_of_problems_is_named():
    with pytest.raises(CatalogError):
        with_table("# Reading\n", "en")
