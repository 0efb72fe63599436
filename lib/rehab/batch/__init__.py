"""Many provinces: find their workbooks, read and assess them, write the tables, run the notebooks."""

# papermill loads `batch/engine.py` for its entry point while it is itself being imported, so it must come first.
import papermill as _papermill  # noqa: F401
