"""Which way each made-up workbook is laid out: one recipe after the other, so that every habit occurs."""

from collections.abc import Callable

from rehab.catalog.lines import Line, lines
from rehab.catalog.texts import text
from rehab.workbooks.samples.districts import (
    districts_below_lines,
    districts_both_ways,
    districts_by_year,
    districts_of_line,
    lines_below_districts,
)
from rehab.workbooks.samples.draft import Draft, DraftSheet
from rehab.workbooks.samples.lists import write_assessment, write_box, write_card, write_list
from rehab.workbooks.samples.province import ProvinceFigures
from rehab.workbooks.samples.tables import (
    Habits,
    lines_down,
    yearly_lines,
    years_down,
)
from rehab.workbooks.samples.titles import write_signatures, write_titles

AREA_LINES = ["people_on_file", "methadone_patients", "relapsed"]
_WIDTH = 10
_MONEY = "triệu đồng"


def plain(figures: ProvinceFigures, habits: Habits | None = None) -> Draft:
    """Five appendices and the self-assessment, a sheet each, lines down and years across."""
    return _workbook(figures, habits or Habits())


def _workbook(
    figures: ProvinceFigures,
    habits: Habits,
    areas: Callable[[DraftSheet, Draft, int], int] | None = None,
    across: frozenset[str] = frozenset(),
    cards: str = "",
) -> Draft:
    """`areas` writes the district lines instead of appendix 2; `across` names appendices with years down;
    `cards` puts centres each in a `block` or a `sheet`.
    """
    draft = Draft(figures)
    sheet, row = _appendix(draft, "1", _WIDTH)
    row = write_list(sheet, draft, row, ("1", "A"), figures.documents)
    _table(sheet, draft, row, yearly_lines("1", "B"), habits, "1" in across)
    sheet, row = _appendix(draft, "2", _WIDTH)
    own = [line for line in yearly_lines("2", "A") if areas is None or line.name not in AREA_LINES]
    row = lines_down(sheet, draft, row, own, habits)
    write_list(sheet, draft, row, ("2", "B"), figures.pilots)
    if areas is not None:
        sheet, row = _appendix(draft, "2", _WIDTH, name="Theo huyện")
        areas(sheet, draft, row)
    _facilities(draft, cards)
    sheet, row = _appendix(draft, "4", _WIDTH)
    row = lines_down(sheet, draft, row, yearly_lines("4", "A"), habits)
    row = _table(sheet, draft, row, yearly_lines("4", "B"), habits, "4" in across)
    write_signatures(sheet, row, _WIDTH)
    sheet, row = _appendix(draft, "5", _WIDTH, unit=_MONEY)
    row = _table(sheet, draft, row, yearly_lines("5", ""), habits, "5" in across)
    write_signatures(sheet, row, _WIDTH)
    _assessment(draft)
    return draft


def _appendix(draft: Draft, appendix: str, width: int, name: str = "", unit: str = "") -> tuple[DraftSheet, int]:
    title = text("form.appendix_title", "vi", appendix=appendix)
    sheet = draft.sheet(name or text("form.appendix_sheet", "vi", appendix=appendix))
    return sheet, write_titles(sheet, draft, width, title, unit=unit) + 1


def _table(sheet: DraftSheet, draft: Draft, row: int, own: list[Line], habits: Habits, across: bool) -> int:
    return years_down(sheet, draft, row, own) if across else lines_down(sheet, draft, row, own, habits)


def _facilities(draft: Draft, cards: str) -> None:
    figures = draft.figures
    sheet, row = _appendix(draft, "3", _WIDTH)
    row = write_box(sheet, draft, row)
    if not cards:
        write_list(sheet, draft, row, ("3", ""), figures.facilities)
        return
    for number, entry in enumerate(figures.facilities, start=1):
        if cards == "sheet" and number > 1:
            sheet, row = _appendix(draft, "3", 4, name=f"CS {number}")
        row = write_card(sheet, draft, row, entry, number)


def _assessment(draft: Draft) -> None:
    sheet = draft.sheet(text("form.assessment_sheet", "vi"))
    row = write_titles(sheet, draft, 7, text("form.assessment_title", "vi")) + 1
    row = write_assessment(sheet, draft, row)
    write_signatures(sheet, row, 7)


# ── Recipes ─────────────────────────────────────────────────────────────────────────────────────────────


def _odd_names(figures: ProvinceFigures) -> Draft:
    def areas(sheet: DraftSheet, draft: Draft, row: int) -> int:
        for number, line in enumerate(AREA_LINES, start=1):
            row = districts_of_line(sheet, draft, row, line, number, "top")
        return row

    draft = _workbook(figures, Habits(numbering="letters"), areas)
    draft.sheets.reverse()
    names = ("Danh gia", "PL5", "Phu luc 4", "PL3", "Sheet3", "PL2", "Phu luc 1")
    for sheet, name in zip(draft.sheets, names, strict=False):
        sheet.name = name
    return draft


