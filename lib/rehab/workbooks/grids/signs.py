"""Signs that nobody sees: taken out of what a cell shows, and made visible in its raw text, where they do nothing."""

import unicodedata

SOFT_HYPHEN = "\N{SOFT HYPHEN}"
# Web pages leave these between words; read as the space that they stand for.
_AS_SPACE = dict.fromkeys((0x200B, 0xFEFF), " ")
_KEPT = "\t\n\r"


def shown_signs(words: str) -> str:
    """Text as a reader sees it: no sign that is invisible, turns its direction or commands a device.

    >>> shown_signs("Tran" + chr(0x202E) + "iaM"), shown_signs("Số" + chr(0x200B) + "người"), shown_signs("Số người")
    ('TraniaM', 'Số người', 'Số người')
    """
    if words.isprintable():
        return words
    return "".join(_shown(sign) for sign in words.translate(_AS_SPACE))


def visible_signs(words: str, is_legacy: bool = False) -> str:
    """Text as it is written, with such signs by their number, so that they are seen and do nothing.

    `is_legacy`: text for a font of before Unicode, in which the soft hyphen is a letter and stays.

    >>> visible_signs("Tran" + chr(0x202E) + "iaM")
    'Tran[U+202E]iaM'
    """
    if words.isprintable():
        return words
    spaced = words.translate(_AS_SPACE)
    return "".join(sign if is_legacy and sign == SOFT_HYPHEN else _visible(sign) for sign in spaced)


def _is_unseen(sign: str) -> bool:
    return not sign.isprintable() and sign not in _KEPT and unicodedata.category(sign) in ("Cf", "Cc", "Zl", "Zp")


def _shown(sign: str) -> str:
    if not _is_unseen(sign):
        return sign
    return "\n" if unicodedata.category(sign) in ("Zl", "Zp") else ""


def _visible(sign: str) -> str:
    return f"[U+{ord(sign):04X}]" if _is_unseen(sign) else sign
