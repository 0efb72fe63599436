"""What workers need; importing this module imports it, once for all that are forked from where it is imported."""

import sys
from importlib import import_module


def _fill_caches() -> None:
    import nbformat
    from nbformat.v4 import new_notebook

    from rehab.pages.frame.export import compile_template

    compile_template()
    nbformat.validate(new_notebook())


# An optional check of web addresses, which no notebook's schema asks for: preparing it takes as long as all the
# rest (python-jsonschema/jsonschema#1428). None is Python's way to say that a module is not there.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
for _module in ("rehab.cli", "rehab.batch.work"):
    import_module(_module)
_fill_caches()
