"""Files made beside a page, by the name that a kind's row gives them."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

from rehab.batch.tasks import PageTask
from rehab.catalog.registry import Registry
from rehab.catalog.reviews import using_review
from rehab.catalog.texts import LANGUAGES
from rehab.pages.files.edited import WORD_SUFFIX
from rehab.store.whole import write_whole

# Writes a file for a page that has been built; returns where.
WriteFile = Callable[[PageTask], Path]


def write_excel(task: PageTask) -> Path:
    """The tables of a province's page for Excel; its name says so where they are made up."""
    # Where names are only looked up nobody waits for pandas.
    from rehab.pages.files.downloads import workbook_name
    from rehab.pages.files.excel import write_download
    from rehab.pages.numbers.material import load_material

    subject, data = task.page.subject, str(task.project.data)
    material = load_material(
        subject.province, subject.collection, task.page.language, data=data, audience=task.audience
    )
    target = task.project.briefs(subject.collection) / workbook_name(material)
    write_whole(target, lambda path: write_download(material, path))
    return target


def write_word(task: PageTask) -> Path:
    """The five-year review as a Word document; beside one that was edited by hand, never over it."""
    return _write_document(task, "review")


def write_evaluation(task: PageTask) -> Path:
    """The official evaluation table as a Word document; beside one that was edited by hand, never over it."""
    return _write_document(task, "evaluation")


def _write_document(task: PageTask, name: str) -> Path:
    from rehab.pages.numbers.material import load_material
    from rehab.pages.sections.word_evaluation import write_evaluation
    from rehab.pages.sections.word_pages import write_beside, write_review

    subject, language = task.page.subject, task.page.language
    data = str(task.project.data)
    material = load_material(subject.province, subject.collection, language, data=data, audience=task.audience)
    with using_review(material.review):
        mark = "" if language == LANGUAGES[0] else f".{language}"
        target = task.project.briefs(subject.collection) / f"{material.province.slug}.{name}{mark}{WORD_SUFFIX}"
        write = {"review": write_review, "evaluation": write_evaluation}[name]
        return write_beside(write, material, target)


@cache
def files() -> Registry[WriteFile]:
    """Writers by name; others are entry points of the group `rehab.files`."""
    return Registry("rehab.files", lambda: {"excel": write_excel, "word": write_word, "evaluation": write_evaluation})
