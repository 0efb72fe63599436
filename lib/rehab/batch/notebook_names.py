"""Names of the notebook and of the files it gives."""

from rehab.catalog.provinces import Province

NOTEBOOK = "province_brief.ipynb"


def file_stem(province: Province, language: str) -> str:
    """Name of a province's files in a language.

    >>> from rehab.catalog.provinces import provinces
    >>> file_stem(provinces()["67"], "vi"), file_stem(provinces()["67"], "en")
    ('67-dak-nong', '67-dak-nong.en')
    """
    return province.slug if language == "vi" else f"{province.slug}.{language}"
