"""How fast many briefs are built: `rehab run` beside a loop of stock papermill and nbconvert, and above its floor.

`python benchmarks/batch.py [--jobs 2] [--provinces 63] [--sample 4] [--all] [--skip-stock] [--kernels]` copies the
collections into a temporary project and times there, in this order, so that all ratios are of one machine in one hour:

- `rehab run --kind brief`, from nothing: a new process, no tables and no pages yet, workbooks are read too;
- with `--kernels`, the same in kernels with sockets, forked from the nursery (`--kernel`);
- nothing changed (median of 3), and with one cell of one workbook changed (median of 3);
- the floor (floor.py): cells and conversion of all pages in one warm process, divided by the jobs; and the same in
  that many processes side by side, the slowest counted: cores that share a cache or a clock are slower together;
- the stock loop, for every province in turn and then as many at a time as there are jobs: `python -m papermill` in
  a stock kernel, then `python -m nbconvert`. Workbooks have been read by then, so that the loop has less to do than
  the run from nothing. Of the provinces only a sample, evenly spread, is timed, and scaled up; `--all` times all.

Where the time of the run from nothing went is told by what papermill wrote into the executed notebooks and by the
record; where its CPU seconds went, by the same work in one warm process. CPU seconds are those of all processes, and
hold on a busy machine. Memory is of the whole tree of processes (trial.py). Nothing is asserted: machines differ.
"""

import argparse
import json
import statistics
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from trial import MEBIBYTE, NOTEBOOK, Peaks, Timed, Trial, machine, timed, workbooks_of_all_provinces

REPETITIONS = 3
EXPORTER = "rehab.pages.frame.export.BriefExporter"
CHANGED_WORKBOOK = Path("sample") / "04-cao-bang.xlsx"
CHANGED_SHEET, CHANGED_CELL = "Phụ lục 2", "D19"
MOST_OF_FLOOR, MOST_OF_SERIAL, MOST_OF_SIDE_BY_SIDE = 1.3, 1 / 20, 1 / 12
MOST_SECONDS_UNCHANGED, MOST_SECONDS_CHANGED = 1, 3


@dataclass(frozen=True)
class Row:
    """A line of the table; `seconds` of so many briefs, with what was hoped for."""

    name: str
    seconds: float
    briefs: int
    peaks: Peaks | None = None
    goal: str = ""
    cpu_seconds: float | None = None


@dataclass(frozen=True)
class Stages:
    """Seconds of work in the pages of a run, summed over its workers, and seconds in which it built any pages."""

    tasks: float
    cells: float
    papermill: float
    building: float


def pages(trial: Trial) -> list[tuple[str, dict[str, Any]]]:
    """Collection and entry in the record of every page of the trial."""
    records = [json.loads(path.read_text("utf-8")) for path in sorted(trial.root.glob("data/processed/*/runs/*.json"))]
    return [(record["collection"], entry) for record in records for entry in record["entries"]]


def stages(trial: Trial) -> Stages:
    """Where the time went, by what was written down while it did."""
    tasks = cells = papermill = building = 0.0
    spans: dict[str, list[tuple[float, float]]] = {}
    for collection, entry in pages(trial):
        notebook = json.loads((trial.root / "briefs" / collection / f"{entry['key']}.ipynb").read_text("utf-8"))
        told = notebook["metadata"]["papermill"]
        tasks += entry["seconds"]
        papermill += told["duration"]
        spans.setdefault(collection, []).append((_moment(told["start_time"]), _moment(told["end_time"])))
        cells += sum(_cell_seconds(cell) for cell in notebook["cells"] if cell["cell_type"] == "code")
    for span in spans.values():
        building += max(end for _, end in span) - min(start for start, _ in span)
    return Stages(tasks, cells, papermill, building)


def _cell_seconds(cell: dict[str, Any]) -> float:
    told = cell["metadata"]["execution"]
    return _moment(told["shell.execute_reply"]) - _moment(told["iopub.execute_input"])


def _moment(written: str) -> float:
    return datetime.fromisoformat(written).timestamp()


def change_a_cell(trial: Trial, value: int) -> None:
    """Give one cell of one workbook another value."""
    path = trial.data / "raw" / CHANGED_WORKBOOK
    book = load_workbook(path)
    book[CHANGED_SHEET][CHANGED_CELL] = value
    book.save(path)


