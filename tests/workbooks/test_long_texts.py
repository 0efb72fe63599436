"""What a stranger may write into one cell costs time in proportion to its length."""

import signal
import sys
from collections.abc import Callable
from types import FrameType

import pytest

from rehab.disclosure import quotations
from rehab.workbooks.facts import row_lines, statements
from rehab.workbooks.headings.labels import unit_in_label

# The longest text that Excel keeps in a cell.
LONGEST = 32_000
# Of processor time; what is sound takes hundredths of it.
MOST_SECONDS = 2
REPEATED = (" ", "\n", "-", ",", "(", ")", "[", "1", "a", "1.", "a ", " -", "( ", "báo cáo số 1 ", "báo cáo số 1 ngày ")
AROUND = (("", ""), ("x", "x"), ("(", "!"), ("Người lập biểu,", "GIÁM ĐỐC (ký)"), ("báo cáo số 1", "x"))
TAKES: dict[str, Callable[[str], object]] = {
    "unit_in_label": unit_in_label,
    "sentences": quotations._BREAK.split,
    "edges": lambda written: row_lines._EDGES.sub("", written),
    "attached": lambda written: statements._ATTACHED.search(" ".join(written.split())),
}


def _too_long(_number: int, _frame: FrameType | None) -> None:
    raise AssertionError(f"over {MOST_SECONDS} seconds of processor time")


@pytest.fixture
def bounded():
    """Stop a test once it has used the processor for too long; others at work on the machine cost it nothing."""
    before = signal.signal(signal.SIGVTALRM, _too_long)
    yield lambda: signal.setitimer(signal.ITIMER_VIRTUAL, MOST_SECONDS)
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    signal.signal(signal.SIGVTALRM, before)


@pytest.mark.skipif(sys.platform == "win32", reason="needs alarms of processor time")
@pytest.mark.parametrize("name", TAKES)
@pytest.mark.parametrize("repeated", REPEATED)
def test_a_long_text_takes_no_longer_than_it_is_long(name, repeated, bounded):
    for beginning, end in AROUND:
        bounded()
        TAKES[name](f"{beginning}{repeated * (LONGEST // len(repeated))}{end}")


def test_a_signature_line_with_many_spaces_is_no_unit():
    written = "Người lập biểu," + " " * 100 + "GIÁM ĐỐC (ký)"
    assert unit_in_label(written) == (written, "")


@pytest.mark.parametrize(
    "written", ["Số tiền (tỷ đồng)", "Số tiền\n( ĐVT :\ntỷ đồng )", "Số tiền, tỷ đồng", "Số tiền (tỷ đồng"]
)
def test_a_unit_behind_a_label_is_found_however_it_is_spaced(written):
    assert unit_in_label(written) == ("Số tiền", "tỷ đồng")
