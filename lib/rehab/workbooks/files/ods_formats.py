"""Number formats of an OpenDocument file, which writes them as elements, as the codes that Excel has for them."""

import math
import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element

_NAMESPACE = re.compile(r"\{[^{}]*\}")
_CONDITION = re.compile(r"value\(\)\s*(<=|>=|!=|<|>|=)\s*(-?[0-9]{1,20}(?:\.[0-9]{1,20})?)")
_LETTERS = {
    "year": "yyyy", "month": "mm", "day": "dd", "day-of-week": "ddd", "era": "yyyy", "quarter": "m",
    "week-of-year": "d", "hours": "[h]", "minutes": "mm", "seconds": "ss", "am-pm": "AM/PM",
}  # fmt: skip
_MOST_SIGNS = 30
_MOST_CONDITIONS = 5
_WHITE = ("#ffffff", "#fff")


def number_format(name: str, styles: Mapping[str, Element]) -> str:
    """The code of a number style; General where there is none of that name.

    Styles for some numbers only (`style:map`) become sections with conditions.
    """
    style = styles.get(name)
    if style is None:
        return "General"
    sections: list[str] = []
    for part in style:
        if _local(part) == "map" and len(sections) < _MOST_CONDITIONS:
            found = _CONDITION.fullmatch(_get(part, "condition").strip())
            other = styles.get(_get(part, "apply-style-name"))
            if found and other is not None:
                sign = "<>" if found[1] == "!=" else found[1]
                sections.append(f"[{sign}{found[2]}]{_code(other)}")
    base = _code(style)
    if _local(style) == "text-style":
        # What numbers a format for texts has, its maps say.
        return ";".join([*sections[:3], *["General"] * (3 - len(sections)), base]) if sections else base
    return ";".join([*sections[:2], base])


def _local(element: Element) -> str:
    return _NAMESPACE.sub("", element.tag)


def _get(element: Element, name: str) -> str:
    return next((value for key, value in element.items() if _NAMESPACE.sub("", key) == name), "")


def _whole(element: Element, name: str, otherwise: int) -> int:
    written = _get(element, name)
    return min(int(written), _MOST_SIGNS) if written.isascii() and written.isdigit() else otherwise


def _code(style: Element) -> str:
    """A style's code without its conditions."""
    is_percentage = _local(style) == "percentage-style"
    code = ""
    for part in style:
        kind, text = _local(part), part.text or ""
        if kind == "number":
            code += _digits(part)
        elif kind == "scientific-number":
            code += "0." + "0" * _whole(part, "decimal-places", 2) + "E+00"
        elif kind == "fraction":
            code += "# ?/?"
        elif kind == "text-content":
            code += "@"
        elif kind == "text" and is_percentage and "%" in text:
            before, _, after = text.partition("%")
            code += _quoted(before) + "%" + _quoted(after)
        elif kind in ("text", "currency-symbol"):
            code += _quoted(text)
        elif kind == "text-properties" and _get(part, "color").lower() in _WHITE:
            code += "[White]"
        else:
            code += _LETTERS.get(kind, "")
    return code


def _quoted(text: str) -> str:
    return "".join('\\"' if sign == '"' else f'"{sign}"' for sign in text)


def _digits(number: Element) -> str:
    whole = "0" * _whole(number, "min-integer-digits", 1) or "#"
    if not _get(number, "decimal-places"):
        return "General" if whole == "0" and _get(number, "grouping") != "true" else whole
    if _get(number, "grouping") == "true":
        whole = "#,##" + whole if len(whole) == 1 else "#," + whole.rjust(3, "#")
    places = _whole(number, "decimal-places", 0)
    shown = min(places, _whole(number, "min-decimal-places", places))
    fraction = "0" * shown + "#" * (places - shown)
    factor = _get(number, "display-factor")
    commas = 0
    if re.fullmatch(r"[0-9]{1,12}(?:\.0+)?", factor) and float(factor) > 1:
        commas = round(math.log(float(factor), 1000))
    return whole + ("." + fraction if fraction else "") + "," * commas
