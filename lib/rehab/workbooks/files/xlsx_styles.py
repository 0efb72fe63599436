"""Styles of an Office Open XML workbook: how each cell and each run of text is set."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, TypeVar
from xml.etree.ElementTree import Element

from openpyxl.styles.numbers import BUILTIN_FORMATS

from rehab.workbooks.files.cells import Look, Run, is_invisible, size_in_points
from rehab.workbooks.files.colours import OFFICE_THEME, indexed, rgb, tinted
from rehab.workbooks.files.number_formats import is_date_format

_T = TypeVar("_T")
_NAMESPACE = re.compile(r"\{[^{}]*\}")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
# Formats of currency, whose sign is that of the reader's country, not the file's: shown without any.
_OF_ANY_COUNTRY = {
    5: "#,##0", 6: "#,##0", 7: "#,##0.00", 8: "#,##0.00", 37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00",
    42: '_(* #,##0_);_(* \\(#,##0\\);_(* "-"_);_(@_)', 44: '_(* #,##0.00_);_(* \\(#,##0.00\\);_(* "-"??_);_(@_)',
}  # fmt: skip
# A theme's colours are kept in another order than its indexes count: light before dark.
_THEME_ORDER = (1, 0, 3, 2)
_FALSE = ("0", "false", "none")


class Style(NamedTuple):
    """The look of a cell; `painted` is the same where a table or a rule paints the background in another colour."""

    look: Look
    is_date: bool
    painted: Look


PLAIN = Style(Look(), False, Look())


class _Font(NamedTuple):
    name: str = ""
    struck: bool = False
    colour: str | None = None
    size: float | None = None
    raised: bool = False


@dataclass(frozen=True)
class Styles:
    """Styles of cells by their number, the colours of the theme, and which rules' formats fill the background."""

    cells: tuple[Style, ...] = (PLAIN,)
    theme: tuple[str, ...] = OFFICE_THEME
    filling_rules: frozenset[int] = frozenset()

    def style(self, number: str | None) -> Style:
        """The style a cell names; that of cells which name none where there is no such style."""
        place = int(number) if number and number.isdigit() else 0
        return self.cells[place] if place < len(self.cells) else self.cells[0] if self.cells else PLAIN


@lru_cache(maxsize=1024)
def local_name(tag: str) -> str:
    return _NAMESPACE.sub("", tag)


def child(element: Element, name: str) -> Element | None:
    return next((part for part in element if local_name(part.tag) == name), None)


def is_on(element: Element | None) -> bool:
    """True for a property that is there and not switched off, such as `<strike/>`."""
    return element is not None and element.get("val", "1") not in _FALSE


def built_in_format(number: int) -> str:
    """The code of a number format that every workbook has.

    >>> built_in_format(10), built_in_format(5)
    ('0.00%', '#,##0')
    """
    return _OF_ANY_COUNTRY.get(number) or BUILTIN_FORMATS.get(number, "General")


def read_theme(theme: Element) -> tuple[str, ...]:
    """Colours of a theme in the order of its indexes; Office's where it names none."""
    scheme = next((part for part in theme.iter() if local_name(part.tag) == "clrScheme"), None)
    found = []
    for place, named in enumerate(scheme if scheme is not None else ()):
        value = next((rgb(colour.get("lastClr") or colour.get("val")) for colour in named), None)
        found.append(value or (OFFICE_THEME[place] if place < len(OFFICE_THEME) else "000000"))
    if len(found) < len(OFFICE_THEME):
        return OFFICE_THEME
    return tuple(found[place] for place in (*_THEME_ORDER, *range(len(_THEME_ORDER), len(found))))


def read_styles(sheet: Element, theme: tuple[str, ...]) -> Styles:
    """The styles of a workbook's style sheet."""
    fonts = [_font(font, theme) for font in child(sheet, "fonts") or ()]
    fills = [_fill(fill, theme) for fill in child(sheet, "fills") or ()]
    formats = {
        _whole(entry.get("numFmtId")): entry.get("formatCode", "General") for entry in child(sheet, "numFmts") or ()
    }
    cells = []
    for entry in child(sheet, "cellXfs") or ():
        number = _whole(entry.get("numFmtId"))
        code = formats.get(number) or built_in_format(number)
        font = _at(fonts, _whole(entry.get("fontId")), _Font())
        fill = _at(fills, _whole(entry.get("fillId")), "FFFFFF")
        look = Look(font.name, code, font.struck, is_invisible(font.colour, fill, font.size), fill)
        painted = look._replace(invisible=is_invisible(font.colour, "", font.size), fill="")
        cells.append(Style(look, is_date_format(code), painted))
    rules = child(sheet, "dxfs")
    filling = {
        place for place, rule in enumerate(rules if rules is not None else ()) if child(rule, "fill") is not None
    }
    return Styles(tuple(cells) or (PLAIN,), theme, frozenset(filling))


def _at(found: Sequence[_T], place: int, otherwise: _T) -> _T:
    return found[place] if 0 <= place < len(found) else otherwise


def _whole(written: str | None) -> int:
    return int(written) if written and written.isdigit() else 0


def _font(font: Element, theme: tuple[str, ...]) -> _Font:
    name, struck, colour, size, raised = "", False, None, None, False
    for part in font:
        kind = local_name(part.tag)
        if kind in ("name", "rFont"):
            name = part.get("val", "")
        elif kind == "strike":
            struck = is_on(part)
        elif kind == "color":
            colour = _colour(part, theme)
        elif kind == "sz":
            size = size_in_points(part.get("val"))
        elif kind == "vertAlign":
            raised = part.get("val") == "superscript"
    return _Font(name, struck, colour, size, raised)


def _fraction(written: str | None) -> float | None:
    try:
        return float(written or "")
    except ValueError:
        return None


def _colour(element: Element, theme: tuple[str, ...]) -> str | None:
    """A colour as six digits; None where the system decides."""
    found = rgb(element.get("rgb"))
    if found is None and element.get("theme", "").isdigit():
        found = _at(theme, int(element.get("theme", "0")), "000000")
    if found is None and element.get("indexed", "").isdigit():
        found = indexed(int(element.get("indexed", "0")))
    tint = _fraction(element.get("tint"))
    return tinted(found, max(-1.0, min(1.0, tint))) if found and tint else found


def _fill(fill: Element, theme: tuple[str, ...]) -> str:
    """Background of a fill: white where there is none, empty for patterns and gradients."""
    pattern = child(fill, "patternFill")
    if pattern is None:
        return ""
    kind = pattern.get("patternType", "none")
    if kind != "solid":
        return "FFFFFF" if kind in ("none", "gray125") else ""
    front = child(pattern, "fgColor")
    return (_colour(front, theme) if front is not None else None) or "FFFFFF"


def read_runs(item: Element, look: Look, theme: tuple[str, ...]) -> list[Run]:
    """Runs of a string: a plain text, or stretches with fonts of their own; readings aloud (rPh) are no text."""
    runs = []
    for part in item:
        kind = local_name(part.tag)
        if kind == "t":
            runs.append(Run(unescaped(part.text or "")))
        elif kind == "r":
            words, own = child(part, "t"), child(part, "rPr")
            text = unescaped((words.text or "") if words is not None else "")
            if own is None:
                runs.append(Run(text))
            else:
                font = _font(own, theme)
                invisible = is_invisible(font.colour, look.fill, font.size)
                runs.append(Run(text, font.name, font.raised, font.struck, invisible))
    return runs


def unescaped(written: str) -> str:
    """Text with the letters that XML cannot hold in place of their numbers (`_x000D_`)."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), written) if "_x" in written else written
