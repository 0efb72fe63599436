"""What a workbook states outside its tables of figures: title block, self-assessment, narrative."""

import re
from dataclasses import dataclass, field
from datetime import date

from rehab.catalog.folding import clean, fold
from rehab.catalog.indicators import indicators
from rehab.catalog.lines import line_label, lines, statements
from rehab.catalog.provinces import Province, UnknownProvinceError, find_province
from rehab.catalog.reviews import per_review, review_rows
from rehab.workbooks.blocks.block import Block
from rehab.workbooks.facts.answers import read_choice
from rehab.workbooks.facts.findings import Findings, range_words
from rehab.workbooks.facts.goals import indicator_of, nearest_indicators
from rehab.workbooks.facts.windows import is_in_reach
from rehab.workbooks.grids.grid import Cell, Grid
from rehab.workbooks.grids.quantities import nothing_written, read_quantity
from rehab.workbooks.headings.dates import cell_days, read_days

_OFFICE = re.compile(
    r"^(?:(?:uy ban nhan dan|ubnd|so lao dong thuong binh va xa hoi|so lao dong tb xh|so ldtbxh|so ldtb xh) (?=\S)"
    r"|(?=(?:tinh|thanh pho|tp) \S))"
)
_ATTACHED = re.compile(
    r"báo cáo\s+số\s*:?\s*(\S{0,60}\d\S{0,60})\s*,?\s*ngày\s+(.{1,120}?)\s*(?:của\b.*|\)\s*)?$", re.IGNORECASE
)
_TITLE_ROWS = 8
_PLACEHOLDER = "…"
# Reports are sent in the years after the review.
_YEARS_AFTER = 3
_STATED = ("stated_verdict", "stated_value", "stated_explanation", "stated_reason")
# Not the names of parts: 2a, 9c.
_PERCENTAGE = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)?(?![\w.,:])")


@per_review()
def _answer_keys(line: str) -> tuple[str, ...]:
    if line not in lines() and line not in statements():
        return ()
    spelled = {fold(row["spelling"]) for row in review_rows("line_spellings.csv") if row["line"] == line}
    bare = spelled | {fold(line_label(line, "vi"))}
    return tuple(sorted(bare | {f"{key} bo sung" for key in bare}))


@per_review()
def _questions() -> frozenset[str]:
    """All that the form asks: "Tỉnh, thành phố" with nothing beside it begins as a province does, and names none."""
    return frozenset(key for line in (*lines(), *statements()) for key in _answer_keys(line))


def answer_beside(grid: Grid, line: str) -> Cell | None:
    """The first filled cell to the right of a question, or None while it is unanswered."""
    return next((grid.answers[key] for key in _answer_keys(line) if key in grid.answers), None)


@dataclass
class Title:
    """What the title blocks say: findings, the province's code (empty if unknown), the report's day.

    `misdated` says that a day of the report stands there which cannot be one; a problem names its cell.
    """

    findings: Findings = field(default_factory=Findings)
    province: str = ""
    report_date: date | None = None
    misdated: bool = False


def read_title(grids: tuple[Grid, ...]) -> Title:
    """Find province, report and plan, wherever the title block stands."""
    title = Title()
    stated: set[str] = set()
    for statement in statements().values():
        if statement.place != "title":
            continue
        for grid in grids:
            cell = answer_beside(grid, statement.line)
            if cell is not None and not nothing_written(cell.said):
                _note_title(statement.line, statement.measure, grid, cell, title)
                stated.add(statement.line)
                break
    offices = [(grid, cell, name) for grid in grids for cell, name in _offices(grid)]
    if not title.province:
        for grid, cell, name in offices:
            _note_province(grid, cell, name, title, known_only=True)
            if title.province:
                break
    _check_offices(offices, title)
    if not stated & {"report_number", "report_date"}:
        _read_attachment(grids, title)
    reported = {problem.code for problem in title.findings.problems}
    if not title.province and "province_unknown" not in reported:
        unknown = next(((grid, cell) for grid, cell, _ in offices), None)
        if unknown is None:
            title.findings.report("province_missing")
        else:
            grid, cell, name = offices[0]
            _note_province(grid, cell, name, title)
    return title


