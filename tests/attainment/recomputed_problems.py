"""What disagrees with a province's own words, and how far a ratio is from its target (rules 5, 10, 11, 13), anew.

Apart from the code under test, as `recomputation.py`: of its answers and the truth file's statements.
"""

from fractions import Fraction
from math import ceil, floor

from recomputation import Answer, Recomputed, catalogue

IDLE = ("no_facility", "zero_denominator", "no_substitution_site")
CODES = frozenset(
    ("verdict_disagrees", "stated_not_applicable", "incomplete_stated_met", "stated_value_differs",
     "stated_value_alternative")
)  # fmt: skip


def problems(own: Recomputed) -> set[tuple[str, int]]:
    """Kind and indicator of every problem that sets the province's words against its figures."""
    found = set()
    for indicator in catalogue()[0]:
        number = indicator["number"]
        parts = [own.parts[part["id"]] for part in indicator.get("parts", ())]
        found |= {
            (code, number) for code in (_of_verdict(own, number, parts), _of_value(own, indicator, parts)) if code
        }
    return found


def _of_verdict(own: Recomputed, number: int, parts: list[Answer]) -> str:
    stated, whole = own.own.stated.get(("stated_verdict", str(number))), own.wholes[number]
    if stated is None:
        return ""
    if whole.basis == "computed" and stated != whole.verdict:
        return "verdict_disagrees"
    if stated == "not_assessed":
        return ""
    if parts and all(answer.reason in IDLE for answer in parts):
        return "stated_not_applicable"
    reach = any(answer.reason == "incomplete" and _percent(answer) is not None for answer in parts)
    return "incomplete_stated_met" if stated == "met" and reach else ""


def _of_value(own: Recomputed, indicator: dict, parts: list[Answer]) -> str:
    stated = own.own.stated.get(("stated_value", str(indicator["number"])))
    if not isinstance(stated, Fraction):
        return ""
    given = [value for answer in parts if (value := _percent(answer)) is not None]
    others = [own.ratio({"share": False, **other}) for other in indicator.get("alternatives", ())]
    for part, answer in zip(indicator.get("parts", ()), parts, strict=True):
        ways = part.get("definitions", ())
        others += [own.ratio({**part, **way}) for way in ways if way["id"] != answer.definition]
    beside = [value for answer in others if (value := _percent(answer)) is not None]
    if not (given or beside) or any(_is_stated(stated, value) for value in given):
        return ""
    return "stated_value_alternative" if any(_is_stated(stated, v) for v in beside) else "stated_value_differs"


def _percent(answer: Answer) -> Fraction | None:
    if answer.numerator is None or not answer.denominator or answer.reason == "conflict":
        return None
    return 100 * answer.numerator / answer.denominator


def _is_stated(stated: Fraction, value: Fraction) -> bool:
    """Rounded half up or cut to the decimals that the stated figure has."""
    digits = next(count for count in range(12) if (stated * 10**count).denominator == 1)
    scaled = value * 10**digits
    return stated * 10**digits in (floor(scaled + Fraction(1, 2)), floor(scaled))


def distance(answer: Answer, target: Fraction) -> tuple[Fraction, Fraction] | None:
    """Attainment and margin of a ratio that decided: value over target, and how many more or fewer would just do."""
    value = _percent(answer)
    if value is None or answer.basis != "computed":
        return None
    assert answer.denominator is not None
    assert answer.numerator is not None
    return value / target, answer.numerator - ceil(target * answer.denominator / 100)
