"""What five-year reviews with their Word documents add to the briefs of the same provinces.

`python benchmarks/review.py [--provinces 63] [--jobs 2] [--repetitions 3]` times, each from nothing in a project of its
own: `rehab run` of the briefs, of the briefs and the reviews with Word, and of the reviews with Word alone; then, in
the project of the briefs, of the reviews that come after them. The ratio asked for is the first of the three that are
printed: what the reviews add to a run of both, over the briefs. CPU seconds are those of all processes and hold on a
busy machine; the middle one of the repetitions counts. Nothing is asserted: machines differ.
"""

import argparse
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from trial import CHECKOUT, NOTEBOOK, Timed, Trial, machine, workbooks_of_all_provinces

REVIEW_NOTEBOOK = NOTEBOOK.with_name("province_review.ipynb")
BRIEF, REVIEW = ("--kind", "brief"), ("--kind", "review", "--docx")
NAMES = ("briefs", "briefs and reviews", "reviews alone", "reviews after briefs")


def project(root: Path, provinces: int) -> Trial:
    """A project with the workbooks of so many provinces, from all over the list, and the notebooks of both kinds."""
    trial = Trial.make(root)
    shutil.copy(CHECKOUT / REVIEW_NOTEBOOK, root / REVIEW_NOTEBOOK)
    found = [(name, path) for name, paths in workbooks_of_all_provinces().items() for path in paths]
    step = max(len(found) // provinces, 1)
    for name, path in found[::step][:provinces]:
        trial.put(name, [path])
    return trial


def run(trial: Trial, jobs: int, *options: str) -> Timed:
    """`rehab run` as a command of its own, from its start to its end."""
    code = "from rehab.cli import main; main()"
    return trial.command(sys.executable, "-c", code, "run", "--quiet", "--jobs", f"{jobs}", *options)


def measured(provinces: int, jobs: int) -> list[Timed]:
    """One run of each kind, in the order of `NAMES`."""
    with tempfile.TemporaryDirectory() as folder:
        trials = [project(Path(folder) / f"{number}", provinces) for number in range(3)]
        asked = (BRIEF, (*BRIEF, *REVIEW), REVIEW)
        found = [run(trial, jobs, *options) for trial, options in zip(trials, asked, strict=True)]
        return [*found, run(trials[0], jobs, *REVIEW)]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--provinces", type=int, default=63)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--repetitions", type=int, default=3)
    asked = parser.parse_args()
    runs = [measured(asked.provinces, asked.jobs) for _ in range(asked.repetitions)]
    print(f"{machine()}; {asked.provinces} provinces, {asked.jobs} jobs, middle of {asked.repetitions}")
    middle = {}
    for name, own in zip(NAMES, zip(*runs, strict=True), strict=True):
        middle[name] = statistics.median(one.cpu_seconds for one in own)
        print(f"{name:22} {middle[name]:8.1f} s CPU {statistics.median(one.seconds for one in own):8.1f} s")
    briefs, both, alone, after = (middle[name] for name in NAMES)
    print(f"added by reviews in one run, over the briefs: {(both - briefs) / briefs:.2f} (asked for: at most 1)")
    print(f"reviews after the briefs, over the briefs:    {after / briefs:.2f}")
    print(f"reviews alone from nothing, over the briefs:  {alone / briefs:.2f}")


if __name__ == "__main__":
    main()
