"""Files made beside a page, by the name that a kind's row gives them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from rehab.batch.tasks import PageTask
from rehab.catalog.registry import Registry
from rehab.catalog.reviews import using_review
from rehab.pages.files.edited import document_name
from rehab.store.whole import write_whole

if TYPE_CHECKING:
    from rehab.pages.numbers.material import Material

# Writes a file for a page that has been built; returns where.
WriteFile = Callable[[PageTask], Path]


@dataclass(frozen=True, eq=False)
class _Same:
    """A task that equals itself alone: the tables may have changed before another one that asks for the same."""

    task: PageTask

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.task is other.task

    def __hash__(self) -> int:
        return id(self.task)


@lru_cache(maxsize=1)
def _material(own: _Same) -> "Material":
    """What a page is made of: read once for all the files beside it."""
    # Where names are only looked up nobody waits for pandas.
    from rehab.pages.numbers.material import load_material

    task, subject = own.task, own.task.page.subject
    data = str(task.project.data)
    return load_material(subject.province, subject.collection, task.page.language, data=data, audience=task.audience)


def write_excel(task: PageTask) -> Path:
    """The tables of a province's page for Excel; its name says so where they are made up."""
    # Where names are only looked up nobody waits for pandas.
    from rehab.pages.files.downloads import workbook_name
    from rehab.pages.files.excel import write_download

    material = _material(_Same(task))
    target = task.project.briefs(task.page.subject.collection) / workbook_name(material)
    write_whole(target, lambda path: write_download(material, path))
    return target


def write_word(task: PageTask) -> Path:
    """The five-year review as a Word document; beside one that was edited by hand, never over it."""
    return _write_document(task, "review")


def write_evaluation(task: PageTask) -> Path:
    """The official evaluation table as a Word document; beside one that was edited by hand, never over it."""
    return _write_document(task, "evaluation")


def _write_document(task: PageTask, name: str) -> Path:
    from rehab.pages.sections.word_evaluation import write_evaluation
    from rehab.pages.sections.word_pages import write_beside, write_review

    subject, language = task.page.subject, task.page.language
    material = _material(_Same(task))
    with using_review(material.review):
        target = task.project.briefs(subject.collection) / document_name(material.province.slug, name, language)
        write = {"review": write_review, "evaluation": write_evaluation}[name]
        return write_beside(write, material, target)


def write_files(task: PageTask) -> tuple[Path, ...]:
    """All files beside a page, from the tables as they are now."""
    _material.cache_clear()
    return tuple(files().get(name)(task) for name in task.page.kind.beside)


@cache
def files() -> Registry[WriteFile]:
    """Writers by name; others are entry points of the group `rehab.files`."""
    return Registry("rehab.files", lambda: {"excel": write_excel, "word": write_word, "evaluation": write_evaluation})
