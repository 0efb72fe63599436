"""Workbooks made to fill the memory or run for hours: every trick in every part, read or refused within bounds.

`make test` reads a share of the table, which REHAB_SEED chooses; REHAB_ALL reads all of it.
"""

import random
import subprocess
import sys
from itertools import product
from pathlib import Path

import pytest

from bombs import ARCHIVE_TRICKS, PARTS, SHAPES, TRICKS, bomb, shape

MOST_MEGABYTES = 500
# What a busy machine may take for what must not take two seconds of computing.
MOST_CPU_SECONDS = 4.0
SHARE = 16
MEASURE = """
import resource, sys
from pathlib import Path
from rehab.workbooks.files.failures import UnreadableFileError
from rehab.workbooks.files.opening import read_grids
for name in sys.argv[1:]:
    # From here on the high-water mark is this file's own.
    Path("/proc/self/clear_refs").write_text("5")
    start = resource.getrusage(resource.RUSAGE_SELF)
    try:
        said = str(len(read_grids(Path(name))))
    except UnreadableFileError as error:
        said = str(error)
    end = resource.getrusage(resource.RUSAGE_SELF)
    spent = end.ru_utime + end.ru_stime - start.ru_utime - start.ru_stime
    # Of the process itself: what getrusage tells includes the process that started it.
    most = next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM"))
    print(Path(name).name, round(spent, 2), int(most) // 1024, said, sep="|")
"""

# What a file is refused for, in the words of its message.
REFUSALS = ("damaged", "too", "archive", "encoding", "entities", "no sheet", "written")
TABLE = [*product((*TRICKS, *ARCHIVE_TRICKS), PARTS), *(("shape", name) for name in SHAPES)]
random.Random(2020).shuffle(TABLE)
SHARES = [TABLE[start : start + SHARE] for start in range(0, len(TABLE), SHARE)]


def measured(folder: Path, cases: list[tuple[str, str]]) -> list[str]:
    """Of each case what reading it took and came to: name, seconds, megabytes, words."""
    paths = []
    for number, (trick, part) in enumerate(cases):
        path = folder / f"{number} {trick} in {part.replace('/', '-')}.xlsx"
        path.write_bytes(shape(folder, part) if trick == "shape" else bomb(folder, trick, part))
        paths.append(path)
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, *map(str, paths)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.splitlines()


@pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc, which only Linux has")
# One of the tricks.
@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.part(1)
@pytest.mark.parametrize("share", range(len(SHARES)))
@pytest.mark.slow
def test_no_trick_in_any_part_takes_much_memory_or_time(share: int, tmp_path):
    done = measured(tmp_path, SHARES[share])
    assert len(done) == len(SHARES[share])
    for line in done:
        _, seconds, megabytes, said = line.split("|")
        assert (float(seconds) < MOST_CPU_SECONDS, int(megabytes) < MOST_MEGABYTES) == (True, True), line
        assert said == "1" or any(word in said for word in REFUSALS), line
