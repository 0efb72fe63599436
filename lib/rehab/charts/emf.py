"""A sheet as an Enhanced Metafile, the picture with lines and letters that every Word document can hold.

Only what sheets draw is written: shapes of straight lines, the one hatch of the suite, and lines of text (MS-EMF).
"""

import struct
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from matplotlib.backend_bases import GraphicsContextBase
from matplotlib.colors import to_rgba
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.ft2font import LoadFlags
from matplotlib.transforms import Affine2D, IdentityTransform

from rehab.charts.canvas import Sheet

_UNITS = 20
"""Logical units a point."""
# Measured with matplotlib's own STIX letters, which are as wide as these.
_FONT, _MEASURED = "Times New Roman", "STIXGeneral"
_MEASURED_SIZE = 100.0
_PLAIN, _WIDE = {"đ": "d", "Đ": "D"}, "W"
_HATCH_STEP = 4.0
_PIXELS_PER_POINT, _HUNDREDTHS_OF_MM = 96 / 72, 2540 / 72
_DEVICE, _DEVICE_MM, _DEVICE_UM = (1920, 1080), (508, 286), (508000, 285750)
_HEADER, _EOF, _POLYGON, _POLYLINE = 1, 14, 3, 4
_WINDOW_SIZE, _WINDOW_ORIGIN, _VIEW_SIZE, _VIEW_ORIGIN = 9, 10, 11, 12
_MAP_MODE, _BACK_MODE, _TEXT_ALIGN, _TEXT_COLOUR = 17, 18, 22, 24
_SELECT, _PEN, _BRUSH, _DELETE, _FONT_RECORD, _TEXT = 37, 38, 39, 40, 82, 84
_NO_PEN, _NO_BRUSH, _STOCK = 8, 5, 0x80000000
_ANISOTROPIC, _TRANSPARENT, _BASELINE = 8, 1, 24
_ALIGNED = {"start": 0, "end": 2, "middle": 6}
_BOLD, _REGULAR, _GRAPHICS_ADVANCED = 700, 400, 2


def emf_picture(sheet: Sheet) -> bytes:
    """The sheet as EMF: the same sheet gives the same bytes.

    >>> emf_picture(Sheet(100, 50))[40:44]
    b' EMF'
    """
    drawn = _Drawn(sheet.height)
    for draw in sheet.shapes:
        draw(drawn)
    for said in sheet.texts:
        drawn.text(said.x, said.y, said.said, said.size, said.colour, said.anchor, said.bold)
    return drawn.finished(sheet.width)


