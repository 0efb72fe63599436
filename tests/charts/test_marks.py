"""Colours: texts and marks stand out from the paper."""

import pytest

from rehab.charts import marks


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    shares = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return sum(weight * value for weight, value in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colour", [marks.INK, marks.SOFT, marks.BLUE, marks.VERMILION, marks.ALERT])
def test_texts_have_a_contrast_of_at_least_four_and_a_half(colour: str):
    assert contrast(colour, marks.PAPER) >= 4.5


def test_lines_that_carry_meaning_have_a_contrast_of_at_least_three():
    assert contrast(marks.AXIS, marks.PAPER) >= 3


def test_verdicts_differ_in_marker_and_in_the_fill_of_their_bars():
    looks = marks.VERDICT_STYLES.values()
    assert len({look.marker for look in looks}) == 3
    assert len({(look.hatch, look.hollow) for look in looks}) == 3
