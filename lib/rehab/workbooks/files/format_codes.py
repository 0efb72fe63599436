"""The codes of number formats taken apart: sections, and in each the signs it is made of (ECMA-376 18.8.31)."""

import re
from dataclasses import dataclass
from functools import lru_cache

_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d{1,20}(?:\.\d{1,20})?)")
_ELAPSED = re.compile(r"(?:h+|m+|s+)", re.IGNORECASE)
_COLOUR = re.compile(r"black|blue|cyan|green|magenta|red|white|yellow|colou?r\s?\d{1,2}", re.IGNORECASE)
GENERAL = re.compile(r"general|standard", re.IGNORECASE)
_HALVES = re.compile(r"am/pm|a/p", re.IGNORECASE)
_DIGITS, _DATE_LETTERS, _CLOCK_LETTERS = "0#?", "ymdebg", "hs"
# What Excel can hold in a format; a longer one is no format of Excel's.
_LONGEST = 255
_MOST_SECTIONS = 3


@dataclass(frozen=True)
class Section:
    """One of a format's sections, as signs: pairs of a kind and its text.

    Kinds: `digit`, `point`, `comma`, `percent`, `power`, `general`, `text` (@), `date`, `clock`, `words`.
    """

    signs: tuple[tuple[str, str], ...]
    condition: tuple[str, float] | None = None
    colour: str = ""

    def has(self, *kinds: str) -> bool:
        """True where a sign of one of the kinds is there."""
        return any(kind in kinds for kind, _ in self.signs)

    @property
    def is_date(self) -> bool:
        """True where it shows a day, a month or a year, not only a time of day."""
        letters = "".join(text for kind, text in self.signs if kind in ("date", "clock"))
        return any(sign in "ydebg" for sign in letters) or ("m" in letters and not any(s in "hs" for s in letters))


@lru_cache(maxsize=4096)
def parsed(code: str) -> tuple[tuple[Section, ...], Section | None]:
    """The sections for numbers, and the one for text (None: text shows as it is)."""
    sections = [_section(part) for part in _parts(code[:_LONGEST])]
    text = sections.pop(_MOST_SECTIONS) if len(sections) > _MOST_SECTIONS else None
    if text is None and len(sections) > 1 and sections[-1].has("text"):
        text = sections.pop()
    if text is None and len(sections) == 1 and sections[0].has("text") and not sections[0].has("digit", "general"):
        return (), sections[0]
    return tuple(sections[:_MOST_SECTIONS]), text


def _parts(code: str) -> list[str]:
    """A format's sections; semicolons in quotes, brackets and behind a backslash part nothing."""
    parts, start, place = [], 0, 0
    while place < len(code):
        sign = code[place]
        if sign == ";":
            parts.append(code[start:place])
            start = place + 1
        place = _after(code, place)
    return [*parts, code[start:]]


def _after(code: str, place: int) -> int:
    """The place after the sign that begins at `place`, its quoted or bracketed text included."""
    sign = code[place]
    if sign in '"[':
        end = code.find('"' if sign == '"' else "]", place + 1)
        return len(code) if end < 0 else end + 1
    return place + (2 if sign in "\\_*" else 1)


def _section(part: str) -> Section:
    signs: list[tuple[str, str]] = []
    condition, colour = None, ""
    place = 0
    while place < len(part):
        sign, after = part[place], _after(part, place)
        inside = part[place + 1 : after].removesuffix("]" if sign == "[" else '"')
        if sign == "[":
            told = _CONDITION.fullmatch(inside.strip())
            if told:
                condition = (told[1], float(told[2]))
            elif inside.startswith("$"):
                signs.append(("words", inside[1:].partition("-")[0]))
            elif _ELAPSED.fullmatch(inside):
                signs.append(("clock", inside.lower() + "h"))
            elif _COLOUR.fullmatch(inside):
                colour = inside.lower().replace(" ", "").replace("colour", "color")
        elif sign in '"\\':
            signs.append(("words", inside if sign == '"' else part[place + 1 : after]))
        elif sign == "_":
            signs.append(("words", " "))
        elif sign != "*":
            kind, after = _kind(part, place)
            signs.append((kind, part[place:after].lower() if kind in ("date", "clock") else part[place:after]))
        place = after
    return Section(tuple(signs), condition, colour)


def _kind(part: str, place: int) -> tuple[str, int]:
    """Kind of a sign that stands for itself or for a piece of the number, and the place after it."""
    sign = part[place]
    if general_sign := GENERAL.match(part, place):
        return "general", general_sign.end()
    if halves := _HALVES.match(part, place):
        return "clock", halves.end()
    if sign in "eE" and part[place + 1 : place + 2] in ("+", "-"):
        return "power", place + 2
    for kind, signs in (("digit", _DIGITS), ("point", "."), ("comma", ","), ("percent", "%"), ("text", "@")):
        if sign in signs:
            return kind, place + 1
    if sign.lower() in _CLOCK_LETTERS:
        return "clock", place + 1
    if sign.lower() in _DATE_LETTERS:
        return "date", place + 1
    return "words", place + 1
