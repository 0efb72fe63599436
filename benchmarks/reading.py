"""How well and how fast workbooks are read: every made-up workbook against its truth, and Đắk Nông's.

`python benchmarks/reading.py [FOLDER]` makes the sample collection in a temporary folder (or reads the one
given) and prints, for each workbook, facts read right, reported and silently wrong, and the median time; memory
is the most the process has held, which the largest workbook decides. Times are medians of five readings on one
core, after one to warm up; machines differ, so the ratio to reading the same file with openpyxl, in the same
run, is printed beside them.
"""

import gc
import statistics
import sys
import tempfile
import time
import tracemalloc
from pathlib import Path

from openpyxl import load_workbook

from rehab.workbooks.reading import read_workbook
from rehab.workbooks.samples.comparison import Comparison, compare, load_truth
from rehab.workbooks.samples.generator import TRUTH_SUFFIX, make_samples

PROJECT = Path(__file__).resolve().parents[1]
DAK_NONG = PROJECT / "data" / "raw" / "reported" / "67-dak-nong.xlsx"
RUNS = 5
WIDTHS = (7, 7, 8, 7, 7)


def median_seconds(work) -> float:
    """Median time of a piece of work, the collector of garbage out of the way."""
    work()
    times = []
    gc.disable()
    for _ in range(RUNS):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    gc.enable()
    return statistics.median(times)


def peak_megabytes(path: Path) -> float:
    """Most memory that Python's own objects take while one workbook is read."""
    tracemalloc.start()
    read_workbook(path, "sample")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak / 2**20


def compared(path: Path) -> Comparison | None:
    """What was read of a workbook against its truth; None for one without a truth beside it."""
    if not path.with_name(path.name + TRUTH_SUFFIX).exists():
        return None
    reading = read_workbook(path, "sample")
    return compare(load_truth(path), reading.observations, reading.problems)


def main(arguments: list[str]) -> int:
    """Print the table; exit 1 when a single fact was wrong in silence."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(arguments[0]) if arguments else Path(temporary)
        made = sorted(p for p in folder.iterdir() if p.suffix in (".xlsx", ".xls", ".ods")) if arguments else None
        workbooks = made or list(make_samples(folder))
        print(f"{'workbook':<28}{'facts':>7}{'right':>7}{'on cell':>8}{'nearby':>7}{'silent':>7}{'ms':>7}{'MB':>7}")
        totals = [0, 0, 0, 0]
        times, memory, ratios = [], [], []
        silent: list[str] = []
        for path in [*workbooks, DAK_NONG]:
            found = compared(path)
            seconds, megabytes = median_seconds(lambda p=path: read_workbook(p, "sample")), peak_megabytes(path)
            times.append(seconds)
            memory.append(megabytes)
            if path.suffix == ".xlsx":
                ratios.append(median_seconds(lambda p=path: load_workbook(p, rich_text=True)) / seconds)
            counts = (found.right, found.on_cell, found.nearby, len(found.silent)) if found else None
            figures = (found.facts, *counts) if found and counts else ("",) * len(WIDTHS)
            shown = "".join(f"{figure:>{width}}" for figure, width in zip(figures, WIDTHS, strict=True))
            print(f"{path.name:<28}{shown}{seconds * 1000:>7.1f}{megabytes:>7.1f}")
            if found and counts:
                totals = [total + count for total, count in zip(totals, counts, strict=True)]
                silent += [f"{path.name}: {error}" for error in found.silent]
    facts = sum(totals)
    print(f"\nfacts {facts}: right {totals[0]} ({totals[0] / facts:.3%}), reported on the cell {totals[1]},")
    print(f"reported nearby {totals[2]}, silent errors {totals[3]}")
    print(f"median {statistics.median(times) * 1000:.1f} ms, slowest {max(times) * 1000:.1f} ms a workbook")
    print(f"memory: median {statistics.median(memory):.1f} MB, most {max(memory):.1f} MB a workbook")
    print(f"opening the same .xlsx with openpyxl takes {statistics.median(ratios):.1f} times as long (median)")
    for error in silent:
        print(error)
    return 1 if silent else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
