"""Made-up workbooks' writers by kind of file."""

from collections.abc import Callable
from pathlib import Path

from rehab.workbooks.samples.draft import Draft
from rehab.workbooks.samples.files.html import write_html
from rehab.workbooks.samples.files.ods import write_ods
from rehab.workbooks.samples.files.spreadsheetml import write_spreadsheetml
from rehab.workbooks.samples.files.xls import write_xls
from rehab.workbooks.samples.files.xlsx import write_xlsx

WRITERS: dict[str, Callable[[Draft, Path], None]] = {
    "xlsx": write_xlsx,
    "xls": write_xls,
    "spreadsheetml": write_spreadsheetml,
    "html": write_html,
    "ods": write_ods,
}
