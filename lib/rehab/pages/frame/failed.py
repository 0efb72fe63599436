"""The page of a province whose brief could not be built: what went wrong, and what to do."""

from rehab.catalog.collections import is_made_up
from rehab.catalog.provinces import Province
from rehab.catalog.texts import text
from rehab.pages.citing.html import page

_LONGEST_ERROR = 2000


def failed_page(
    province: Province, collection: str, language: str, messages: list[str], analyst: str = "", notebook: str = ""
) -> str:
    """A whole page: `messages` for its readers, the notebook's own error (`analyst`) and file for analysts."""
    made_up = text("brief.made_up", language) if is_made_up(collection) else ""
    return page(
        "failed",
        language,
        title=text("failed.title", language, province=province.title(language)),
        province=province,
        messages=messages,
        analyst=analyst[:_LONGEST_ERROR],
        notebook=notebook,
        made_up=made_up,
    )
