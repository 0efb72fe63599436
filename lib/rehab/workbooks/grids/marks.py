"""Marks of footnotes behind a text: `97¹`, `161 (*)`, `97¹ người`."""

import re
from functools import lru_cache

_FOOTNOTE = re.compile(r"(?:[(\[](?:\d{1,2}|\*{1,3})[)\]]|\*{1,3}|(?<![0-9 ]m)[⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾]{1,8})$")
_RAISED_BEHIND_NUMBER = re.compile(r"(?<=[0-9]) ?[⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾⁺]{1,8}(?![0-9])")


@lru_cache(maxsize=4096)
def without_footnote(written: str) -> tuple[str, str]:
    """A text without the footnote mark at its end, and the mark.

    >>> without_footnote("Số người tái nghiện (1)"), without_footnote("161 (*)"), without_footnote("97¹")
    (('Số người tái nghiện', '(1)'), ('161', '(*)'), ('97', '¹'))
    """
    stripped = written.rstrip()
    match = _FOOTNOTE.search(stripped)
    if match is None:
        return written, ""
    bare = stripped[: match.start()].rstrip()
    return (bare, match[0]) if bare.strip() else (written, "")


@lru_cache(maxsize=4096)
def without_marks(written: str) -> tuple[str, str]:
    """A number without the marks behind it, before its unit too, and the first of them.

    >>> without_marks("97¹ người"), without_marks("77¹*"), without_marks("1.200 m²")
    (('97 người', '¹'), ('77', '¹'), ('1.200 m²', ''))
    """
    bare, mark = without_footnote(written)
    raised = _RAISED_BEHIND_NUMBER.search(bare)
    if raised is None:
        return bare, mark
    return bare[: raised.start()] + bare[raised.end() :], raised[0].strip()
