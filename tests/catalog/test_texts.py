"""Texts for people: every one that is asked for is there, and every one that is there is asked for."""

import re
from pathlib import Path
from string import Formatter

import pytest

from rehab.attainment.terms import CONFLICT, INCOMPLETE, MISSING, NONE, NOT_DUE, STALE
from rehab.catalog.texts import LANGUAGES, text, texts

LIB = Path(__file__).resolve().parents[2] / "lib" / "rehab"
CODE = [path for pattern in ("*.py", "*.j2") for path in sorted(LIB.rglob(pattern))]
_ASKED = re.compile(r'\b(?:text|t|tm)\(\s*"([a-z_0-9]+\.[a-z_0-9]+)"')
# A key that is put together: `text(f"verdict.{verdict}", …)`, `t("problems." ~ severity)`.
_BEGUN = re.compile(r'"([a-z_0-9]+\.[a-z_0-9]*)(?:\{|" ~)')


def _code() -> dict[str, str]:
    return {path.relative_to(LIB).as_posix(): path.read_text("utf-8") for path in CODE}


def test_every_text_asked_for_is_in_the_catalogue():
    missing = {name: _asked_in_vain(source) for name, source in _code().items()}
    assert not {name: keys for name, keys in missing.items() if keys}


def _asked_in_vain(source: str) -> set[str]:
    begun = {key for key in _BEGUN.findall(source) if not any(known.startswith(key) for known in texts())}
    asked = {key for key in begun if re.search(rf'\b(?:text|t|tm)\(f?"{re.escape(key)}', source)}
    return asked | (set(_ASKED.findall(source)) - set(texts()))


@pytest.mark.slow
def test_every_text_of_the_catalogue_is_used():
    whole = "\n".join(_code().values())
    begun = tuple(_BEGUN.findall(whole))
    # `page_heading` is given the group of its texts by the kind of page.
    ended = tuple(re.findall(r'text\(f"\{words\}(\.[a-z_]+)"', whole))
    unused = [
        key
        for key in texts()
        if f'"{key}"' not in whole and not key.startswith(begun) and not key.endswith(ended or ("\0",))
    ]
    assert not unused


def test_no_text_is_empty_in_either_language():
    assert not [key for key, entry in texts().items() if not all(entry[language].strip() for language in LANGUAGES)]


@pytest.mark.parametrize(
    ("files", "error", "said"),
    [
        (1, 1, "1 file: 1 error, 0 warnings, 2 remarks."),
        (2, 0, "2 files: 0 errors, 0 warnings, 2 remarks."),
        (21, 11, "21 files: 11 errors, 0 warnings, 2 remarks."),
    ],
)
def test_a_word_goes_with_its_number(files: int, error: int, said: str):
    assert text("cli.check_done", "en", files=files, error=error, warning=0, remark=2) == said


def test_a_word_that_goes_with_a_number_has_two_forms_and_its_number_beside_it():
    faults = []
    for key, entry in texts().items():
        for language in LANGUAGES:
            placed = [(name, forms) for _, name, forms, _ in Formatter().parse(entry[language]) if name]
            numbers = {name for name, forms in placed if not forms}
            words = [(name, forms) for name, forms in placed if forms]
            faults += [key for name, forms in words if name not in numbers or len(set(forms.split("|"))) != 2]
    assert not faults


@pytest.mark.parametrize("status", [MISSING, NOT_DUE, STALE, CONFLICT, INCOMPLETE])
def test_a_page_has_words_for_every_reason_why_a_figure_is_not_used(status: str):
    assert {f"calculation.{status}", f"open.{status}"} <= set(texts())
    assert f"calculation.{NONE}" in texts()
