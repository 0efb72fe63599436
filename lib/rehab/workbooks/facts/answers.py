"""Answers chosen from a list: yes or no, kind of centre, verdict."""

from rehab.catalog.folding import fold
from rehab.catalog.lines import choices


def read_choice(written: str, line: str) -> str:
    """The choice a text means, or empty if it means none of the line's.

    >>> read_choice("Chưa đạt", "stated_verdict"), read_choice("có lẽ", "flag")
    ('not_met', '')
    """
    key = _key(written)
    for choice in choices(line):
        if key in {_key(spelling) for spelling in (choice.label_vi, choice.choice, *choice.spellings)}:
            return choice.choice
    return ""


def _key(written: str) -> str:
    # A tick has no letters to fold: it is compared as it is.
    return fold(written) or written.strip()


def allowed(line: str) -> tuple[str, str]:
    """The answers a line allows, for a message in Vietnamese and English."""
    offered = choices(line)
    return ", ".join(c.label_vi for c in offered), ", ".join(f"{c.label_vi} ({c.label_en})" for c in offered)