class _Drawn:
    """What matplotlib's renderers offer to a sheet, written as records of a metafile."""

    def __init__(self, height: float) -> None:
        self._height = height
        self._records: list[bytes] = []

    def new_gc(self) -> GraphicsContextBase:
        return GraphicsContextBase()

    def draw_path(self, gc: Any, path: Any, transform: Any, inside: Any = None, /) -> None:
        width = gc.get_linewidth()
        for shape in path.transformed(transform).to_polygons(closed_only=False):
            points = [(float(x), self._height - float(y)) for x, y in shape]
            if inside is not None:
                self._shape(_POLYGON, points, inside, None, 0)
            if gc.get_hatch():
                for line in _hatched(points):
                    self._shape(_POLYLINE, line, None, gc.get_hatch_color(), width)
            if width:
                self._shape(_POLYLINE, points, None, gc.get_rgb(), width)

    def draw_markers(
        self, gc: Any, marker_path: Any, marker_trans: Any, path: Any, trans: Any, inside: Any = None, /
    ) -> None:
        own = marker_path.transformed(marker_trans)
        for x, y in path.transformed(trans).vertices.tolist():
            self.draw_path(gc, own.transformed(Affine2D().translate(x, y)), IdentityTransform(), inside)

    def text(self, x: float, y: float, said: str, size: float, colour: str, anchor: str, bold: bool) -> None:
        face = _FONT.encode("utf-16-le").ljust(64, b"\0")
        weight = _BOLD if bold else _REGULAR
        font = struct.pack("<5i8B", -_whole(size), 0, 0, 0, weight, 0, 0, 0, 1, 0, 0, 0, 0) + face
        self._add(_FONT_RECORD, struct.pack("<I", 1) + font.ljust(320, b"\0"))
        self._add(_SELECT, struct.pack("<I", 1))
        self._add(_TEXT_ALIGN, struct.pack("<I", _BASELINE | _ALIGNED[anchor]))
        self._add(_TEXT_COLOUR, struct.pack("<I", _colour(to_rgba(colour))))
        letters = said.encode("utf-16-le")
        count, start = len(letters) // 2, 76
        padded = letters.ljust((len(letters) + 3) // 4 * 4, b"\0")
        head = struct.pack("<4iIff", 0, 0, -1, -1, _GRAPHICS_ADVANCED, 1.0, 1.0)
        told = struct.pack("<iiIII4iI", _whole(x), _whole(y), count, start, 0, 0, 0, -1, -1, start + len(padded))
        advances = struct.pack(f"<{count}I", *(_whole(size * _advance(letter, bold)) for letter in said))
        self._add(_TEXT, head + told + padded + advances)
        self._add(_SELECT, struct.pack("<I", _STOCK | 13))
        self._add(_DELETE, struct.pack("<I", 1))

    def finished(self, width: float) -> bytes:
        size = (_whole(width), _whole(self._height))
        pixels = [round(side * _PIXELS_PER_POINT) for side in (width, self._height)]
        frame = [round(side * _HUNDREDTHS_OF_MM) for side in (width, self._height)]
        setting = [
            _record(_MAP_MODE, struct.pack("<I", _ANISOTROPIC)),
            _record(_WINDOW_ORIGIN, struct.pack("<ii", 0, 0)),
            _record(_WINDOW_SIZE, struct.pack("<ii", *size)),
            _record(_VIEW_ORIGIN, struct.pack("<ii", 0, 0)),
            _record(_VIEW_SIZE, struct.pack("<ii", *pixels)),
            _record(_BACK_MODE, struct.pack("<I", _TRANSPARENT)),
        ]
        ending = _record(_EOF, struct.pack("<III", 0, 16, 20))
        body = b"".join([*setting, *self._records, ending])
        count = len(setting) + len(self._records) + 2
        header = struct.pack(
            "<8i4s3I2H3I4i3I2i",
            *(0, 0, *pixels, 0, 0, *frame),
            *(b" EMF", 0x10000, 108 + len(body), count, 2, 0, 0, 0, 0),
            *(*_DEVICE, *_DEVICE_MM, 0, 0, 0, *_DEVICE_UM),
        )
        return _record(_HEADER, header) + body

    def _shape(self, kind: int, points: Sequence[tuple[float, float]], inside: Any, edge: Any, width: float) -> None:
        if inside is not None:
            self._add(_BRUSH, struct.pack("<IIII", 1, 0, _colour(inside), 0))
            self._add(_SELECT, struct.pack("<I", _STOCK | _NO_PEN))
        else:
            self._add(_PEN, struct.pack("<IIiiI", 1, 0, max(_whole(width), 1), 0, _colour(edge)))
            self._add(_SELECT, struct.pack("<I", _STOCK | _NO_BRUSH))
        self._add(_SELECT, struct.pack("<I", 1))
        placed = [(_whole(x), _whole(y)) for x, y in points]
        bounds = [min(x for x, _ in placed), min(y for _, y in placed), max(x for x, _ in placed)]
        bounds.append(max(y for _, y in placed))
        flat = [side for point in placed for side in point]
        self._add(kind, struct.pack(f"<4iI{len(flat)}i", *bounds, len(placed), *flat))
        self._add(_SELECT, struct.pack("<I", _STOCK | (0 if inside is not None else 7)))
        self._add(_DELETE, struct.pack("<I", 1))

    def _add(self, kind: int, content: bytes) -> None:
        self._records.append(_record(kind, content))


def _hatched(points: Sequence[tuple[float, float]]) -> Iterator[list[tuple[float, float]]]:
    """The strokes of the suite's hatch, from lower left to upper right, within the box around some points."""
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    top, bottom = min(y for _, y in points), max(y for _, y in points)
    # On each stroke x + y is one number.
    reach = left + top + _HATCH_STEP
    while reach < right + bottom:
        start, end = max(left, reach - bottom), min(right, reach - top)
        yield [(start, reach - start), (end, reach - end)]
        reach += _HATCH_STEP


@lru_cache(maxsize=2048)
def _advance(letter: str, bold: bool) -> float:
    """How far a letter moves the next at a size of 1; one with marks is as wide as without."""
    font = get_font(findfont(FontProperties(family=_MEASURED, weight="bold" if bold else "normal")))
    font.set_size(_MEASURED_SIZE, 72)
    plain = _PLAIN.get(letter, unicodedata.normalize("NFD", letter)[0])
    plain = plain if font.get_char_index(ord(plain)) else _WIDE
    return float(font.load_char(ord(plain), flags=LoadFlags.NO_HINTING).linearHoriAdvance) / 65536 / _MEASURED_SIZE


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<II", kind, 8 + len(content)) + content


def _whole(points: float) -> int:
    return round(points * _UNITS)


def _colour(colour: Any) -> int:
    red, green, blue = (round(255 * share) for share in colour[:3])
    return int(red | green << 8 | blue << 16)
