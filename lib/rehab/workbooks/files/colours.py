"""Colours of letters and backgrounds: palettes, themes, tints, and whether one can be told from the other."""

import colorsys
import re
from functools import lru_cache

# Names that number formats use; Color 1 to 8 are the same in another order.
NAMED = {
    "black": "000000", "white": "FFFFFF", "red": "FF0000", "green": "00FF00", "blue": "0000FF", "yellow": "FFFF00",
    "magenta": "FF00FF", "cyan": "00FFFF", "color1": "000000", "color2": "FFFFFF", "color3": "FF0000",
    "color4": "00FF00", "color5": "0000FF", "color6": "FFFF00", "color7": "FF00FF", "color8": "00FFFF",
}  # fmt: skip
# Below this contrast (WCAG 2.2: 1 is none, 21 is black on white) nobody reads anything; pale grey on white has 1.4.
_LEAST_CONTRAST = 1.15
_HEX = re.compile(r"[0-9A-Fa-f]{6}")
_STEP = 16
# Excel's palette of 56 colours, from its index 8 on (ECMA-376 18.8.27); 0 to 7 are the first eight of them.
_PALETTE = (
    "000000", "FFFFFF", "FF0000", "00FF00", "0000FF", "FFFF00", "FF00FF", "00FFFF", "800000", "008000",
    "000080", "808000", "800080", "008080", "C0C0C0", "808080", "9999FF", "993366", "FFFFCC", "CCFFFF",
    "660066", "FF8080", "0066CC", "CCCCFF", "000080", "FF00FF", "FFFF00", "00FFFF", "800080", "800000",
    "008080", "0000FF", "00CCFF", "CCFFFF", "CCFFCC", "FFFF99", "99CCFF", "FF99CC", "CC99FF", "FFCC99",
    "3366FF", "33CCCC", "99CC00", "FFCC00", "FF9900", "FF6600", "666699", "969696", "003366", "339966",
    "003300", "333300", "993300", "993366", "333399", "333333",
)  # fmt: skip
_LETTERS_OF_SYSTEM, _BACKGROUND_OF_SYSTEM, _FIRST_OF_PALETTE = 64, 65, 8
# Light and dark of a theme as Office ships it, in the order of a theme's indexes.
OFFICE_THEME = (
    "FFFFFF", "000000", "E7E6E6", "44546A", "4472C4", "ED7D31", "A5A5A5", "FFC000", "5B9BD5", "70AD47", "0563C1",
    "954F72",
)  # fmt: skip


def rgb(written: str | None) -> str | None:
    """A colour as six digits from `FFRRGGBB`, `#rrggbb`, `#rgb`; None where it is none of them.

    >>> rgb("FFFF0000"), rgb("#fff"), rgb("auto")
    ('FF0000', 'FFFFFF', None)
    """
    if written is None:
        return None
    digits = written.strip().lstrip("#").upper()
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    digits = digits[-6:]
    return digits if _HEX.fullmatch(digits) else None


def indexed(number: int) -> str | None:
    """A colour of Excel's palette; None where the system decides.

    >>> indexed(9), indexed(64)
    ('FFFFFF', None)
    """
    if number == _BACKGROUND_OF_SYSTEM:
        return "FFFFFF"
    place = number if number < _FIRST_OF_PALETTE else number - _FIRST_OF_PALETTE
    return _PALETTE[place] if 0 <= place < len(_PALETTE) and number < _LETTERS_OF_SYSTEM else None


def tinted(colour: str, tint: float) -> str:
    """A colour made lighter (up to 1) or darker (down to -1), as ECMA-376 18.8.19 says.

    >>> tinted("000000", 1.0), tinted("FFFFFF", -0.5)
    ('FFFFFF', '808080')
    """
    hue, light, strength = colorsys.rgb_to_hls(*_parts(colour))
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    mixed = colorsys.hls_to_rgb(hue, min(1.0, max(0.0, light)), strength)
    return "".join(f"{round(part * 255):02X}" for part in mixed)


@lru_cache(maxsize=4096)
def alike(colour: str, other: str) -> bool:
    """True for two colours of which nobody can read one on the other.

    >>> alike("FEFEFE", "FFFFFF"), alike("BFBFBF", "FFFFFF")
    (True, False)
    """
    lights = sorted((_luminance(colour), _luminance(other)))
    return (lights[1] + 0.05) / (lights[0] + 0.05) < _LEAST_CONTRAST and _near(colour, other)


def _near(colour: str, other: str) -> bool:
    """True where no part of the colours is far from the other: red on green is read, whatever their lightness."""
    return all(abs(one - two) <= 0.25 for one, two in zip(_parts(colour), _parts(other), strict=True))


def _parts(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[place : place + 2], _STEP) / 255 for place in (0, 2, 4))
    return red, green, blue


def _luminance(colour: str) -> float:
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in _parts(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
