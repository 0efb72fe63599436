"""Workbooks of every kind of file, spoilt at random: bytes, parts of archives, and what stands in tags and texts."""

import io
import random
import re
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from file_writers import Sheet, write_html, write_ods, write_spreadsheetml, write_xls, write_xlsb, write_xlsx

# Numbers that programs trip over, and words and signs that stand for something else elsewhere.
_NUMBERS = (
    b"-1",
    b"0",
    b"1048577",
    b"4294967295",
    b"99999999999999999999",
    b"1e308",
    b"nan",
    b"65535",
    b"0.5",
    b"\xe0",
)
_TEXTS = (
    b"",
    b"A" * 40_000,
    b" " * 32_000,
    b"((((" * 4_000,
    b"\xed\xa0\x80",
    b"&#0;",
    b"&#x10FFFF;",
    b"]]>",
    b"<!--",
    b"%s{}",
)
_PIECES = (b"", b"\0" * 64, b"\xff" * 16, b"<", b">", b'"', b"</a>", b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
Mutation = Callable[[bytes, random.Random], bytes]

SHEETS = [
    Sheet("Phụ lục 2", {(1, 1): "UBND TỈNH ĐẮK NÔNG", (3, 1): "Phụ lục 2", (5, 1): "TT", (5, 2): "Nội dung"}),
    Sheet("Đánh giá", {(1, 1): "Chỉ tiêu", (1, 2): "Kết quả", (2, 1): "1", (2, 2): 98.5, (3, 1): "2", (3, 2): "Đạt"}),
]
for _column, _year in enumerate(range(2016, 2021)):
    SHEETS[0].cells[(5, 3 + _column)] = f"Năm {_year}"
    SHEETS[0].cells[(6, 3 + _column)] = 1000 + _column
SHEETS[0].cells |= {(6, 1): 1, (6, 2): "Số người nghiện có hồ sơ quản lý", (7, 2): "Trong đó: nữ", (7, 3): "1.234,5"}


@cache
def sound_files(folder: Path, fixtures: Path) -> tuple[tuple[str, bytes], ...]:
    """A small workbook of every kind, and real ones that are small: ending and content."""
    made = {
        ".xlsx": write_xlsx(folder / "a.xlsx", SHEETS),
        ".xls": write_xls(folder / "a.xls", SHEETS),
        ".ods": write_ods(folder / "a.ods", SHEETS),
        ".xml": write_spreadsheetml(folder / "a.xml", SHEETS),
        ".html": write_html(folder / "a.html", SHEETS),
        ".xlsb": write_xlsb(folder / "a.xlsb", SHEETS),
    }
    table = b"TT;N\xe1\xbb\x99i dung;2016;2017\n1;S\xe1\xbb\x91 ng\xc6\xb0\xe1\xbb\x9di;1.234;1.300\n"
    found = [(ending, path.read_bytes()) for ending, path in made.items()]
    found.append((".csv", table))
    found += [
        (path.suffix, path.read_bytes()) for path in sorted(fixtures.iterdir()) if path.suffix in (".xls", ".ods")
    ]
    return tuple(found)


def _place(content: bytes, drawn: random.Random) -> int:
    return drawn.randrange(len(content) or 1)


def _flipped(content: bytes, drawn: random.Random) -> bytes:
    spoilt = bytearray(content)
    for _ in range(drawn.choice((1, 4, 32))):
        if spoilt:
            spoilt[_place(content, drawn)] = drawn.randrange(256)
    return bytes(spoilt)


def _cut(content: bytes, drawn: random.Random) -> bytes:
    return content[: _place(content, drawn)]


def _without_a_stretch(content: bytes, drawn: random.Random) -> bytes:
    at = _place(content, drawn)
    return content[:at] + content[at + drawn.choice((1, 7, 200, 5_000)) :]


def _twice_a_stretch(content: bytes, drawn: random.Random) -> bytes:
    at, length = _place(content, drawn), drawn.choice((3, 50, 4_000))
    return content[:at] + content[at : at + length] * drawn.choice((2, 50)) + content[at + length :]


def _with_a_piece(content: bytes, drawn: random.Random) -> bytes:
    at = _place(content, drawn)
    return content[:at] + drawn.choice((*_PIECES, *_TEXTS)) + content[at:]


def _with_a_number(content: bytes, drawn: random.Random) -> bytes:
    found = list(re.finditer(rb"\d+", content))
    if not found:
        return _flipped(content, drawn)
    one = drawn.choice(found)
    return content[: one.start()] + drawn.choice(_NUMBERS) + content[one.end() :]


def _with_a_text(content: bytes, drawn: random.Random) -> bytes:
    found = list(re.finditer(rb">[^<>]{1,200}<|\"[^\"<>]{1,100}\"", content))
    if not found:
        return _with_a_piece(content, drawn)
    one = drawn.choice(found)
    return content[: one.start() + 1] + drawn.choice((*_TEXTS, *_NUMBERS)) + content[one.end() - 1 :]


MUTATIONS: tuple[Mutation, ...] = (
    _flipped,
    _cut,
    _without_a_stretch,
    _twice_a_stretch,
    _with_a_piece,
    _with_a_number,
    _with_a_number,
    _with_a_text,
    _with_a_text,
)


def spoilt(content: bytes, drawn: random.Random) -> bytes:
    """The content changed once or a few times; of an archive mostly within one of its parts."""
    if content.startswith(b"PK") and drawn.random() < 0.8:
        return _with_a_part(content, drawn)
    for _ in range(drawn.choice((1, 1, 3))):
        content = drawn.choice(MUTATIONS)(content, drawn)
    return content


def _with_a_part(content: bytes, drawn: random.Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = drawn.choice(sorted(parts))
    if drawn.random() < 0.1:
        del parts[name]
    elif drawn.random() < 0.1:
        parts[name] = parts[drawn.choice(sorted(parts))]
    else:
        for _ in range(drawn.choice((1, 1, 3))):
            parts[name] = drawn.choice(MUTATIONS)(parts[name], drawn)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for own, written in parts.items():
            archive.writestr(own, written)
    return packed.getvalue()
