"""Texts that a spreadsheet would run: told, and defused where a table is published as CSV."""

import re

_STARTS_FORMULA = re.compile(r"\s*[=+\-@\t\r＝＋－＠]|[\t\r]")
_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)*%?")


def is_formula(said: str) -> bool:
    r"""True for a text that a spreadsheet might take for a formula; a plain number is none.

    >>> [is_formula(said) for said in ("=1+1", "-2+3", "@x", "\tx", "-5", "a=b")]
    [True, True, True, True, False, False]
    """
    # Most begin with a letter or a digit: there is no need to look on.
    return not said[:1].isalnum() and bool(_STARTS_FORMULA.match(said)) and not _NUMBER.fullmatch(said.strip())


def defused(said: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would take it for a formula.

    >>> defused("=cmd|' /C calc'!A0"), defused("161 người")
    ("'=cmd|' /C calc'!A0", '161 người')
    """
    return f"'{said}" if is_formula(said) else said
