"""`rehab` alone: the three next things to do here, by what there is."""

import json
import re
from pathlib import Path
from typing import Any

from rehab import __version__
from rehab.cli_say import said_by, say, told

_LIST = "index.html"


def say_next() -> None:
    """Say where one is and the three next things to do."""
    from rehab.store.project import FORM, ProjectError, find_project, folder_around

    here = folder_around(Path.cwd())
    say(told("next.hello", version=__version__))
    if here is None:
        _say_steps("next.nowhere", ("next.new", "next.run_folder", "next.help"))
        return
    project = find_project()
    try:
        names = project.collections()
    except ProjectError as error:
        say(said_by(error))
        # Where the form is there already it would not be written again.
        form = project.data.parent / FORM
        step = "next.fill" if form.exists() else "next.blank"
        raw = _shown(project.data / "raw")
        _say_steps("next.empty", ("next.put", step, "next.run_folder"), raw=raw, form=_shown(form))
        return
    runs = {name: _run_of(project.published_record(name)) for name in names}
    unbuilt = [name for name, run in runs.items() if not run]
    failed = [_name(entry) for run in runs.values() for entry in run.get("entries", ()) if entry.get("error")]
    unusable = [own["file"] for run in runs.values() for own in run.get("unusable_workbooks", ())]
    name = (unbuilt or list(names))[0]
    values = {"raw": _shown(project.raw(name)), "name": name, "index": _shown(project.briefs(name) / _LIST)}
    if failed or unusable:
        bad = ", ".join(dict.fromkeys([*failed, *unusable]))
        bad_name = next(own for own, run in runs.items() if _has_failed(run))
        values |= {"raw": _shown(project.raw(bad_name)), "name": bad_name}
        _say_steps("next.failed", ("next.check", "next.run_again", "next.feedback"), **values, failed=bad)
    elif unbuilt:
        _say_steps("next.unbuilt", ("next.check", "next.run", "next.learn"), **values)
    else:
        _say_steps("next.built", ("next.open", "next.explore", "next.send"), **values)


def _has_failed(run: dict[str, Any]) -> bool:
    return bool(run.get("unusable_workbooks")) or any(entry.get("error") for entry in run.get("entries", ()))


def _say_steps(state: str, steps: tuple[str, ...], **values: str) -> None:
    say(told(state, **values))
    # What is typed, and after at least three blanks what it does.
    told_steps = [re.split(r" {3,}", told(step, **values), maxsplit=1) for step in steps]
    width = max(len(typed) for typed, *does in told_steps if does) if any(len(own) > 1 for own in told_steps) else 0
    for number, (typed, *does) in enumerate(told_steps, 1):
        say(f"  {number}. {f'{typed:{width}}   {does[0]}' if does else typed}")


def _run_of(path: Path) -> dict[str, Any]:
    """What a run has published of itself; nothing where there was none, or where it cannot be read."""
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _name(entry: dict[str, Any]) -> str:
    return str(entry.get("name") or entry.get("kind"))


def _shown(path: Path) -> str:
    """A path as one would type it here."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)
