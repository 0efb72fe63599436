"""How pages on all provinces call provinces and ratios."""

from collections.abc import Iterable

from rehab.catalog.indicators import indicators
from rehab.catalog.provinces import provinces
from rehab.catalog.texts import text
from rehab.country.summed import Summed, part_of
from rehab.pages.citing.figures import Figures
from rehab.pages.citing.formats import format_percent
from rehab.pages.citing.phrases import NOTHING, Phrase, Run, fill, phrase

_FEW = 3


def province_name(code: str, language: str) -> str:
    """A province's short name.

    >>> province_name("67", "vi"), province_name("67", "en")
    ('Đắk Nông', 'Dak Nong')
    """
    own = provinces()[code]
    return own.name_short if language == "vi" else own.name_en


def some_names(codes: Iterable[str], language: str, most: int = _FEW) -> Phrase:
    """The names of provinces, of many the first few and how many others there are.

    >>> some_names(["67", "66"], "vi").plain, some_names(["67", "66", "64"], "en", 1).plain
    ('Đắk Nông, Đắk Lắk', 'Dak Nong and 2 others')
    """
    own = list(codes)
    shown = own if len(own) <= most + 1 else own[:most]
    names = ", ".join(province_name(code, language) for code in shown)
    if len(shown) == len(own):
        return phrase(names)
    count = Figures(language).count(len(own) - len(shown))
    return fill(text("country.names_more", language), names=names, count=count)


def ratio_name(one: Summed, language: str) -> str:
    """What a ratio is, by its alternative's, definition's, part's or indicator's name."""
    indicator = indicators()[one.indicator]
    for other in indicator.alternatives:
        if other.id == one.alternative:
            return other.short(language)
    part = part_of(one)
    for definition in part.definitions:
        if definition.id == one.definition:
            return definition.short(language)
    return part.short(language) or indicator.short(language)


def percent(value: float | None, language: str, target: float | None = None) -> Phrase:
    """A percentage worked out on the page from provinces' figures; nothing where there is none."""
    if value is None:
        return NOTHING
    return Phrase((Run(format_percent(value, language, target), "n"),))