def median_run(trial: Trial, jobs: int, changes: bool) -> Timed:
    """The middle one of several runs; a cell is changed before each, or nothing."""
    runs = []
    for number in range(REPETITIONS):
        if changes:
            change_a_cell(trial, 12345 + number)
        runs.append(trial.run("--jobs", jobs, "--quiet"))
    middle = statistics.median(run.seconds for run in runs)
    return next(run for run in runs if run.seconds == middle)


def floor(trial: Trial, first: int = 0, step: int = 1) -> dict[str, Any]:
    """What floor.py prints for the trial."""
    done = trial.command(
        sys.executable, str(Path(__file__).with_name("floor.py")), str(trial.root), f"{first}", f"{step}"
    )
    found: dict[str, Any] = json.loads(done.output)
    return found


def stock_brief(trial: Trial, collection: str, entry: dict[str, Any]) -> None:
    """One brief as anybody would make it with papermill and nbconvert."""
    executed = trial.root / "stock" / f"{collection}-{entry['key']}.ipynb"
    executed.parent.mkdir(exist_ok=True)
    parameters = {"province": entry["province"], "collection": collection, "data": str(trial.data)}
    asked = {**parameters, "audience": entry["audience"], "language": entry["language"]}
    named = [word for name, value in asked.items() for word in ("-r", name, value)]
    python = (sys.executable, "-m")
    trial.command(*python, "papermill", str(NOTEBOOK), str(executed), "-k", "python3", "--no-progress-bar", *named)
    trial.command(*python, "nbconvert", "--to", EXPORTER, str(executed), "--output", executed.stem)


def stock_loop(trial: Trial, chosen: list[tuple[str, dict[str, Any]]], at_a_time: int) -> Timed:
    """The loop over some provinces."""

    def work() -> str:
        with ThreadPoolExecutor(at_a_time) as pool:
            for done in [pool.submit(stock_brief, trial, *page) for page in chosen]:
                done.result()
        return ""

    return timed(work)


