"""What goes back to each province, packed: its workbook with comments, the questions, its page, in one archive."""

import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

import pandas as pd

from rehab.batch.plan import Options
from rehab.batch.progress import Progress
from rehab.batch.run import Outcome
from rehab.batch.session import Workers, run_collections
from rehab.catalog.kinds import kinds
from rehab.catalog.problem_kinds import SEVERITIES
from rehab.catalog.provinces import provinces
from rehab.catalog.reviews import using_review
from rehab.catalog.tables import conform
from rehab.catalog.texts import text
from rehab.country.sent import Source, read_sent
from rehab.disclosure.audiences import INTERNAL
from rehab.store.parts import read_part
from rehab.store.project import Project, workbook_named
from rehab.store.whole import write_whole
from rehab.workbooks.forms.feedback import feedback_workbook

_KINDS = ("brief", "questions")
_FEEDBACK = "phan-hoi"
_LETTER = "doc-truoc.txt"
# Executed notebooks are for analysts of the house.
_LEFT_OUT = (".ipynb",)
# The same inputs make the same archive.
_DAY = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Pack:
    """One province's archive; `shared` are its workbooks that hold other provinces too, and so do not go back."""

    province: str
    file: Path
    holds: tuple[str, ...]
    shared: tuple[str, ...]
    error: str = ""


def pack_collection(
    project: Project,
    collection: str,
    wanted: frozenset[str],
    language: str,
    workers: Workers,
    out: Path,
    progress: Progress,
) -> Iterator[Pack]:
    """Build the pages for the house anew, and write an archive for each province of a collection, or of those wanted.

    Nothing is left in `briefs/`. Raises what `run_collections` raises, and OSError.
    """
    with tempfile.TemporaryDirectory(prefix="rehab-send-") as scratch:
        own = replace(project, out=Path(scratch))
        options = Options((language,), INTERNAL, kinds=tuple(kinds().get(name) for name in _KINDS))
        try:
            outcomes = run_collections(own, (collection,), wanted, options, workers, progress)
            with using_review(project.collection(collection).review):
                yield from _packs(own, collection, outcomes, language, out)
        finally:
            own.memory(collection).unlink(missing_ok=True)


def _packs(project: Project, collection: str, outcomes: Iterable[Outcome], language: str, out: Path) -> Iterator[Pack]:
    sources = read_sent(project.parts(collection), INTERNAL).sources
    errors: dict[str, str] = {}
    for outcome in outcomes:
        if outcome.province:
            errors[outcome.province] = errors.get(outcome.province) or outcome.error
    for code, error in sorted(errors.items()):
        source = sources.get(code, Source(code, (), "", "", ""))
        shared = tuple(name for name in source.files if _is_shared(name, sources.values()))
        kept = replace(source, files=tuple(name for name in source.files if name not in shared))
        problems = _problems(project, collection, source)
        files = {**_pages(project.briefs(collection), code), **_feedback(project, collection, kept, problems)}
        made_up = project.collection(collection).made_up
        files[_LETTER] = letter_of(code, source, tuple(files), language, made_up, problems).encode("utf-8-sig")
        target = out / archive_name(code, source.day, made_up)
        write_whole(target, lambda path, held=files: _write(path, held))  # type: ignore[misc]
        yield Pack(code, target, tuple(sorted(files)), shared, error)


def archive_name(code: str, day: str, made_up: bool) -> str:
    """What an archive is called: short and without marks of letters, for any e-mail program.

    >>> archive_name("67", "2020-06-22", False)
    'phan-hoi-67-dak-nong-bao-cao-2020-06-22.zip'
    """
    report = f"-bao-cao-{day}" if day else ""
    return f"{_FEEDBACK}-{provinces()[code].slug}{report}{'-so-lieu-gia-dinh' if made_up else ''}.zip"


def _is_shared(file: str, sources: Iterable[Source]) -> bool:
    return sum(file in source.files for source in sources) > 1


def _pages(folder: Path, code: str) -> dict[str, bytes]:
    """The province's pages and what lies beside them."""
    found = sorted(folder.glob(f"{provinces()[code].slug}*"))
    return {path.name: path.read_bytes() for path in found if path.suffix not in _LEFT_OUT}


def _problems(project: Project, collection: str, source: Source) -> pd.DataFrame:
    """What is to be looked at in the province's workbooks."""
    part = project.parts(collection) / provinces()[source.code].slug
    return read_part(part, ("problems",))["problems"] if source.files else conform([], "problems")


def _feedback(project: Project, collection: str, source: Source, problems: pd.DataFrame) -> dict[str, bytes]:
    """Each of its workbooks with the problems as comments on their cells."""
    found = {}
    for name in source.files:
        written = BytesIO()
        feedback_workbook(workbook_named(project.raw(collection), name), problems[problems["file"] == name]).save(
            written
        )
        found[f"{Path(name).stem}.{_FEEDBACK}.xlsx"] = written.getvalue()
    return found


def letter_of(
    code: str, source: Source, files: tuple[str, ...], language: str, made_up: bool, problems: pd.DataFrame
) -> str:
    """What the archive holds and what is asked for, in plain text."""
    office = source.issuer or provinces()[code].title(language)
    said = [text("send.to", language, office=office), ""]
    said.append(text("send.holds", language, province=provinces()[code].title(language)))
    for name in sorted(files):
        sort = _sort(name)
        own = problems["file"].map(lambda file: f"{Path(file).stem}.{_FEEDBACK}.xlsx")
        key = "feedback_none" if sort == "feedback" and name not in set(own) else sort
        what = text(f"send.{key}", language)
        said.append(f"- {name}: {what}")
    if source.files:
        counts = problems["severity"].value_counts()
        found = {name: int(counts.get(name, 0)) for name in SEVERITIES}
        said += ["", text("send.found" if any(found.values()) else "send.found_none", language, **found)]
    # Without comments there is nothing to mend in it.
    asked = (*(("asked",) if len(problems) else ()), "readers")
    said += ["", " ".join(text(f"send.{key}", language) for key in asked)]
    return "\r\n".join([*([text("brief.made_up", language), ""] if made_up else []), *said, ""])


def _sort(name: str) -> str:
    if name.endswith(f".{_FEEDBACK}.xlsx"):
        return "feedback"
    if name.endswith(".xlsx"):
        return "tables"
    return "questions" if ".questions." in name else "page"


def _write(path: Path, files: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name, _DAY), content, zipfile.ZIP_DEFLATED)
