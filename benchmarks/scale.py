"""Whether ten times the briefs take ten times the time, and no more memory.

`python benchmarks/scale.py [--sizes 63,252,1008] [--jobs 2]` builds, from nothing and for each size in a project of
its own, so many briefs in one `rehab run`. A collection has one page for each of the 63 provinces and no more: the
suite knows provinces and nothing below them. Larger sizes are therefore collections of 63 (`copy01`, `copy02`, ...)
that one run builds one after another with the same workers. What is shown is growth with the number of
collections; one collection of a thousand units cannot be made yet.

For each size: seconds and seconds per brief, the latter also as a ratio to the first size; peak memory of the run's
own process, of its largest other process and, as PSS, of all (trial.py); bytes of the record (run.json and
reading.json of all collections); seconds of `--dry-run` before anything is built and after everything is.
"""

import argparse
import sys
import tempfile
from itertools import chain
from pathlib import Path

from trial import MEBIBYTE, Timed, Trial, machine, workbooks_of_all_provinces

PROVINCES = 63


def copies(root: Path, units: int) -> Trial:
    """A project with so many workbooks, 63 to a collection; the last one may have fewer."""
    trial = Trial.make(root)
    workbooks = sorted(chain.from_iterable(workbooks_of_all_provinces().values()), key=lambda path: path.name)
    for number, first in enumerate(range(0, units, PROVINCES), start=1):
        trial.put(f"copy{number:02}", workbooks[: min(PROVINCES, units - first)])
    return trial


def record_bytes(trial: Trial) -> int:
    """Size of everything that the runs wrote down about themselves."""
    patterns = ("briefs/*/run.json", "data/processed/*/runs/*.json", "data/processed/*/reading.json")
    return sum(path.stat().st_size for pattern in patterns for path in trial.root.glob(pattern))


def print_row(units: int, run: Timed, first_seconds_per_unit: float, record: int, plans: tuple[float, float]) -> None:
    """One size."""
    per_unit, peaks = run.seconds / units, run.peaks
    print(f"{units:>6}{run.seconds:>9.1f}{per_unit:>9.3f}{per_unit / first_seconds_per_unit:>8.2f}", end="")
    for held in (peaks.parent_bytes, peaks.worker_bytes, peaks.tree_pss_bytes):
        print(f"{held / MEBIBYTE:>9.0f}", end="")
    print(f"{record / 1024:>12.0f}{plans[0]:>12.2f}{plans[1]:>11.2f}", flush=True)


def main(arguments: list[str]) -> None:
    """Print the table, a row as soon as it is measured."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="63,252,1008", help="numbers of briefs, the first to compare with")
    parser.add_argument("--jobs", type=int, default=2)
    asked = parser.parse_args(arguments)
    print(machine())
    print(f"{'briefs':>6}{'s':>9}{'s/brief':>9}{'ratio':>8}{'run MB':>9}{'most MB':>9}{'PSS MB':>9}", end="")
    print(f"{'record kB':>12}{'plan new s':>12}{'built s':>11}", flush=True)
    first_seconds_per_unit = 0.0
    for units in map(int, asked.sizes.split(",")):
        with tempfile.TemporaryDirectory(prefix="rehab-benchmark-") as temporary:
            trial = copies(Path(temporary) / "project", units)
            before = trial.run("--dry-run").seconds
            run = trial.run("--jobs", asked.jobs, "--quiet")
            after = trial.run("--dry-run").seconds
            first_seconds_per_unit = first_seconds_per_unit or run.seconds / units
            print_row(units, run, first_seconds_per_unit, record_bytes(trial), (before, after))
    collections = "collections of 63, one after another in one run"
    print(f"Sizes above 63 are {collections}. 'most': the largest process other than the run's own.")
    print(machine())


if __name__ == "__main__":
    main(sys.argv[1:])
