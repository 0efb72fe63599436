"""Text in the fonts of before Unicode: TCVN3 (`.VnTime`) and VNI (`VNI-Times`), told by the font's name alone."""

import re
from functools import cache

from rehab.catalog.files import read_rows
from rehab.catalog.folding import clean

_TCVN3_FONT = re.compile(r"^\.vn", re.IGNORECASE)
_VNI_FONT = re.compile(r"^vni[- ]", re.IGNORECASE)
# Names of TCVN3 fonts end in H where they show small letters as capitals (.VnTimeH).
_CAPITALS_FONT = re.compile(r"H$")
_LAST_OF_LATIN1 = 0xFF


@cache
def _letters(encoding: str) -> tuple[re.Pattern[str], dict[str, str]]:
    column = f"{encoding}_as_latin1"
    letters = {row[column]: row["unicode"] for row in read_rows("legacy_encodings.csv")}
    longest_first = sorted(letters, key=len, reverse=True)
    return re.compile("|".join(re.escape(written) for written in longest_first)), letters


def legacy_encoding(font: str) -> str:
    """`tcvn3` or `vni` for a font of before Unicode, else empty.

    >>> legacy_encoding(".VnTimeH"), legacy_encoding("VNI-Times"), legacy_encoding("Times New Roman")
    ('tcvn3', 'vni', '')
    """
    if _TCVN3_FONT.match(font):
        return "tcvn3"
    return "vni" if _VNI_FONT.match(font) else ""


def decode(written: str, font: str) -> str:
    """The text that a reader sees when `written` is set in `font`; unchanged for a Unicode font.

    Text that holds letters no old font could is Unicode whatever its font says, and is kept; dashes and quotes
    of Windows' code page are no letters.

    >>> decode("§¾k N«ng", ".VnTime"), decode("§¾k N«ng", ".VnTimeH")
    ('Đắk Nông', 'ĐẮK NÔNG')
    """
    encoding = legacy_encoding(font)
    if not encoding or any(sign.isalpha() and ord(sign) > _LAST_OF_LATIN1 for sign in written):
        return written
    pattern, letters = _letters(encoding)
    seen = pattern.sub(lambda found: letters[found.group()], written)
    return clean(seen.upper() if encoding == "tcvn3" and _CAPITALS_FONT.search(font) else seen)


def legacy_readings(written: str) -> tuple[str, ...]:
    """What text whose font is not known would say in the fonts of before Unicode, where that is something else.

    >>> legacy_readings("cã sè liÖu")[0], legacy_readings("Chưa có số liệu"), legacy_readings("so lieu")
    ('có số liệu', (), ())
    """
    if written.isascii() or any(ord(sign) > _LAST_OF_LATIN1 and sign.isalpha() for sign in written):
        return ()
    seen = (decode(written, font) for font in (".VnTime", "VNI-Times"))
    return tuple(own for own in seen if own != written)
