"""The page of a province in each language: its file, and the way from one to the other."""

from dataclasses import dataclass

from rehab.catalog.provinces import Province
from rehab.catalog.texts import LANGUAGES, text


@dataclass(frozen=True)
class OtherPage:
    """The same page in another language."""

    language: str
    name: str
    file: str


def page_stem(province: Province, language: str) -> str:
    """Name of a province's files in a language, without ending.

    >>> from rehab.catalog.provinces import provinces
    >>> page_stem(provinces()["67"], "vi"), page_stem(provinces()["67"], "en")
    ('67-dak-nong', '67-dak-nong.en')
    """
    return province.slug if language == "vi" else f"{province.slug}.{language}"


def other_pages(province: Province, language: str, built: str) -> tuple[OtherPage, ...]:
    """The pages in other languages that were built too; `built` names languages, as in `vi,en`.

    >>> from rehab.catalog.provinces import provinces
    >>> other_pages(provinces()["67"], "vi", "vi,en")[0].file
    '67-dak-nong.en.html'
    >>> other_pages(provinces()["67"], "vi", "")
    ()
    """
    wanted = {name.strip() for name in built.split(",")}
    return tuple(
        OtherPage(other, text("brief.language_name", other), f"{page_stem(province, other)}.html")
        for other in LANGUAGES
        if other in wanted and other != language
    )
