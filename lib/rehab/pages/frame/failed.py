"""The page that stands where one could not be built: what went wrong, and what to do."""

from rehab.catalog.collections import is_made_up
from rehab.catalog.texts import text
from rehab.pages.citing.html import page

_LONGEST_ERROR = 2000


def failed_page(
    subject: str,
    province: str,
    collection: str,
    language: str,
    messages: list[str],
    analyst: str = "",
    notebook: str = "",
) -> str:
    """A whole page about a subject, as readers call it, with the code of its province if it is one.

    `messages` are for its readers, the notebook's own error (`analyst`) and file for analysts.
    """
    made_up = text("brief.made_up", language) if is_made_up(collection) else ""
    return page(
        "failed",
        language,
        title=text("failed.title", language, province=subject),
        province=province,
        messages=messages,
        analyst=analyst[:_LONGEST_ERROR],
        notebook=notebook,
        made_up=made_up,
    )
