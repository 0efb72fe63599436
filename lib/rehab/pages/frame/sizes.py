"""How large the files beside a page are, said where it offers them: known only once they are written."""

import re
from collections.abc import Iterable
from html import escape, unescape
from pathlib import Path

from rehab.catalog.texts import text
from rehab.pages.citing.figures import Figures
from rehab.pages.citing.phrases import fill
from rehab.pages.citing.printing import Printer


def with_sizes(page: str, files: Iterable[Path], language: str) -> str:
    """A page of HTML whose links to `files`, in its own folder, say the file's size in kB.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder) / "a.xlsx"
    ...     written = file.write_bytes(bytes(2345))
    ...     with_sizes('<a download="a.xlsx" href="a.xlsx">Excel</a>', [file], "en")
    '<a download="a.xlsx" href="a.xlsx">Excel, <span class="n">2</span> kB</a>'
    """
    sizes = {file.name: _size(file.stat().st_size, language) for file in files}
    named = "|".join(re.escape(escape(name)) for name in sizes)
    offered = re.compile(rf'(<a download="({named})"[^>]*>[^<]*)</a>')
    return offered.sub(lambda found: f"{found[1]}{sizes[unescape(found[2])]}</a>", page)


def _size(size_bytes: int, language: str) -> str:
    kilobytes = Figures(language).count(max(1, round(size_bytes / 1000)))
    return str(Printer("sizes", language).print(fill(text("downloads.size", language), size=kilobytes)))
