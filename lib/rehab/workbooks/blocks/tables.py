"""Tables made of what was found: a header and the rows below it, read by the kind of header it is."""

from rehab.catalog.folding import fold
from rehab.catalog.lines import Line
from rehab.workbooks.blocks.block import Block
from rehab.workbooks.grids.grid import Cell, Grid, turned_grid
from rehab.workbooks.headings.areas import area_name, area_of
from rehab.workbooks.headings.captions import appendix_named, caption_period, lines_in_caption
from rehab.workbooks.headings.dates import read_column_period
from rehab.workbooks.headings.labels import match_label
from rehab.workbooks.headings.lanes import Lane, find_lanes, header_rows
from rehab.workbooks.headings.list_headings import list_columns
from rehab.workbooks.headings.numbering import is_index_row
from rehab.workbooks.headings.qualifiers import caption_qualifiers, is_qualifier, name_qualifiers
from rehab.workbooks.headings.roles import best_place, first_place, heading_roles, places_of
from rehab.workbooks.headings.title_areas import in_passing

_FEWEST_AREAS = 2
_MOST_TITLES = 2


def columns_of_roles(grid: Grid, top: int, lowest: int) -> dict[str, int]:
    """Which column each role of a header stands in; the lowest header row speaks first."""
    roles: dict[str, int] = {}
    for row in range(lowest, top - 1, -1):
        for cell in grid.row(row):
            for role in heading_roles(cell.said):
                roles.setdefault(role, cell.column)
    return roles


def yearly_block(grid: Grid, header: tuple[int, int], last: int, caption: tuple[Cell, ...]) -> Block:
    """The table below a header of periods, lines or districts; without an appendix where its labels are unknown."""
    top, lowest = header
    roles = columns_of_roles(grid, top, lowest)
    body = {number: cells for number, cells in grid.numbered_rows() if lowest < number <= last}
    labels = [cell.said for cells in body.values() for cell in cells if isinstance(cell.value, str)]
    headings = [cell.said for row in range(top, lowest + 1) for cell in grid.row(row) if isinstance(cell.value, str)]
    captioned = [line for cell in caption if isinstance(cell.value, str) for line in lines_in_caption(cell.said)]
    named = appendix_named(grid, caption)
    place = best_place(labels + headings + captioned, "yearly", named) or first_place(named, "yearly")
    if place is None:
        return Block(grid, "yearly", lowest, last, roles, caption=caption)
    lanes = find_lanes(grid, top, lowest, place)
    label_column, area_column = _label_columns(body, lanes, place, roles)
    roles = {name: column for name, column in roles.items() if name not in ("label", "area")}
    roles |= {"label": label_column} if label_column else {}
    roles |= {"area": area_column} if area_column else {}
    has_lines = any(lane.line for lane in lanes.values())
    has_periods = any(lane.period for lane in lanes.values())
    # A caption of two lines tells of none.
    line = match_label(captioned[0], *place) if not has_lines and len({fold(c) for c in captioned}) == 1 else None
    period = None if has_periods else next((p for cell in reversed(caption) if (p := caption_period(cell))), None)
    told = {kind for lane in lanes.values() for kind in lane.kinds}
    # A title may name what the columns tell apart: then it is they that say it.
    kinds = tuple(kind for kind in titles_kinds(caption) if kind not in told or kind == "void")
    kinds += name_qualifiers(grid.name)
    return Block(
        grid, "yearly", lowest, last, roles, *place, lanes=lanes, line=line, period=period, kinds=kinds,
        area=_area_in(caption, line), caption=caption,
    )  # fmt: skip


def titles_kinds(caption: tuple[Cell, ...]) -> tuple[str, ...]:
    """What the titles above a table say that all of it is, where that is no actual figure.

    A title stands alone or beside another: a row of more cells is one of a table that was not recognised.
    """
    titles = [cell for cell in caption if sum(other.row == cell.row for other in caption) <= _MOST_TITLES]
    return tuple(dict.fromkeys(kind for cell in titles for kind in caption_qualifiers(cell.said)))


