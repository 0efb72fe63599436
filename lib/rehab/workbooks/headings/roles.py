"""What headings say of the cells below or beside them: a role, a line, a period or a district."""

from rehab.catalog.files import read_rows
from rehab.catalog.folding import fold
from rehab.catalog.lines import tables
from rehab.catalog.review_words import told_of_review
from rehab.catalog.reviews import per_review
from rehab.workbooks.grids.marks import without_footnote
from rehab.workbooks.grids.spellings import per_teaching
from rehab.workbooks.headings.labels import lines_of_label

Place = tuple[str, str]


@per_review()
def _role_spellings() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for row in read_rows("headings.csv"):
        key = fold(told_of_review(row["spelling"], "vi"))
        found[key] = (*found.get(key, ()), row["role"])
    return found


@per_review(maxsize=8192)
def heading_roles(written: str) -> tuple[str, ...]:
    """Roles a heading can have; empty for one that is not known.

    >>> heading_roles("ĐVT"), heading_roles("ĐVT (1)")
    (('unit',), ('unit',))
    """
    return _role_spellings().get(fold(written)) or _role_spellings().get(fold(without_footnote(written)[0]), ())


@per_teaching(maxsize=8192)
def places_of(written: str, kind: str) -> tuple[Place, ...]:
    """Tables (appendix, table) of a kind (`yearly`, `list`) that have a line of this label.

    >>> places_of("Số người tái nghiện", "yearly")
    (('2', 'A'),)
    """
    return tuple(
        (table.appendix, table.table)
        for table in tables()
        if table.kind == kind and _has_line(written, table.appendix, table.table)
    )


def _has_line(written: str, appendix: str, table: str) -> bool:
    # Any parent will do: whose part a "Trong đó" line is does not matter for the table it is in.
    return any(line.name != "no_facility" for line in lines_of_label(written, appendix, table))


def first_place(appendix: str, kind: str) -> Place | None:
    """The first table of a kind of an appendix that a title names, where no label tells which table it is.

    >>> first_place("4", "yearly"), first_place("", "yearly")
    (('4', 'A'), None)
    """
    return next(
        ((t.appendix, t.table) for t in tables() if appendix and (t.appendix, t.kind) == (appendix, kind)), None
    )


def best_place(written: list[str], kind: str, preferred: str = "") -> Place | None:
    """The table that most of the labels belong to; `preferred` is the appendix that a title names.

    None where no label is known, or two tables have as many and no title tells them apart.
    """
    hits: dict[Place, int] = {}
    for label in written:
        for place in places_of(label, kind):
            hits[place] = hits.get(place, 0) + 1
    most = max(hits.values(), default=0)
    best = [place for place, count in hits.items() if count == most]
    if len(best) > 1:
        best = [place for place in best if place[0] == preferred] or best
    return best[0] if len(best) == 1 else None
