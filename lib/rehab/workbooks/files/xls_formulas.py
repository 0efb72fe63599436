"""Formulas of an .xls whose saved result is none: what their records say, which xlrd passes over ([MS-XLS] 2.4.127)."""

import struct
from collections.abc import Iterator
from typing import Any

_FORMULA, _TEXT_RESULT, _BEGIN, _END = 0x0006, 0x0207, 0x0809, 0x000A
# Between a formula and its text may stand what it shares with other cells.
_SHARED = (0x04BC, 0x0221, 0x0236)
_HEAD = struct.Struct("<HH")
_PLACE = struct.Struct("<HH")
_RESULT, _MARK, _FLAGS, _SHORTEST = 6, 12, 14, 16
_NO_NUMBER, _IS_TEXT, _IS_BLANK = b"\xff\xff", 0, 3
_COMPUTE_WHEN_OPENED = 0x0002
_FIRST_WITH_RESULTS = 50


def uncomputed(book: Any) -> dict[int, frozenset[tuple[int, int]]]:
    """Places (row, column, from 1) of formulas that were never computed when the file was saved, by sheet.

    Such a formula says that its result is a text, and no text follows; or its result is 0 and it asks to be computed
    when the file is opened; or it is blank, as every other formula of the workbook is.
    """
    if book.biff_version < _FIRST_WITH_RESULTS:
        return {}
    results = {
        number: [_result(content, has_text) for content, has_text in _formulas(book.mem, start)]
        for number, start in enumerate(book._sh_abs_posn)
        if start is not None
    }
    kinds = {kind for found in results.values() for _, kind in found}
    lost = {"lost", "blank"} if kinds <= {"lost", "blank"} else {"lost"}
    return {number: frozenset(place for place, kind in found if kind in lost) for number, found in results.items()}


def _result(content: bytes, has_text: bool) -> tuple[tuple[int, int], str]:
    """A formula's place, and whether its result is `known`, `blank` or `lost`."""
    row, column = _PLACE.unpack_from(content)
    kind = "known"
    if content[_MARK : _MARK + 2] == _NO_NUMBER:
        if content[_RESULT] == _IS_BLANK:
            kind = "blank"
        elif content[_RESULT] == _IS_TEXT and not has_text:
            kind = "lost"
    elif struct.unpack_from("<d", content, _RESULT)[0] == 0:
        flags = int.from_bytes(content[_FLAGS : _FLAGS + 2], "little")
        kind = "lost" if flags & _COMPUTE_WHEN_OPENED else "known"
    return (row + 1, column + 1), kind


def _formulas(memory: Any, place: int) -> Iterator[tuple[bytes, bool]]:
    """Each formula's record, from a sheet's first to its end, and whether a text result comes with it."""
    depth = 0
    waiting: bytes | None = None
    while place + _HEAD.size <= len(memory):
        kind, length = _HEAD.unpack_from(memory, place)
        content = bytes(memory[place + _HEAD.size : place + _HEAD.size + length])
        place += _HEAD.size + length
        if waiting is not None and kind not in _SHARED:
            yield waiting, kind == _TEXT_RESULT
            waiting = None
        if kind == _FORMULA and depth == 1 and length >= _SHORTEST:
            waiting = content
        elif kind == _BEGIN:
            depth += 1
        elif kind == _END:
            depth -= 1
            if depth <= 0:
                return