def spread(found: list[Any], count: int) -> list[Any]:
    """So many of a list, from all over it.

    >>> spread(list("abcdefg"), 3)
    ['a', 'c', 'e']
    """
    return [found[number * len(found) // count] for number in range(min(count, len(found)))]


def print_table(rows: list[Row], floor_seconds: float, stock: dict[str, float]) -> None:
    """All figures, each ratio beside its goal."""
    print(f"\n{'':<34}{'s':>8}{'s/brief':>9}{'CPU s/brief':>12}{'x floor':>9}", end="")
    print(
        "".join(f"{'1/' + name:>11}" for name in stock),
        f"{'peak MB: parent':>17}{'worker':>8}{'RSS':>7}{'PSS':>7}  goal",
    )
    for row in rows:
        print(f"{row.name:<34}{row.seconds:>8.1f}{row.seconds / row.briefs:>9.3f}", end="")
        cpu = f"{row.cpu_seconds / row.briefs:.3f}" if row.cpu_seconds is not None else "-"
        print(f"{cpu:>12}{row.seconds / floor_seconds:>9.2f}", end="")
        print("".join(f"{seconds / row.seconds:>11.1f}" for seconds in stock.values()), end=" ")
        peaks = row.peaks or Peaks()
        held = (peaks.parent_bytes, peaks.worker_bytes, peaks.tree_rss_bytes, peaks.tree_pss_bytes)
        shown = [f"{figure / MEBIBYTE:.0f}" if figure else "-" for figure in held]
        print(f"{shown[0]:>17}{shown[1]:>8}{shown[2]:>7}{shown[3]:>7}  {row.goal}")


def print_cpu_shares(run: Timed, bare: dict[str, Any], count: int) -> None:
    """Where the CPU seconds of the run from nothing went, for each page."""
    print(f"\nWhere its {run.cpu_seconds:.1f} CPU seconds went, in ms a page (parts as in one warm process):")
    known = {name: seconds * 1000 / count for name, seconds in bare["cpu"].items()}
    total = run.cpu_seconds * 1000 / count
    for name, spent in {**known, "rest: start, plan, processes, messages": total - sum(known.values())}.items():
        print(f"  {name:<40}{spent:>8.0f} {spent / total:>6.1%}")


def print_shares(total: float, found: Stages, bare: dict[str, Any], jobs: int) -> None:
    """Where the seconds of the run from nothing went."""
    print(f"\nWhere the {total:.1f} s from nothing went: work of {jobs} workers is divided by {jobs}.")
    kernel, after = found.papermill - found.cells, found.tasks - found.papermill
    rest = total - found.tasks / jobs - bare["reading"] / jobs
    shares = {
        "cells, as kernels ran them": found.cells / jobs,
        "kernel's start and end, messages": kernel / jobs,
        "conversion, proof, files": after / jobs,
        "reading (as in a warm process)": bare["reading"] / jobs,
        "rest: start, plan, tables, idle": rest,
    }
    for name, seconds in shares.items():
        print(f"  {name:<34}{seconds:>8.1f} s {seconds / total:>6.1%}")
    cells, conversion = bare["cells"] / jobs, bare["conversion"] / jobs
    print(f"The same in one warm process: cells {cells:.1f} s, conversion {conversion:.1f} s.")
    print(f"No page was being built for {total - found.building:.1f} s: start, reading, tables, end, by collection.")


def main(arguments: list[str]) -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--provinces", type=int, default=63, help="only so many of them, evenly spread: a trial")
    parser.add_argument("--sample", type=int, default=4, help="provinces that the stock loop is timed for")
    parser.add_argument("--all", action="store_true", help="time the stock loop for all provinces")
    parser.add_argument("--skip-stock", action="store_true")
    parser.add_argument("--kernels", action="store_true", help="time the run in kernels with sockets, too")
    asked = parser.parse_args(arguments)
    jobs = asked.jobs
    print(machine())
    with tempfile.TemporaryDirectory(prefix="rehab-benchmark-") as temporary:
        trial = Trial.make(Path(temporary) / "project")
        for collection, workbooks in workbooks_of_all_provinces().items():
            changed_too = [path for path in workbooks if path.name == CHANGED_WORKBOOK.name]
            trial.put(collection, {*spread(workbooks, asked.provinces), *changed_too})
        nothing = trial.run("--jobs", jobs, "--quiet")
        found, built = stages(trial), pages(trial)
        count = len(built)
        kernels = trial.run("--jobs", jobs, "--quiet", "--force", "--kernel") if asked.kernels else None
        unchanged, changed = (median_run(trial, jobs, changes) for changes in (False, True))
        bare = floor(trial)
        with ThreadPoolExecutor(jobs) as pool:
            together = list(pool.map(lambda first: floor(trial, first, jobs), range(jobs)))
        lowest = (bare["cells"] + bare["conversion"]) / jobs
        slowest = max(part["cells"] + part["conversion"] for part in together)
        with_reading = max(part["cells"] + part["conversion"] + part["reading"] for part in together)
        rows = [
            Row(
                "rehab run, from nothing",
                nothing.seconds,
                count,
                nothing.peaks,
                f"<= {MOST_OF_FLOOR} x floor",
                nothing.cpu_seconds,
            ),
            *(
                [Row("the same, --kernel", kernels.seconds, count, kernels.peaks, "", kernels.cpu_seconds)]
                if kernels
                else ()
            ),
            Row("nothing changed", unchanged.seconds, count, unchanged.peaks, f"< {MOST_SECONDS_UNCHANGED} s"),
            Row("one workbook changed", changed.seconds, 1, changed.peaks, f"< {MOST_SECONDS_CHANGED} s"),
            Row(f"floor: one process / {jobs}", lowest, count),
            Row(f"floor: {jobs} processes", slowest, count),
            Row(f"floor: {jobs} processes, with reading", with_reading, count),
        ]
        stock: dict[str, float] = {}
        chosen = built if asked.all else spread(built, asked.sample)
        for name, at_a_time, goal in (
            ()
            if asked.skip_stock
            else (("serial", 1, MOST_OF_SERIAL), (f"{jobs} at a time", jobs, MOST_OF_SIDE_BY_SIDE))
        ):
            loop = stock_loop(trial, chosen, at_a_time)
            stock[name] = loop.seconds * count / len(chosen)
            rows.append(
                Row(
                    f"stock, {name}",
                    stock[name],
                    count,
                    loop.peaks,
                    f"run <= 1/{1 / goal:.0f} of this",
                    loop.cpu_seconds * count / len(chosen),
                )
            )
        print_table(rows, lowest, stock)
        print_shares(nothing.seconds, found, bare, jobs)
        print_cpu_shares(nothing, bare, count)
        print(f"{bare['same']} of {bare['pages']} pages of the floor are byte for byte those of the run.")
        if stock and len(chosen) < count:
            scale = f"timed for {len(chosen)} of {count} provinces, times {count / len(chosen):.2f}"
            print(f"The stock loops are SCALED UP: {scale}.")
        if stock:
            print("Memory of the stock loops includes this benchmark's own process.")
    print(machine())


if __name__ == "__main__":
    main(sys.argv[1:])
