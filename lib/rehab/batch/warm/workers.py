"""What workers need, imported and cached once for all that are forked afterwards; readers can do with less, sooner."""

import sys
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module

_READERS = (
    "numpy", "rehab.store.reading", "rehab.batch.work", "rehab.batch.watch", "rehab.batch.warm.crew",
    # What these import only when they run.
    "jsonschema", "pandas.io.formats.csvs", "pyarrow.pandas_compat",
)  # fmt: skip
_BUILDERS = (
    "rehab.charts.canvas", "nbconvert", "papermill", "rehab.batch.notebooks", "rehab.batch.lists",
    "rehab.pages.sections.word_evaluation", "rehab.pages.sections.word_pages",
)  # fmt: skip


def prepare_readers() -> None:
    """Import what reads workbooks and puts tables together."""
    # An optional check of web addresses, which no notebook's schema asks for: preparing it takes as long as all the
    # rest (python-jsonschema/jsonschema#1428). None is Python's way to say that a module is not there.
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
    for module in _READERS:
        import_module(module)


def builder_steps() -> Iterator[Callable[[], object]]:
    """What is then still to be done for those that build pages, in steps of a fraction of a second."""
    yield from (partial(import_module, module) for module in _BUILDERS)
    yield _fill_caches


def prepare_workers() -> None:
    """Import and cache all of it."""
    prepare_readers()
    for step in builder_steps():
        step()


def _fill_caches() -> None:
    import nbformat
    from nbformat.v4 import new_notebook

    from rehab.pages.frame.export import compile_template

    compile_template()
    nbformat.validate(new_notebook())
