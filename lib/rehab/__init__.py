"""Provincial workbooks on drug rehabilitation in, checkable briefs out.

Notebooks import from here alone. What is named below is loaded when it is asked for: `import rehab` stays cheap.
"""

import os
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rehab.batch.anew import read as read
    from rehab.explore.errors import BenchError as BenchError
    from rehab.explore.opening import StaleTablesWarning as StaleTablesWarning
    from rehab.explore.opening import open as open
    from rehab.pages.sections.brief import open_brief as open_brief
    from rehab.pages.sections.letter import open_letter as open_letter
    from rehab.pages.sections.overview import open_overview as open_overview
    from rehab.pages.sections.quality import open_quality as open_quality
    from rehab.pages.sections.review import open_review as open_review

# openpyxl takes whichever XML library is there: always the same one, which refuses entities, so that files do not
# depend on what else is installed.
os.environ.setdefault("OPENPYXL_LXML", "False")

__version__ = "0.1.0"

_PUBLIC = {
    "BenchError": "rehab.explore.errors",
    "StaleTablesWarning": "rehab.explore.opening",
    "open": "rehab.explore.opening",
    "open_brief": "rehab.pages.sections.brief",
    "open_letter": "rehab.pages.sections.letter",
    "open_overview": "rehab.pages.sections.overview",
    "open_quality": "rehab.pages.sections.quality",
    "open_review": "rehab.pages.sections.review",
    "read": "rehab.batch.anew",
}


def __getattr__(name: str) -> object:
    if name not in _PUBLIC:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_PUBLIC[name]), name)


def __dir__() -> list[str]:
    # What completion offers: the bench, not what it is made of.
    return sorted({*_PUBLIC, *(name for name in globals() if name.startswith("__"))})
