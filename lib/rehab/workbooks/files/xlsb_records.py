"""The records that parts of an .xlsb are made of ([MS-XLSB] 2.1.4)."""

import struct
from collections.abc import Iterator


def records(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Kind and content of each record of a part."""
    place, end = 0, len(content)
    while place < end:
        kind, place = _variable(content, place, 2)
        size, place = _variable(content, place, 4)
        yield kind, content[place : place + size]
        place += size


def _variable(content: bytes, place: int, longest: int) -> tuple[int, int]:
    """A number of seven bits a byte and the place after it."""
    number = 0
    for position in range(longest):
        byte = content[place + position]
        number |= (byte & 0x7F) << (7 * position)
        if byte < 0x80:
            return number, place + position + 1
    return number, place + longest


def wide(content: bytes, place: int) -> tuple[str, int]:
    """A text of two bytes a letter with its length before it, and the place after it; one that is absent is empty.

    Raises struct.error where the record ends before.
    """
    (length,) = struct.unpack_from("<I", content, place)
    start = place + 4
    if length == 0xFFFFFFFF:
        return "", start
    return content[start : start + 2 * length].decode("utf-16-le", "replace"), start + 2 * length
