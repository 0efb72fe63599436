"""How a page of HTML sets its text: fonts, number formats, what is raised or hidden."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from rehab.workbooks.files.cells import is_invisible
from rehab.workbooks.files.colours import NAMED, rgb
from rehab.workbooks.files.spreadsheetml import NAMED_FORMATS

_DECLARATION = re.compile(r"""(?:"[^"]*"|'[^']*'|\\.|[^;"'\\])+""", re.DOTALL)
_CSS_ESCAPE = re.compile(r"\\(?:([0-9A-Fa-f]{4})|(.))", re.DOTALL)


class TagStyle(NamedTuple):
    """How the text within a tag is set."""

    tag: str = ""
    font: str = ""
    number_format: str = "General"
    raised: bool = False
    hidden: bool = False
    struck: bool = False
    colour: str = "000000"
    fill: str = "FFFFFF"
    size: float | None = None
    gone: bool = False

    @property
    def invisible(self) -> bool:
        """True for letters that nobody sees; rows and columns that are hidden are told as such."""
        return self.gone or is_invisible(self.colour, self.fill, self.size)


PLAIN = TagStyle()
_STRIKING = {"s", "strike", "del"}
_ROWS = {"table", "thead", "tbody", "tfoot", "tr", "col", "colgroup"}
_POINTS_OF = {"pt": 1.0, "px": 0.75, "": 0.75, "em": 12.0, "rem": 12.0, "%": 0.12}
_SIZE = re.compile(r"([0-9]{0,4}(?:\.[0-9]{1,6})?)(pt|px|em|rem|%|)")
_RGB = re.compile(r"rgba?\(\s*([0-9]{1,3})\s*,\s*([0-9]{1,3})\s*,\s*([0-9]{1,3})")


def looked(around: TagStyle, tag: str, given: Mapping[str, str], said: Mapping[str, str]) -> TagStyle:
    """The look within a tag: what surrounds it, changed by the tag, its attributes and what styles say of it."""
    colour = _colour(said.get("color", given.get("color", "") if tag == "font" else ""))
    background = said.get("background-color", said.get("background", given.get("bgcolor", "")))
    line = said.get("text-decoration", said.get("text-decoration-line", ""))
    gone = said.get("visibility") == "hidden" or said.get("mso-hide") == "all"
    return TagStyle(
        tag,
        family(said["font-family"]) if "font-family" in said else around.font,
        number_format(said["mso-number-format"]) if "mso-number-format" in said else around.number_format,
        around.raised,
        around.hidden or said.get("display") == "none",
        around.struck or tag in _STRIKING or "line-through" in line,
        colour or around.colour,
        _background(background, around.fill),
        _points(said["font-size"], around.size) if "font-size" in said else around.size,
        around.gone or gone or (said.get("display") == "none" and tag not in _ROWS),
    )


def _colour(written: str) -> str | None:
    parts = _RGB.match(written)
    if parts:
        return "".join(f"{min(255, int(part)):02X}" for part in parts.groups())
    return NAMED.get(written.strip().lower()) or rgb(written)


def _background(written: str, around: str) -> str:
    """The background that a style names, empty where it is a picture; that of what surrounds it where none is named."""
    if not written or written.strip().lower() in ("none", "transparent", "auto", "inherit"):
        return around
    if "url(" in written or "gradient" in written:
        return ""
    named = [found for word in ([written] if "(" in written else written.split()) if (found := _colour(word))]
    return named[0] if named else around


def _points(written: str, around: float | None) -> float | None:
    size = _SIZE.fullmatch(written.strip().lower())
    return float(size[1]) * _POINTS_OF[size[2]] if size and size[1] not in ("", ".") else around


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
