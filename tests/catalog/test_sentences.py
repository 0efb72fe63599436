"""docs/sentences.md lists every sentence that pages can print."""

from pathlib import Path

from rehab.catalog.sentences import sentences_page

PAGE = Path(__file__).resolve().parents[2] / "docs" / "sentences.md"


def test_the_list_of_sentences_is_current():
    assert PAGE.read_text("utf-8") == sentences_page(), "run `make sentences`"


def test_one_kind_of_quotation_marks_stands_in_what_pages_print():
    assert "«" not in sentences_page()
