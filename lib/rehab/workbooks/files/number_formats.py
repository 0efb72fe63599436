"""What a number format makes of a number: the value in the unit shown, the words around it, or nothing at all.

Formats are Excel's codes (ECMA-376 18.8.31); other kinds of file are brought to them. Marks between digits are
written as Vietnamese offices see them: dots between thousands, a decimal comma.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from rehab.workbooks.files.format_codes import GENERAL, Section, parsed

_MOST_DECIMALS = 30
# From here on a number has more digits than it is known to.
_VAST = 1e15
_GROUP = 3
_GROUPING = set(".' \u00a0\u202f")
_DASHES = set("-–—")
_MARKS_OF_NEGATIVES = str.maketrans("", "", "()-–−")


@dataclass(frozen=True)
class Shown:
    """What a cell shows of a number.

    `text` is all of it; `kind` is `nothing`, `number`, `words` (no number that could be used), `date` or `clock`;
    `value` the number in the unit shown: as rounded where the format scales it, else all of it; `exact` is all of it
    and `rounded` what is shown; `words` what stands around it; `colour` what the format sets it in.
    """

    kind: str
    text: str = ""
    value: float = 0.0
    words: str = ""
    colour: str = ""
    exact: float = 0.0
    rounded: float = 0.0


def shown_number(number: float, code: str) -> Shown:
    """What a cell with the number format `code` shows of a number.

    >>> shown_number(5243123456, "#,##0,,")
    Shown(kind='number', text='5.243', value=5243.0, words='', colour='', exact=5243.123456, rounded=5243.0)
    >>> shown_number(12.3, '0.0" tỷ"').words, shown_number(0.361, "0.0%").text, shown_number(7, ";;;").kind
    ('tỷ', '36,1%', 'nothing')
    """
    if not code or GENERAL.fullmatch(code):
        return Shown("number", general(number), number, exact=number, rounded=number)
    section, negative = _section_for(number, parsed(code)[0])
    if section is None:
        return Shown("number", general(number), number, exact=number, rounded=number)
    if section.has("date", "clock"):
        return Shown("date" if section.is_date else "clock", _clock(number), number, colour=section.colour)
    return _with_digits(number, section, negative)


def shown_text(written: str, code: str) -> str:
    """What a cell with the number format `code` shows of a text.

    >>> shown_text("Đạt", "General"), shown_text("Đạt", ";;;"), shown_text("161", '@" người"')
    ('Đạt', '', '161 người')
    """
    if not code or GENERAL.fullmatch(code) or code == "@":
        return written
    section = parsed(code)[1]
    if section is None:
        return written
    return "".join(written if kind == "text" else text for kind, text in section.signs if kind in ("text", "words"))


def is_date_format(code: str) -> bool:
    """True for a number format that shows a day, a month or a year.

    >>> is_date_format("dd/mm/yyyy"), is_date_format('#,##0 "ngày"'), is_date_format("[$-42A]d mmmm")
    (True, False, True)
    >>> is_date_format("mm:ss"), is_date_format("[h]:mm")
    (False, False)
    """
    if not code or GENERAL.fullmatch(code):
        return False
    numbers = parsed(code)[0]
    return bool(numbers) and numbers[0].is_date and not numbers[0].has("digit", "general")


@lru_cache(maxsize=4096)
def is_plain_format(code: str) -> bool:
    """True for a number format that shows any number as it is, but for rounding and marks of thousands.

    >>> is_plain_format("#,##0.00"), is_plain_format("0%"), is_plain_format("#,###")
    (True, False, False)
    """
    if not code or GENERAL.fullmatch(code):
        return True
    sections = parsed(code)[0]
    return all(_is_plain(section) for section in sections)


def _is_plain(section: Section) -> bool:
    kinds = [kind for kind, _ in section.signs]
    if section.colour or section.condition or not set(kinds) <= {"digit", "comma", "point"}:
        return False
    whole = section.signs[: kinds.index("point")] if "point" in kinds else section.signs
    # A digit that is always shown, and no comma that scales, ends the whole part.
    return bool(whole) and whole[-1] == ("digit", "0") and kinds[-1] != "comma"


def general(number: float) -> str:
    """A number as a cell without a format shows it, whole and with a decimal comma.

    >>> general(1234), general(0.5), general(1e20)
    ('1234', '0,5', '100000000000000000000')
    """
    if number == int(number):
        return str(int(number))
    return format(Decimal(repr(number)), "f").replace(".", ",")


def _section_for(number: float, sections: tuple[Section, ...]) -> tuple[Section | None, bool]:
    """The section that a number is shown by, and whether it is the one for negative numbers, which bears the sign."""
    if not sections:
        return None, False
    if len(sections) == 1:
        return sections[0], False
    if any(section.condition for section in sections):
        for place, section in enumerate(sections[:-1]):
            if _holds(number, section.condition or ((">", 0.0) if place == 0 else ("<", 0.0))):
                return section, number < 0
        return sections[-1], number < 0
    if number < 0:
        return sections[1], True
    return (sections[2] if number == 0 and len(sections) > 2 else sections[0]), False


def _holds(number: float, condition: tuple[str, float]) -> bool:
    sign, other = condition
    if sign == "<>":
        return number != other
    return (number < other and "<" in sign) or (number > other and ">" in sign) or (number == other and "=" in sign)


def _with_digits(number: float, section: Section, negative: bool) -> Shown:
    kinds = [kind for kind, _ in section.signs]
    if "digit" not in kinds and "general" not in kinds:
        text = "".join(text for kind, text in section.signs if kind == "words").strip()
        if not text:
            return Shown("nothing")
        if number == 0 and set(text) <= _DASHES:
            return Shown("number", text, 0.0, colour=section.colour)
        return Shown("words", text, colour=section.colour)
    spots = [place for place, kind in enumerate(kinds) if kind in ("digit", "general")]
    before, after = _words(section.signs[: spots[0]]), _words(section.signs[spots[-1] + 1 :])
    inner = section.signs[spots[0] : spots[-1] + 1]
    exact, rounded, digits = _digits(number, section, inner, spots[-1])
    usable = _groups_only(inner) and not any(sign.isdigit() for sign in before + after)
    if not usable:
        digits = _spread(digits, inner)
    shown = f"{'-' if number < 0 and not negative else ''}{before}{digits}{after}"
    if not shown.strip():
        return Shown("nothing")
    has_digits = any(sign.isdigit() for sign in digits)
    if not has_digits:
        # `_(* "-"??_)` shows a zero as a dash.
        kind = "number" if number == 0 and set(shown.strip()) <= _DASHES else "words"
        return Shown(kind, shown.strip(), 0.0, colour=section.colour)
    words = f"{before} {after}".strip()
    if negative:
        words = words.translate(_MARKS_OF_NEGATIVES).strip()
    # Scaled by the format, a number is what is shown of it: that is the unit somebody chose to report in.
    value = rounded if _scaling_commas(section.signs, spots[-1]) else number if exact == number else exact
    return Shown("number" if usable else "words", shown.strip(), value, words, section.colour, exact, rounded)


def _words(signs: tuple[tuple[str, str], ...]) -> str:
    return "".join(text for kind, text in signs if kind in ("words", "percent"))


def _digits(number: float, section: Section, inner: tuple[tuple[str, str], ...], last: int) -> tuple[float, float, str]:
    """The number in the unit shown, the same as rounded, and its digits as they show."""
    percents = sum(kind == "percent" for kind, _ in section.signs)
    commas = _scaling_commas(section.signs, last)
    scale = Decimal(100) ** percents / Decimal(1000) ** commas
    exact = Decimal(repr(float(number))) * scale
    kinds = [kind for kind, _ in inner]
    strokes = any(text == "/" for kind, text in inner if kind == "words")
    if "general" in kinds or "power" in kinds or strokes or abs(exact) >= _VAST:
        return float(exact), float(exact), general(abs(float(exact)))
    whole_signs, _, fraction_signs = "".join(t for k, t in inner if k in ("digit", "point")).partition(".")
    rounded = abs(exact).quantize(Decimal(1).scaleb(-min(len(fraction_signs), _MOST_DECIMALS)), ROUND_HALF_UP)
    whole, _, fraction = f"{rounded:f}".partition(".")
    while fraction and fraction_signs[len(fraction) - 1] != "0" and fraction.endswith("0"):
        fraction = fraction[:-1]
    minimum = whole_signs.count("0")
    whole = (whole if whole.strip("0") else "").rjust(minimum, "0")
    if any(kind == "comma" for kind in kinds):
        whole = _grouped(whole)
    digits = whole + ("," + fraction if "." in [t for k, t in inner if k == "point"] and (fraction or whole) else "")
    return float(exact), float(rounded.copy_sign(exact)), digits.removesuffix(",") if not fraction else digits


def _scaling_commas(signs: tuple[tuple[str, str], ...], last: int) -> int:
    """Commas right behind the last digit of the whole part: each is a thousand."""
    place = next((p for p, (kind, _) in enumerate(signs) if kind == "point"), last + 1)
    whole_end = max((p for p in range(min(place, len(signs))) if signs[p][0] == "digit"), default=None)
    count = 0
    for start in {whole_end, last} - {None}:
        following = (start or 0) + 1
        while following < len(signs) and signs[following][0] == "comma":
            count += 1
            following += 1
    return count


def _grouped(whole: str) -> str:
    return f"{int(whole):,}".replace(",", ".").rjust(len(whole), "0") if whole.strip("0") else whole


def _groups_only(inner: tuple[tuple[str, str], ...]) -> bool:
    """True where nothing but marks of thousands, or a fraction's stroke, stands between the digits."""
    groups = [0]
    for kind, text in inner:
        if kind == "point" or (kind, text) == ("words", "/"):
            break
        if kind == "digit":
            groups[-1] += 1
        elif kind == "words":
            if not set(text) <= _GROUPING:
                return False
            groups.append(0)
    return all(count == _GROUP for count in groups[1:])


def _spread(digits: str, inner: tuple[tuple[str, str], ...]) -> str:
    """Digits with the words that stand between them; what is more than their places stands before the first."""
    whole, _, fraction = digits.partition(",")
    places = [kind for kind, _ in inner[: next((p for p, s in enumerate(inner) if s[0] == "point"), len(inner))]]
    left, written = whole.replace(".", ""), ""
    for place in range(len(places) - 1, -1, -1):
        if places[place] == "digit" and left:
            left, written = left[:-1], left[-1] + written
        elif places[place] == "words":
            written = inner[place][1] + written
    return left + written + ("," + fraction if fraction else "")


def _clock(number: float) -> str:
    minutes = round(number * 24 * 60)
    return f"{minutes // 60}:{minutes % 60:02d}"
