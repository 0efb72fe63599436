"""Styles of an .xlsb: fonts, backgrounds and number formats of its cells, and fonts of its runs of text."""

import struct
from dataclasses import dataclass, field
from typing import NamedTuple

from rehab.workbooks.files.cells import Look, Run, is_invisible
from rehab.workbooks.files.colours import OFFICE_THEME, indexed, tinted
from rehab.workbooks.files.number_formats import is_date_format
from rehab.workbooks.files.xlsb_records import records, wide
from rehab.workbooks.files.xlsx_styles import built_in_format

_FONT, _FORMAT, _FILL, _STYLE, _BEGIN_CELLS, _END_CELLS = 43, 44, 45, 47, 617, 618
_STRUCK, _SUPERSCRIPT, _TWIPS, _NAME = 0x08, 1, 20, 21
_INDEXED, _RGB, _THEME, _WHOLE_TINT = 1, 2, 3, 32_767
_NO_FILL, _SOLID, _GREY = 0, 1, 17
_IS_RICH = 0x01


class _Font(NamedTuple):
    name: str = ""
    struck: bool = False
    raised: bool = False
    colour: str | None = None
    size: float | None = None


@dataclass
class BinaryStyles:
    """How cells are set, by the number of their style; fonts by theirs."""

    looks: list[Look] = field(default_factory=list)
    dates: list[bool] = field(default_factory=list)
    fonts: list[_Font] = field(default_factory=list)
    theme: tuple[str, ...] = OFFICE_THEME

    def look(self, number: int) -> Look:
        """How a cell is set; plainly where there is no such style."""
        return self.looks[number] if number < len(self.looks) else Look()

    def is_date(self, number: int) -> bool:
        """True for a style whose numbers are days."""
        return number < len(self.dates) and self.dates[number]

    def run(self, text: str, number: int, fill: str) -> Run:
        """A stretch of text in a font, on a background."""
        font = self.fonts[number] if number < len(self.fonts) else _Font()
        return Run(text, font.name, font.raised, font.struck, is_invisible(font.colour, fill, font.size))


def read_styles(content: bytes, theme: tuple[str, ...]) -> BinaryStyles:
    """The styles of the part that holds them."""
    found = BinaryStyles(theme=theme)
    formats: dict[int, str] = {}
    fills: list[str] = []
    of_cells = False
    for kind, record in records(content):
        if kind == _FONT:
            found.fonts.append(_font(record, theme))
        elif kind == _FORMAT:
            formats[int.from_bytes(record[:2], "little")] = wide(record, 2)[0]
        elif kind == _FILL:
            fills.append(_fill(record, theme))
        elif kind in (_BEGIN_CELLS, _END_CELLS):
            of_cells = kind == _BEGIN_CELLS
        elif kind == _STYLE and of_cells:
            _, number, font_number, fill_number = struct.unpack_from("<4H", record)
            code = formats.get(number) or built_in_format(number)
            font = found.fonts[font_number] if font_number < len(found.fonts) else _Font()
            fill = fills[fill_number] if fill_number < len(fills) else "FFFFFF"
            invisible = is_invisible(font.colour, fill, font.size)
            found.looks.append(Look(font.name, code, font.struck, invisible, fill))
            found.dates.append(is_date_format(code))
    return found


def _font(record: bytes, theme: tuple[str, ...]) -> _Font:
    height, flags, _, script = struct.unpack_from("<4H", record)
    name, _ = wide(record, _NAME)
    return _Font(name, bool(flags & _STRUCK), script == _SUPERSCRIPT, _colour(record, 12, theme), height / _TWIPS)


def _colour(record: bytes, place: int, theme: tuple[str, ...]) -> str | None:
    kind, index, tint = record[place] >> 1, record[place + 1], struct.unpack_from("<h", record, place + 2)[0]
    found = None
    if kind == _INDEXED:
        found = indexed(index)
    elif kind == _RGB:
        found = record[place + 4 : place + 7].hex().upper()
    elif kind == _THEME and index < len(theme):
        found = theme[index]
    return tinted(found, max(-1.0, tint / _WHOLE_TINT)) if found and tint else found


def _fill(record: bytes, theme: tuple[str, ...]) -> str:
    kind = int.from_bytes(record[:4], "little")
    if kind == _SOLID:
        return _colour(record, 4, theme) or "FFFFFF"
    return "FFFFFF" if kind in (_NO_FILL, _GREY) else ""


def split_runs(record: bytes, place: int) -> tuple[str, list[tuple[int, int]]]:
    """A text and where in it further fonts begin (place, number of the font)."""
    text, after = wide(record, place + 1)
    if not record[place] & _IS_RICH:
        return text, []
    (count,) = struct.unpack_from("<I", record, after)
    most = (len(record) - after - 4) // 4
    return text, [struct.unpack_from("<HH", record, after + 4 + 4 * number) for number in range(min(count, most))]
