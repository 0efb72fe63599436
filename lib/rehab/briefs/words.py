"""The province's own words on each indicator: short in the table of the nine, whole in the annex."""

from dataclasses import dataclass

from rehab.briefs.material import Material
from rehab.catalog.indicators import indicators

_SHORT = 120


@dataclass(frozen=True)
class Words:
    """Goal, explanation and cause of one indicator as the province writes them; empty where it does not."""

    number: int
    short: str
    goal: str
    goal_is_stated: bool
    explanation: str
    cause: str


def all_words(material: Material) -> list[Words]:
    """The words on each indicator, in order; a goal that the province does not word is the plan's."""
    return [words_on(number, material) for number in indicators()]


def words_on(number: int, material: Material) -> Words:
    """The words on one indicator."""
    stated = material.statement("stated_goal", str(number))
    return Words(
        number=number,
        short=indicators()[number].short(material.language),
        goal=stated or indicators()[number].title_vi,
        goal_is_stated=bool(stated),
        explanation=material.statement("stated_explanation", str(number)),
        cause=material.statement("stated_reason", str(number)),
    )


def shorten(words: str, limit: int = _SHORT) -> str:
    """Words cut at a space near the limit, with "…" where something is left out.

    >>> shorten("Chưa đa dạng các hình thức cai nghiện", 12)
    'Chưa đa …'
    >>> shorten("Chưa có")
    'Chưa có'
    """
    plain = " ".join(words.split())
    if len(plain) <= limit:
        return plain
    cut = plain[:limit].rsplit(" ", 1)[0] if " " in plain[:limit] else plain[:limit]
    return f"{cut} …"