def _area_in(caption: tuple[Cell, ...], line: Line | None) -> str:
    """The one district that a title of its own names for all of the table; empty where none does."""
    if line is not None:
        return ""
    # What stands beside other words answers them: "Địa chỉ", "Xã …".
    firsts = {cell.row: cell for cell in reversed(caption)}
    titles = (cell.said.strip(" ()") for cell in firsts.values() if not in_passing(cell.said))
    named = {area_name(bare) for bare in titles if area_of(bare)}
    return named.pop() if len(named) == 1 else ""


def _label_columns(
    body: dict[int, tuple[Cell, ...]], lanes: dict[int, Lane], place: tuple[str, str], roles: dict[str, int]
) -> tuple[int, int]:
    """The column that names lines and the one that names districts; 0 where there is none."""
    lines: dict[int, int] = {}
    areas: dict[int, int] = {}
    words: dict[int, int] = {}
    for cells in body.values():
        for cell in cells:
            if not isinstance(cell.value, str) or (cell.column in lanes and lanes[cell.column].has_meaning):
                continue
            words[cell.column] = words.get(cell.column, 0) + len(cell.value)
            if place in places_of(cell.said, "yearly"):
                lines[cell.column] = lines.get(cell.column, 0) + 1
            elif area_of(cell.said):
                areas[cell.column] = areas.get(cell.column, 0) + 1
    label = max(lines, key=lambda column: lines[column], default=0)
    area = roles.get("area", 0) or max(areas, key=lambda column: areas[column], default=0)
    # One place that happens to begin like a district's name makes no table of districts.
    if "area" not in roles and areas.get(area, 0) < _FEWEST_AREAS:
        area = 0
    if not label and not area:
        label = roles.get("label", 0) or max(words, key=lambda column: words[column], default=0)
    return label, area


def turned_block(grid: Grid, header: int, last: int, caption: tuple[Cell, ...]) -> Block | None:
    """A table with its lines across: years or districts down."""
    top, _ = header_rows(grid, header)
    first_line = min(cell.column for cell in grid.row(header) if _heads_figures(grid, cell, last))
    index_rows = frozenset(number for number, cells in grid.numbered_rows() if is_index_row(cells))
    turned = turned_grid(grid, top, last, index_rows)
    columns = range(min(turned.rows), first_line)
    if not columns:
        return None
    block = yearly_block(turned, (columns[0], columns[-1]), max(turned.rows), caption)
    if not any(lane.period or lane.area is not None for lane in block.lanes.values()):
        return None
    return block


def _heads_figures(grid: Grid, heading: Cell, last: int) -> bool:
    """True for the label of a line across, and for one that is not known but stands over figures all the same."""
    if places_of(heading.said, "yearly"):
        return True
    if heading_roles(heading.said):
        return False
    below = (grid.at(row, heading.column) for row in range(heading.row + 1, last + 1))
    return any(
        cell is not None
        and isinstance(cell.value, int | float)
        and read_column_period(cell.value, None, cell.number_format) is None
        for cell in below
    )


def list_block(grid: Grid, header: int, last: int) -> Block | None:
    """The table of entries below a header of their lines: a centre, a document, a model a row."""
    place = best_place([cell.said for cell in grid.row(header) if isinstance(cell.value, str)], "list")
    if place is None:
        return None
    second = grid.next_row(header)
    below = [cell for cell in grid.row(second) if isinstance(cell.value, str)]
    first = min(cell.column for cell in grid.row(header))
    is_words = len(below) == len(grid.row(second)) > 0 and all(cell.column > first for cell in below)
    sub_headed = any(place in places_of(cell.said, "list") for cell in below) or (
        is_words and any(is_qualifier(cell.said) for cell in below)
    )
    lowest = second if sub_headed else header
    columns = tuple(
        own for own in list_columns(grid, header, lowest, place) if own.line is None or own.line.name != "no_facility"
    )
    roles = {role: cell.column for cell in grid.row(header) for role in heading_roles(cell.said)}
    return Block(grid, "list", lowest, last, roles, *place, columns=columns)


def card_block(grid: Grid, first: int, last: int) -> Block | None:
    """Entries across, their lines down: one centre a block or a sheet."""
    turned = turned_grid(grid, first, last)
    hits = {
        row: sum(bool(places_of(cell.said, "list")) for cell in cells if isinstance(cell.value, str))
        for row, cells in turned.numbered_rows()
    }
    header = max(hits, key=lambda row: hits[row])
    return list_block(turned, header, max(turned.rows))
