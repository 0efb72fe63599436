"""The province's own words on each indicator: short in the table of the nine, whole in the annex."""

from dataclasses import dataclass

from rehab.catalog.indicators import indicators
from rehab.pages.numbers.material import Material


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
