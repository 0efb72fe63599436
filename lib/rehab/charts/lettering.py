"""How wide a text is, and texts broken into lines that fit: nothing in a picture overlaps or clips."""

from functools import lru_cache

from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.ft2font import LoadFlags

LINE_HEIGHT = 1.22
_ELLIPSIS = "…"
_MEASURED_SIZE = 100.0


@lru_cache(maxsize=8)
def _font_file(bold: bool) -> str:
    return findfont(FontProperties(family="DejaVu Sans", weight="bold" if bold else "normal"))


@lru_cache(maxsize=4096)
def _advance(letter: str, bold: bool) -> float:
    """How far one letter moves the next at a size of 1, without hinting: it grows with the size and nothing else."""
    font = get_font(_font_file(bold))
    font.set_size(_MEASURED_SIZE, 72)
    return float(font.load_char(ord(letter), flags=LoadFlags.NO_HINTING).linearHoriAdvance) / 65536 / _MEASURED_SIZE


def text_width(text: str, size: float, bold: bool = False) -> float:
    """Width of one line of text in points: the sum of its letters', for pairs that move closer are left apart.

    >>> text_width("Đạt", 10) < text_width("Không đạt", 10)
    True
    """
    return size * _width(text, bold)


@lru_cache(maxsize=1 << 13)
def _width(text: str, bold: bool) -> float:
    """Width at a size of 1: pictures break the same labels into lines again and again."""
    return sum(_advance(letter, bold) for letter in text)


def wrap(text: str, size: float, width: float, most_lines: int = 3, bold: bool = False) -> list[str]:
    """Lines of a text that fit a width; a word too long is broken, and what is left over ends in an ellipsis.

    >>> wrap("Người nghiện có hồ sơ", 10, 70)
    ['Người nghiện', 'có hồ sơ']
    >>> wrap("x" * 1000, 10, 60, most_lines=2)[1][-1]
    '…'
    """
    lines: list[str] = []
    # A cell may hold thousands of characters; a picture never shows more than a few lines of them.
    for word in text[: 200 * most_lines].split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(joined, size, bold) <= width:
            lines[-1] = joined
        else:
            lines += _pieces(word, size, width, bold)
        if len(lines) > most_lines:
            return [*lines[: most_lines - 1], _shortened(lines[most_lines - 1], size, width, bold)]
    return lines


def balanced(text: str, size: float, width: float, most_lines: int = 3, bold: bool = False) -> list[str]:
    """As `wrap`, with lines of about the same length, so that no word is left alone on the last.

    >>> balanced("một hai ba bốn năm sáu", 10, 100)
    ['một hai ba', 'bốn năm sáu']
    """
    lines = wrap(text, size, width, most_lines, bold)
    if len(lines) < 2:
        return lines
    narrowest = max(text_width(text, size, bold) / len(lines), 1.0)
    for step in range(8):
        tried = wrap(text, size, narrowest + (width - narrowest) * step / 8, most_lines, bold)
        if len(tried) == len(lines) and not tried[-1].endswith(_ELLIPSIS):
            return tried
    return lines


def _pieces(word: str, size: float, width: float, bold: bool) -> list[str]:
    pieces = [""]
    for letter in word:
        if pieces[-1] and text_width(pieces[-1] + letter, size, bold) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _shortened(line: str, size: float, width: float, bold: bool) -> str:
    while line and text_width(line + _ELLIPSIS, size, bold) > width:
        line = line[:-1]
    return line.rstrip() + _ELLIPSIS
