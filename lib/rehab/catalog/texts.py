"""Texts for people, in Vietnamese and English, by key."""

from collections.abc import Mapping
from string import Formatter
from typing import Any

from rehab.catalog.files import CatalogError, names, read_tree
from rehab.catalog.review_words import told_of_review
from rehab.catalog.reviews import per_review

LANGUAGES = ("vi", "en")


def tabled(language: str) -> str:
    """The language of columns `…_vi` and `…_en` for readers of a language: names have two, sentences have all.

    >>> tabled("vi"), tabled("en"), tabled("lo")
    ('vi', 'en', 'en')
    """
    return language if language == LANGUAGES[0] else LANGUAGES[1]


@per_review()
def texts() -> dict[str, dict[str, str]]:
    """All texts by key (`section.name`), each with a text per language, as said of the review that is worked on.

    Raises CatalogError when two files define one key.

    >>> sorted(texts()["verdict.met"].items())
    [('en', 'Met'), ('vi', 'Đạt')]
    """
    found: dict[str, dict[str, str]] = {}
    for name in names(".toml", "texts"):
        for section, entries in read_tree(name).items():
            for key, entry in entries.items():
                full = f"{section}.{key}"
                if full in found:
                    raise CatalogError(name, full, "defined twice; remove one of the two.")
                found[full] = {language: told_of_review(said, language) for language, said in entry.items()}
    return found


def text(key: str, language: str, **values: Any) -> str:
    """One text in a language, with its `{placeholders}` filled.

    `{count:file|files}` is the word that goes with a number. Raises KeyError for an unknown key, language or
    placeholder: a missing text is a fault, never blank.

    >>> text("verdict.not_met", "vi")
    'Không đạt'
    >>> text("cli.sample_done", "en", count=1, folder="data")
    'Wrote 1 MADE-UP workbook to data; the .truth.csv beside each is for tests only.'
    """
    template = texts()[key][language]
    return filled_in(template, values) if values else template


def filled_in(template: str, values: Mapping[str, Any]) -> str:
    """A template with its placeholders filled.

    >>> filled_in("{n} {n:file|files}", {"n": 1}), filled_in("{n} {n:file|files}", {"n": 2})
    ('1 file', '2 files')
    """
    # Python's own way is many times as fast, and knows no words that go with numbers.
    return _TO_NUMBERS.vformat(template, (), values) if "|" in template else template.format_map(values)


def word_of(forms: str, number: object) -> str:
    """Of `one|several` the word that goes with a number, given as such or as a page prints it.

    Raises ValueError where there are not two.

    >>> word_of("file|files", 1), word_of("file|files", 0), word_of("file|files", "1.001")
    ('file', 'files', 'files')
    """
    one, several = forms.split("|")
    return one if str(number) == "1" else several


class _ToNumbers(Formatter):
    def format_field(self, value: Any, format_spec: str) -> str:
        return word_of(format_spec, value) if "|" in format_spec else format(value, format_spec)


_TO_NUMBERS = _ToNumbers()


# Signs by which a text could command a terminal or turn its direction, and halves of letters, as Python writes them.
_COMMANDS = (
    *range(9),
    *range(11, 32),
    *range(127, 160),
    0x200E,
    0x200F,
    *range(0x202A, 0x202F),
    *range(0x2066, 0x206A),
)
_HARMLESS = {code: chr(code).encode("unicode_escape").decode() for code in (*_COMMANDS, *range(0xD800, 0xE000))}


def decodable(name: str) -> str:
    """A file's name as it can be written down: what is no UTF-8 in it, as offices' old machines leave, by its numbers.

    >>> decodable("67-\\udce9.xlsx"), decodable("67-đắk-nông.xlsx")
    ('67-\\\\udce9.xlsx', '67-đắk-nông.xlsx')
    """
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


def harmless(said: str) -> str:
    """A text as it may be shown in a terminal, whoever has written what it quotes.

    >>> harmless("\\x1b[2J\\tĐắk Nông\\n")
    '\\\\x1b[2J\\tĐắk Nông\\n'
    """
    return said.translate(_HARMLESS)