def _read_attachment(grids: tuple[Grid, ...], title: Title) -> None:
    """Number and day of the report from "(Kèm theo Báo cáo số … ngày …)", where no title sheet states them."""
    for grid in grids:
        for cell in grid.cells.values():
            match = _ATTACHED.search(clean(cell.said)) if isinstance(cell.value, str) else None
            days = read_days(match[2]) if match else None
            if match is None or days is None:
                continue
            title.findings.observe("report_number", grid, cell, text=match[1])
            title.findings.observe("report_date", grid, cell, text=days.end.isoformat())
            title.report_date = title.report_date or days.end
            return


def province_named(grid: Grid) -> Province | None:
    """The province that a sheet's own title names; None where it names none, or none that is known."""
    cell = answer_beside(grid, "province")
    for name in ([cell.said] if cell is not None else []) + [name for _, name in _offices(grid)]:
        try:
            return find_province(name)
        except UnknownProvinceError:
            continue
    return None


def _note_title(line: str, measure: str, grid: Grid, cell: Cell, title: Title) -> None:
    findings = title.findings
    if line == "province":
        _note_province(grid, cell, cell.said, title)
    elif measure == "date":
        days = cell_days(cell, None, grid.epoch_1904)
        if days is None or not is_in_reach(days, _YEARS_AFTER):
            findings.report("date_unreadable" if days is None else "date_out_of_range", grid, cell)
            title.misdated = title.misdated or line == "report_date"
            return
        findings.observe(line, grid, cell, text=days.end.isoformat())
        if line == "report_date":
            title.report_date = days.end
    else:
        findings.observe(line, grid, cell, text=clean(cell.said))


def _note_province(grid: Grid, cell: Cell, name: str, title: Title, known_only: bool = False) -> None:
    try:
        province = find_province(name)
    except UnknownProvinceError as error:
        if known_only:
            return
        joined = ", ".join(error.nearest)
        nearest = (f" Gần nhất: {joined}.", f" Nearest: {joined}.") if joined else ("", "")
        if error.explanation:
            # A unit of 2025, a former province: what it is says more than which names are alike.
            nearest = (f" {error.explanation['vi']}", f" {error.explanation['en']}")
        title.findings.report("province_unknown", grid, cell, nearest=nearest)
        return
    title.province = province.code
    title.findings.observe("province", grid, cell, text=province.name)


def _offices(grid: Grid) -> list[tuple[Cell, str]]:
    """Provinces that the office block names: "ỦY BAN NHÂN DÂN TỈNH …"."""
    found = []
    questions = _questions()
    for number, cells in grid.numbered_rows():
        if number > _TITLE_ROWS:
            break
        for cell in cells:
            match = _OFFICE.match(fold(cell.said))
            if not match or fold(cell.said).rstrip(" :") in questions:
                continue
            if isinstance(cell.value, str) and _PLACEHOLDER not in cell.said:
                found.append((cell, fold(cell.said)[match.end() :]))
    return found


def _check_offices(offices: list[tuple[Grid, Cell, str]], title: Title) -> None:
    for grid, cell, name in offices:
        try:
            named = find_province(name)
        except UnknownProvinceError:
            # A district's or a department's office stands here as often as the province's.
            continue
        if title.province and named.code != title.province:
            own = find_province(title.province).name
            title.findings.report("province_conflict", grid, cell, title=own)


