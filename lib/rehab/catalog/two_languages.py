"""What an error says in both languages, and the one of them that a person reads."""

from rehab.catalog.files import CatalogError
from rehab.catalog.settings import SettingsError
from rehab.catalog.texts import LANGUAGES

_BETWEEN = " / "


def of_both(error: Exception, language: str) -> str:
    """What an error says in one language.

    >>> of_both(ValueError("không có a / b / there is no a / b"), "en")
    'there is no a / b'
    """
    if isinstance(error, SettingsError):
        return f"{error.path.name} ! {error.place}: {error.said[LANGUAGES.index(language)]}"
    if isinstance(error, CatalogError):
        return f"{error.file} ! {error.place}: {_half(error.message, language)}"
    in_language = getattr(error, "in_language", None)
    if in_language is not None:
        return str(in_language(language))
    return _half(str(error), language)


def _half(said: str, language: str) -> str:
    """One half of a message in both languages, which name the same things: it divides in its middle.

    >>> _half("only one", "en")
    'only one'
    """
    parts = said.split(_BETWEEN)
    if len(parts) % 2:
        return said
    middle = len(parts) // 2
    return _BETWEEN.join(parts[middle:] if language != LANGUAGES[0] else parts[:middle])
