"""The form in which labels are compared."""

import re
from functools import lru_cache

from rehab.catalog.folding import fold
from rehab.workbooks.grids.marks import without_footnote

_ADDED = re.compile(r" bo sung$")
_SUM_NOTE = re.compile(r"\(\s*\d+\s*=[\d+\-\s]+\)")


@lru_cache(maxsize=4096)
def label_key(written: str) -> str:
    """The form in which labels are compared: folded, without marks of notes, sums and additions.

    >>> label_key("5. Số người tái nghiện (5=3+4) (*)")
    '5 so nguoi tai nghien'
    """
    return _ADDED.sub("", fold(_SUM_NOTE.sub(" ", without_footnote(written)[0])))
