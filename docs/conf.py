"""The documents as a site that opens offline: `make docs`. Nothing is loaded from elsewhere."""

from pathlib import Path

from rehab import __version__
from rehab.cli_pages import pages

project = "rehab"
release = __version__
language = "vi"
extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["images"]
myst_heading_anchors = 4
html_theme = "furo"
html_title = "rehab"
html_show_copyright = False
html_show_sourcelink = False
# The README and the data files, to which some pages lead, lie outside the site.
suppress_warnings = ["myst.xref_missing", "myst.header"]

# Pages made from the catalogue and from docstrings stand beside those that were written; git does not keep them.
for place, content in pages().items():
    target = Path(__file__).parent / place
    target.write_text(content, encoding="utf-8", newline="\n")
