"""Marks of footnotes behind a text: `97¹`, `161 (*)`."""

import re

_FOOTNOTE = re.compile(r"\s*(?:[(\[](?:\d{1,2}|\*{1,3})[)\]]|\*{1,3}|[⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾]+)\s*$")


def without_footnote(written: str) -> tuple[str, str]:
    """A text without the footnote mark at its end, and the mark.

    >>> without_footnote("Số người tái nghiện (1)"), without_footnote("161 (*)"), without_footnote("97¹")
    (('Số người tái nghiện', '(1)'), ('161', '(*)'), ('97', '¹'))
    """
    match = _FOOTNOTE.search(written)
    if match is None or not written[: match.start()].strip():
        return written, ""
    return written[: match.start()], match[0].strip()
