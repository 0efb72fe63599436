"""A row of a table, for code that handles rows and needs no frames."""

from typing import Any

Row = dict[str, Any]
