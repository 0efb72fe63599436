"""Every pattern of the package takes time in proportion to the length of what strangers may write."""

import re
import signal
import sys
import time
from collections.abc import Callable, Iterator
from types import FrameType

import pytest

from patterns import AT_THE_START, Place, Shape, patterns, worst_shapes

LENGTH, TIMES = 6_000, 4
# Of processor time, for a text of that length: what is in proportion takes hundredths of it.
MOST_SECONDS = 0.015
# What is in proportion takes four times as long for a text four times as long; what is not, sixteen times or more.
MOST_TIMES = 9


def collapsed(text: str) -> str:
    """As `clean` and `_plain` leave a text."""
    return " ".join(text.split())


# What becomes of a text before these patterns meet it.
MET: dict[str, Callable[[str], str]] = {
    "rehab.disclosure.permission._recognised": collapsed,
    "rehab.workbooks.facts.footnotes._NOTE": collapsed,
    "rehab.workbooks.facts.statements._ATTACHED": collapsed,
    "rehab.workbooks.grids.units._DECLARED": collapsed,
    "rehab.workbooks.headings.captions._NUMBER": collapsed,
    "rehab.workbooks.headings.captions._AROUND_PERIOD": collapsed,
    "rehab.workbooks.headings.qualifiers._TITLE_NUMBER": lambda text: collapsed(text[:150]),
}
# These meet only what the project itself has written: its catalogue, its template, its pictures.
OURS = (
    "rehab.catalog.formulas.",
    "rehab.charts.lean.",
    "rehab.charts.lean:",
    "rehab.pages.frame.export:",
    "rehab.pages.citing.html.",
)


class TooLongError(Exception):
    """A text has taken ten times what is allowed."""


def _too_long(_number: int, _frame: FrameType | None) -> None:
    raise TooLongError


@pytest.fixture
def bounded() -> Iterator[None]:
    """What takes far too long is broken off."""
    before = signal.signal(signal.SIGVTALRM, _too_long)
    yield
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    signal.signal(signal.SIGVTALRM, before)


def _seconds(place: Place, text: str) -> float:
    given = text if isinstance(place.pattern.pattern, str) else text.encode()
    start = time.process_time()
    try:
        signal.setitimer(signal.ITIMER_VIRTUAL, 5 * MOST_SECONDS * TIMES)
        try:
            _use(place, given)
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    except TooLongError:
        return float("inf")
    return time.process_time() - start


def _use(place: Place, given: str | bytes) -> None:
    if place.uses and place.uses <= AT_THE_START:
        place.pattern.match(given)
        place.pattern.fullmatch(given)
    else:
        for _ in place.pattern.finditer(given):
            pass


def _least(place: Place, text: str) -> float:
    """The least of several looks: other work on the machine may come between; broken off twice is enough."""
    seconds = [_seconds(place, text) for _ in range(2)]
    if min(seconds) < float("inf"):
        seconds += [_seconds(place, text) for _ in range(4)]
    return min(seconds)


def _is_slow(place: Place, shape: Shape) -> bool:
    met = MET.get(place.where, str)
    text = met(shape.of(LENGTH))
    if _seconds(place, text) < MOST_SECONDS:
        return False
    # Seldom comes so far: a pattern that is heavy, or one that is not in proportion.
    longer = met(shape.of(LENGTH * TIMES))
    short, long = _least(place, text), _least(place, longer)
    return long == float("inf") or long > MOST_TIMES * short


def slow_shape(place: Place) -> Shape | None:
    """Texts that take more time than is in proportion, if there are any."""
    return next((shape for shape in worst_shapes(place.pattern) if _is_slow(place, shape)), None)


def test_no_pattern_is_forgotten():
    assert {place.where for place in patterns()} >= {"rehab.disclosure.quotations._BREAK", *MET}


@pytest.mark.skipif(sys.platform == "win32", reason="needs alarms of processor time")
def test_every_pattern_takes_time_in_proportion_to_the_length_of_its_worst_texts(bounded):
    strangers = [place for place in patterns() if not place.where.startswith(OURS)]
    assert {place.where: slow for place in strangers if (slow := slow_shape(place))} == {}


@pytest.mark.skipif(sys.platform == "win32", reason="needs alarms of processor time")
@pytest.mark.parametrize("written", [r"(a+)+b", r"\s*,", r"x\s*:?\s*y", r"\([^)]*\)$"])
def test_the_texts_find_what_is_not_in_proportion(bounded, written: str):
    assert slow_shape(Place("", re.compile(written), frozenset()))
