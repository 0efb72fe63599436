"""Texts for people, in Vietnamese and English, by key."""

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

    Raises KeyError for an unknown key, language or placeholder: a missing text is a fault, never blank.

    >>> text("verdict.not_met", "vi")
    'Không đạt'
    """
    template = texts()[key][language]
    return template.format(**values) if values else template


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


def harmless(said: str) -> str:
    """A text as it may be shown in a terminal, whoever has written what it quotes.

    >>> harmless("\\x1b[2J\\tĐắk Nông\\n")
    '\\\\x1b[2J\\tĐắk Nông\\n'
    """
    return said.translate(_HARMLESS)