def _years_down(figures: ProvinceFigures) -> Draft:
    return _workbook(figures, Habits(), across=frozenset("145"))


def _lines_over_years(figures: ProvinceFigures) -> Draft:
    def areas(sheet: DraftSheet, draft: Draft, row: int) -> int:
        return districts_both_ways(sheet, draft, row, AREA_LINES, lines_above=True)

    return _workbook(figures, Habits(extra_columns=True, index_row=False), areas)


def _years_over_lines(figures: ProvinceFigures) -> Draft:
    def areas(sheet: DraftSheet, draft: Draft, row: int) -> int:
        return districts_both_ways(sheet, draft, row, AREA_LINES, lines_above=False)

    return _workbook(figures, Habits(blank_rows=True, numbering="letters"), areas)


def _districts_below(figures: ProvinceFigures) -> Draft:
    def areas(sheet: DraftSheet, draft: Draft, row: int) -> int:
        return districts_below_lines(sheet, draft, row, AREA_LINES)

    return _workbook(figures, Habits(total_column=True, long_years=True), areas)


def _blocks_of_centres(figures: ProvinceFigures) -> Draft:
    def areas(sheet: DraftSheet, draft: Draft, row: int) -> int:
        return lines_below_districts(sheet, draft, row, AREA_LINES)

    return _workbook(figures, Habits(), areas, cards="block")


def _sheets_of_centres(figures: ProvinceFigures) -> Draft:
    def areas(sheet: DraftSheet, draft: Draft, row: int) -> int:
        return districts_by_year(sheet, draft, row, AREA_LINES)

    return _workbook(figures, Habits(deep_header=False), areas, cards="sheet")


def _continued(figures: ProvinceFigures, repeat_header: bool = True) -> Draft:
    """Appendix 2 goes on on a second sheet; appendices 4 and 5 share one."""
    habits = Habits(windows=False)
    draft = Draft(figures)
    sheet, row = _appendix(draft, "1", _WIDTH)
    row = write_list(sheet, draft, row, ("1", "A"), figures.documents)
    lines_down(sheet, draft, row, yearly_lines("1", "B"), habits)
    own = yearly_lines("2", "A")
    sheet, row = _appendix(draft, "2", _WIDTH)
    lines_down(sheet, draft, row, own[:18], habits)
    sheet = draft.sheet("Sheet3")
    row = write_titles(sheet, draft, _WIDTH, text("sample.continued", "vi", appendix="2")) + 1
    lines_down(sheet, draft, row, own[18:], habits, header=repeat_header)
    sheet, row = _appendix(draft, "2", _WIDTH, name="Mô hình")
    write_list(sheet, draft, row, ("2", "B"), figures.pilots)
    _facilities(draft, "")
    sheet, row = _appendix(draft, "4", _WIDTH, name="Phụ lục 4, 5")
    row = lines_down(sheet, draft, row, yearly_lines("4", "A"), habits)
    row = lines_down(sheet, draft, row, yearly_lines("4", "B"), habits)
    row = lines_down(sheet, draft, row, yearly_lines("5", ""), habits)
    write_signatures(sheet, row, _WIDTH)
    _assessment(draft)
    _leave_out_windows(draft)
    return draft


def _leave_out_windows(draft: Draft) -> None:
    draft.figures.windows.clear()


def _hidden(figures: ProvinceFigures) -> Draft:
    """Goes on without a header; rows, a column and a sheet are hidden."""
    draft = _continued(figures, repeat_header=False)
    second = draft.sheets[1]
    labelled = sorted(row for (row, _), cell in second.cells.items() if cell.role == "label")
    second.hidden_rows.update(labelled[3:5])
    second.hidden_columns.add(5)
    draft.sheets[-1].hidden = True
    return draft


def _sums_to_make(figures: ProvinceFigures) -> Draft:
    def areas(sheet: DraftSheet, draft: Draft, row: int) -> int:
        for number, line in enumerate(AREA_LINES, start=1):
            row = districts_of_line(sheet, draft, row, line, number, "none" if number > 1 else "bottom")
        return row

    draft = _workbook(figures, Habits(numbering="dashes", deep_header=False, unit_column=False, windows=False), areas)
    _leave_out_windows(draft)
    for sheet in draft.sheets:
        # Without a column of units, money is declared beside the table, and in the label elsewhere.
        for place, cell in sheet.cells.items():
            if cell.role == "label" and cell.value == lines()["loan_amount"].label_vi:
                sheet.change(place, value=f"{cell.value} ({_MONEY})")
    return draft


LAYOUTS: tuple[Callable[[ProvinceFigures], Draft], ...] = (
    _odd_names,
    _years_down,
    _lines_over_years,
    _years_over_lines,
    _districts_below,
    _blocks_of_centres,
    _sheets_of_centres,
    _continued,
    _hidden,
    _sums_to_make,
)
