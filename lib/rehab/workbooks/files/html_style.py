"""How a page of HTML sets its text: fonts, number formats, what is raised or hidden."""

import re
from typing import NamedTuple

from rehab.workbooks.files.spreadsheetml import NAMED_FORMATS

_DECLARATION = re.compile(r"""(?:"[^"]*"|'[^']*'|\\.|[^;"'\\])+""", re.DOTALL)
_CSS_ESCAPE = re.compile(r"\\(?:([0-9A-Fa-f]{4})|(.))", re.DOTALL)


class Look(NamedTuple):
    """How the text within a tag is set."""

    tag: str = ""
    font: str = ""
    number_format: str = "General"
    raised: bool = False
    hidden: bool = False


PLAIN = Look()


def declarations(css: str) -> dict[str, str]:
    """Properties of a style and their values, without quotes.

    >>> declarations("font-family:'.VnTime', serif; mso-number-format:'0\\\\.0%'")["font-family"]
    "'.VnTime', serif"
    """
    found = {}
    for declaration in _DECLARATION.findall(css):
        name, _, value = declaration.partition(":")
        found[name.strip().lower()] = value.strip()
    return found


def family(written: str) -> str:
    return written.split(",")[0].strip().strip("'\"")


def number_format(written: str) -> str:
    """A number format out of its quotes and escapes: `"\\#\\,\\#\\#0"` is #,##0."""
    bare = _CSS_ESCAPE.sub(lambda found: chr(int(found[1], 16)) if found[1] else found[2], written.strip("'\""))
    return NAMED_FORMATS.get(bare.lower(), bare)


def span(written: str, most: int) -> int:
    digits = re.match(r"\s*0*([0-9]{1,9})", written)
    return min(most, max(1, int(digits[1]))) if digits else 1
