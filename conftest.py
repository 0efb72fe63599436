"""Before any test papermill: it loads our engine by its entry point, so nothing may import the engine before it."""

import papermill  # noqa: F401

# Before openpyxl, which it sets up.
import rehab  # noqa: F401
