"""Before any test papermill: it loads our engine by its entry point, so nothing may import the engine before it."""

import sys

# An optional check of web addresses, which no notebook's schema asks for: preparing it took every worker seconds
# (python-jsonschema/jsonschema#1428). None is Python's way to say that a module is not there.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]

import papermill  # noqa: E402, F401

# Before openpyxl, which it sets up.
import rehab  # noqa: E402, F401
