"""What a verdict is called to those who read it: one that is held back from them is no verdict of “not assessed”."""

from rehab.catalog.texts import text

WITHHELD = "withheld"


def shown_verdict(verdict: str, reason: str) -> str:
    """The verdict, or `withheld` where its reason says that the audience may not see it (method, rule 22).

    >>> shown_verdict("met", ""), shown_verdict("not_assessed", "no_data"), shown_verdict("not_assessed", "withheld")
    ('met', 'not_assessed', 'withheld')
    """
    return WITHHELD if reason == WITHHELD else verdict


def verdict_text(verdict: str, reason: str, language: str) -> str:
    """What it is called.

    >>> verdict_text("not_assessed", "withheld", "en")
    'Withheld'
    """
    shown = shown_verdict(verdict, reason)
    return text("country.withheld" if shown == WITHHELD else f"verdict.{shown}", language)


def basis_text(basis: str, reason: str, language: str) -> str:
    """On whose word it is; nothing where it is held back, for that tells of no basis."""
    return "" if reason == WITHHELD else text(f"basis.{basis or 'none'}", language)
