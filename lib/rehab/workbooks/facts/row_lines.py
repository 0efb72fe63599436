"""Which line a row's label means besides its plain words: with qualifiers set apart from it, as a part of another."""

import re

from rehab.catalog.folding import clean, fold
from rehab.catalog.lines import Line, parent_of, table_lines
from rehab.workbooks.headings.areas import area_name
from rehab.workbooks.headings.labels import match_label
from rehab.workbooks.headings.qualifiers import is_qualifier, take_apart

_APART = re.compile(r"[():;\n]|\s[-–—]\s|,\s")
_PART = re.compile(r"^(?:trong (?:do|so do)|bao gom|gom)\b")
# A run is looked at from its beginning only: from each of its places it would take the square of its length.
_EDGES = re.compile(r"\(\s*\)|^[\s:;,–-]+|(?<![\s:;,–-])[\s:;,–-]+$")


def qualified_line(words: str, place: tuple[str, str], parent: str) -> tuple[Line | None, tuple[str, ...]]:
    """A line whose label stands with qualifiers set apart: "Số người tái nghiện (nữ)", "Kế hoạch: …".

    >>> line, kinds = qualified_line("Số người tái nghiện (nữ)", ("2", "A"), "")
    >>> line.name, kinds
    ('relapsed', ('women',))
    """
    parts = [part for part in _APART.split(words) if clean(part)]
    said = [part for part in parts if is_qualifier(part)]
    if not said or len(said) == len(parts):
        return None, ()
    rest = words
    for part in said:
        rest = rest.replace(part, " ")
    kinds = tuple(kind for part in said for kind in take_apart(part).kinds)
    return match_label(_EDGES.sub("", clean(rest)), *place, parent), kinds


def is_part(label: str) -> bool:
    """True for a label that says it counts some of the row above.

    >>> is_part("- Trong đó: có việc làm"), is_part("Số người tái nghiện")
    (True, False)
    """
    return bool(_PART.match(fold(area_name(label))))


def may_be_part(line: Line, whole: Line | None, place: tuple[str, str]) -> bool:
    """True where the line above that is no "Trong đó" is the one this is a part of, or stands between the two.

    >>> from rehab.catalog.lines import lines
    >>> may_be_part(lines()["reintegrated_employed"], lines()["relapsed"], ("2", "A"))
    False
    """
    if not line.is_part:
        return True
    if whole is None:
        return False
    order, own = list(table_lines(*place)), parent_of(line)
    first = next((index for index, other in enumerate(order) if other.name == own), None)
    if own == line.name or first is None:
        return whole.section == line.section
    return whole in order[first : order.index(line)]
