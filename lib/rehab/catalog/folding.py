"""Spelling set aside: the form of a Vietnamese text in which two spellings of one thing are equal."""

import re
import unicodedata
from functools import lru_cache

_SPACES = re.compile(r"[\s\u00a0\u2007\u202f\u200b\ufeff]+")
_DASHES = re.compile(r"[‐‑‒–—−]")
_NOT_WORD = re.compile(r"[^0-9a-z%]+")


@lru_cache(maxsize=16384)
def clean(text: str) -> str:
    """Text in NFC with one kind of đ and single plain spaces; nothing a reader can see is lost.

    >>> clean("Ðắk\u00a0 Nông ")
    'Đắk Nông'
    """
    composed = unicodedata.normalize("NFC", text).replace("\u00d0", "Đ").replace("\u00f0", "đ")
    return _SPACES.sub(" ", composed).strip()


@lru_cache(maxsize=16384)
def fold(text: str) -> str:
    """Text without case, marks, punctuation and double spaces, for matching only.

    Tone placement (Hoà, Hòa) falls away with the marks.

    >>> fold("  Hoà  Bình;") == fold("HÒA BÌNH")
    True
    >>> fold("Số người (cuối kỳ)")
    'so nguoi cuoi ky'
    """
    dashed = _DASHES.sub("-", clean(text)).casefold().replace("đ", "d")
    bare = "".join(c for c in unicodedata.normalize("NFKD", dashed) if not unicodedata.combining(c))
    return _NOT_WORD.sub(" ", bare).strip()


def slug(text: str) -> str:
    """Text as part of a file name: ASCII, small letters, hyphens.

    >>> slug("Bà Rịa - Vũng Tàu")
    'ba-ria-vung-tau'
    """
    return fold(text).replace("%", "").replace(" ", "-")