def read_assessment(block: Block) -> Findings:
    """The province's own verdicts, figures and reasons."""
    findings = Findings()
    _report_unknown_headings(block, findings)
    number_column = block.roles.get("number", 1)
    for row in block.rows:
        goal = block.grid.at(row, block.roles["goal"])
        count = block.grid.at(row, number_column)
        if goal is None and count is None:
            _report_without_goal(block, row, findings)
            continue
        number = indicator_of(count.said if count else "", goal.said if goal else "")
        if number is None:
            likely = nearest_indicators(goal.said if goal else "")[:1]
            findings.report("indicator_unknown", block.grid, goal or count, nearest=_nearest(likely))
            findings.set_aside(block.grid, block.grid.row(row))
            continue
        for role in ("goal", *_STATED):
            cell = block.grid.at(row, block.roles[role]) if role in block.roles else None
            if cell is not None:
                _note_assessment("stated_goal" if role == "goal" else role, number, block.grid, cell, findings)
        _check_target(block, row, number, findings)
    return findings


def _report_without_goal(block: Block, row: int, findings: Findings) -> None:
    """Verdicts, figures and reasons of a row that names no goal are nobody's."""
    columns = {block.roles[role] for role in _STATED if role in block.roles}
    cells = [cell for cell in block.grid.row(row) if cell.column in columns and nothing_written(cell.said) != "blank"]
    if cells:
        findings.report("indicator_unknown", block.grid, cells, nearest=_nearest(()))


def _check_target(block: Block, row: int, number: int, findings: Findings) -> None:
    """The form prints the plan's targets; a column that says others would be passed over in silence."""
    cell = block.grid.at(row, block.roles["target"]) if "target" in block.roles else None
    stated = {float(said.replace(",", ".")) for said in _PERCENTAGE.findall(cell.said)} if cell is not None else set()
    planned = {part.target for part in indicators()[number].parts if part.target is not None}
    if cell is not None and stated and stated != planned:
        said = "; ".join(f"{target:g}%" for target in sorted(planned)) or "…"
        findings.report("target_differs", block.grid, cell, indicator=number, planned=said)
    findings.set_aside(block.grid, [cell] if cell is not None and stated else ())


def _report_unknown_headings(block: Block, findings: Findings) -> None:
    """A column of the self-assessment whose heading is not known must not be lost in silence."""
    known = set(block.roles.values())
    for heading in block.grid.row(block.header):
        own = (block.grid.at(row, heading.column) for row in block.rows)
        cells = [cell for cell in own if cell is not None]
        if heading.column in known or not cells:
            continue
        span = range_words(cells[0].address, cells[-1].address)
        findings.report("heading_unknown", block.grid, (heading, *cells), appendix="-", words=heading.said, **span)
        findings.set_aside(block.grid, cells)


def _nearest(likely: tuple[int, ...]) -> tuple[str, str]:
    if not likely:
        return ("", "")
    return f" Gần nhất: chỉ tiêu {likely[0]}.", f" Nearest: indicator {likely[0]}."


def _note_assessment(line: str, number: int, grid: Grid, cell: Cell, findings: Findings) -> None:
    entry = str(number)
    if line == "stated_value":
        found = read_quantity(cell, "%")
        if found.code:
            label = (line_label(line, "vi"), line_label(line, "en"))
            findings.report(found.code, grid, cell, line=label, **dict(found.values))
        if found.value is not None:
            findings.observe(line, grid, cell, value=found.value, entry=entry, unit="%")
        return
    if line != "stated_verdict":
        findings.observe(line, grid, cell, text=clean(cell.said), entry=entry)
        return
    verdict = read_choice(cell.said, line)
    if verdict:
        findings.observe(line, grid, cell, text=verdict, entry=entry)
    elif nothing_written(cell.said) != "blank":
        findings.report("verdict_unreadable", grid, cell, indicator=entry)


def read_narrative(block: Block) -> Findings:
    """What is written under the outline's headings; one entry a heading."""
    findings = Findings()
    headings = {fold(row["title_vi"]): row["heading"] for row in review_rows("narrative.csv")}
    for row in block.rows:
        title = block.grid.at(row, block.roles["heading"])
        written = block.grid.at(row, block.roles["narrative"])
        if title is not None and written is not None and fold(title.said) in headings:
            findings.observe("narrative", block.grid, written, text=written.said, entry=headings[fold(title.said)])
        elif written is not None:
            findings.report("heading_unknown", block.grid, written, appendix="-", words=written.said, **range_words())
    return findings
