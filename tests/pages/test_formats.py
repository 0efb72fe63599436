"""Numbers print, whatever they are."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis.strategies import floats

from rehab.pages.citing.formats import format_billions, format_number, format_percent

_FINITE = floats(allow_nan=False, allow_infinity=False)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(value=_FINITE, target=_FINITE)
def test_no_finite_number_is_too_large_or_too_small_to_be_printed(value: float, target: float):
    for language in ("vi", "en"):
        said = format_number(value, language), format_percent(value, language, target), format_billions(value, language)
        assert all(any(sign.isdigit() for sign in one) for one in said)


@pytest.mark.parametrize("value", [1e308, -1e308, 1e22, 1e40])
def test_a_vast_number_keeps_all_its_digits(value: float):
    assert int(format_number(value, "en").replace(",", "").replace("\N{MINUS SIGN}", "-")) == int(Decimal(str(value)))


def test_a_negative_zero_prints_as_zero():
    assert (format_number(-0.0, "vi"), format_percent(-0.0, "en")) == ("0", "0%")
