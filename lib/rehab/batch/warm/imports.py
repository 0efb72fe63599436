"""What a kernel finds done when it starts: imports, the catalogue in memory, fonts found, templates compiled."""

import os
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module

# What a kernel and a brief import only when they run.
_MODULES = (
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.extensions.storemagic",
    "ipykernel.ipkernel",
    "ipykernel.kernelapp",
    "matplotlib.backends.backend_svg",
    "matplotlib_inline.backend_inline",
    "pandas.core.arrays.arrow.extension_types",
    "pyarrow.dataset",
    "pyarrow.feather",
    "pyarrow.parquet",
    "rehab.batch.watch",
    "rehab.pages.sections.brief",
    "rehab.pages.sections.overview",
    "rehab.pages.sections.quality",
    "rehab.pages.sections.review",
    "sqlite3",
    "tornado.platform.asyncio",
)


def warm_up() -> None:
    """Import what notebooks use and fill the caches that are the same for every province.

    Nothing here depends on a province, starts a thread or leaves a file open: what is forked from it is as good as new.
    """
    for step in warm_up_steps():
        step()


def warm_up_steps() -> Iterator[Callable[[], object]]:
    """The same in steps."""
    # As a stock kernel sets it before matplotlib is imported.
    os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")
    yield from (partial(import_module, module) for module in _MODULES)
    yield _fill_caches


def _fill_caches() -> None:
    from rehab.catalog.indicators import indicators
    from rehab.catalog.lines import lines
    from rehab.catalog.outline import chapters
    from rehab.catalog.periods import calendar
    from rehab.catalog.provinces import find_province, provinces
    from rehab.catalog.texts import LANGUAGES, text, texts
    from rehab.charts.canvas import Sheet, chart_style
    from rehab.charts.lettering import text_width
    from rehab.pages.citing.formats import format_day, format_percent
    from rehab.pages.citing.html import compile_templates

    lines()
    indicators()
    chapters()
    find_province(next(iter(provinces())))
    compile_templates()
    for language in LANGUAGES:
        format_percent(0, language)
        format_day(calendar().last_day.isoformat(), language)
        text("brief.kicker", language)
    letters = "".join(sorted({letter for said in texts().values() for name in LANGUAGES for letter in said[name]}))
    for bold in (False, True):
        text_width(letters, 9, bold)
    with chart_style():
        sheet = Sheet(200, 50, "ộ")
        sheet.text(20, 40, "ộ", 9, bold=True)
        sheet.svg("warm", "", "")
