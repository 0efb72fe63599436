"""The page that stands where one could not be built: what went wrong, and what to do."""

from rehab.catalog.texts import text
from rehab.pages.citing.html import page
from rehab.pages.frame.index import index_file
from rehab.pages.frame.typeset import typeset

_LONGEST_ERROR = 2000


def failed_page(
    title: str,
    province: str,
    made_up: bool,
    language: str,
    messages: list[str],
    analyst: str = "",
    notebook: str = "",
    is_of_topic: bool = False,
) -> str:
    """A whole page under its title, with the code of its province if it is about one.

    `messages` are for its readers, the notebook's own error (`analyst`) and file for analysts. The list
    of pages lies beside it or, of the one page of a topic (`is_of_topic`), above.
    """
    built = page(
        "failed",
        language,
        title=title,
        province=province,
        messages=messages,
        analyst=analyst[:_LONGEST_ERROR],
        notebook=notebook,
        made_up=text("brief.made_up", language) if made_up else "",
        back=("../" if is_of_topic else "") + index_file(language),
    )
    return typeset(built, language)
