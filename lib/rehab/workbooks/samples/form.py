"""Made-up workbooks in clean form: the blank form itself, filled in, each value's cell remembered."""

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from rehab.catalog.indicators import indicators
from rehab.catalog.lines import choices, line_label, lines, statements, table_lines, tables
from rehab.catalog.periods import calendar
from rehab.catalog.reviews import review_rows
from rehab.catalog.texts import text
from rehab.workbooks.forms.blank import blank_workbook
from rehab.workbooks.forms.tables import LIST_SPANS, form_label
from rehab.workbooks.samples.draft import Draft, Fact
from rehab.workbooks.samples.lists import Entry, entry_fact, list_lines
from rehab.workbooks.samples.titles import MADE_UP_LABEL

_FIRST_YEAR, _WINDOW = 4, 10
_TruthRow = dict[str, object]


class FilledForm:
    """The form of a province with its made-up figures, and the truth that goes with it."""

    def __init__(self, draft: Draft, words: dict[str, str]) -> None:
        self.draft = draft
        self.workbook: Workbook = blank_workbook(draft.figures.province)
        self.truth: list[_TruthRow] = []
        self._mark_made_up()
        self._fill_title()
        self._fill_yearly()
        self._fill_lists()
        self._fill_assessment()
        self._fill_words(words)

    def _put(self, sheet: Worksheet, row: int, column: int, value: object, fact: Fact | None) -> None:
        cell = sheet.cell(row, column)
        cell.value = value  # type: ignore[assignment]
        if isinstance(value, str):
            cell.data_type = "s"
        if fact is not None:
            place = {"sheet": sheet.title, "cell": f"{get_column_letter(column)}{row}"}
            known = {"line": fact.line, "entry": fact.entry, "area": fact.area, "period": fact.period}
            self.truth.append({**known, "value": fact.value, "text": fact.text, **place})

    def _mark_made_up(self) -> None:
        self.workbook.properties.title = self.workbook.properties.subject = MADE_UP_LABEL
        for sheet in self.workbook.worksheets:
            # The third row is blank on every sheet of the form.
            sheet.cell(3, 1).value = MADE_UP_LABEL
            if sheet.oddFooter is not None:
                sheet.oddFooter.left.text = MADE_UP_LABEL
            for row in sheet.iter_rows(max_row=12):
                for cell in row:
                    if cell.value == text("form.attached", "vi"):
                        figures = self.draft.figures
                        day = f"{figures.report_date.day}/{figures.report_date.month}/{figures.report_date.year}"
                        cell.value = text("form.attached_to", "vi", number=figures.report_number, day=day)

    def _find(self, label: str, column: int) -> tuple[Worksheet, int]:
        for sheet in self.workbook.worksheets:
            for row in range(1, sheet.max_row + 1):
                if sheet.cell(row, column).value == label:
                    return sheet, row
        raise LookupError(label)

    def _fill_title(self) -> None:
        figures = self.draft.figures
        plan, report = figures.plan_date, figures.report_date
        answers = {
            "issuer": "Sở Lao động - Thương binh và Xã hội (mẫu)",
            "report_number": figures.report_number,
            "report_date": f"{report.day}/{report.month}/{report.year}",
            "plan_number": figures.plan_number,
            "plan_date": f"{plan.day}/{plan.month}/{plan.year}",
        }
        for line, answer in answers.items():
            sheet, row = self._find(line_label(line, "vi"), 2)
            iso = {"report_date": report.isoformat(), "plan_date": plan.isoformat()}
            assert statements()[line].place == "title"
            self._put(sheet, row, 3, answer, Fact(line, text=iso.get(line, answer)))

    def _fill_yearly(self) -> None:
        figures = self.draft.figures
        for table in tables():
            if table.kind != "yearly":
                continue
            sheet = self.workbook[text("form.appendix_sheet", "vi", appendix=table.appendix)]
            row = self._table_row(sheet, table.appendix, table.table)
            for line in table_lines(table.appendix, table.table):
                # Lines stand in the catalogue's order: the next row with this label is this line's.
                while sheet.cell(row, 2).value != form_label(line):
                    row += 1
                values = figures.yearly.get(line.name, {})
                for offset, period in enumerate(calendar().columns):
                    if period in values:
                        fact = Fact(line.name, period, values[period])
                        self._put(sheet, row, _FIRST_YEAR + offset, int(values[period]), fact)
                if line.name in figures.texts:
                    self._put(
                        sheet,
                        row,
                        9,
                        figures.texts[line.name],
                        Fact(line.name, calendar().columns[-1], text=figures.texts[line.name]),
                    )
                self._fill_window(sheet, row, line.name)
                row += 1

    def _table_row(self, sheet: Worksheet, appendix: str, table: str) -> int:
        title = next(t for t in tables() if (t.appendix, t.table) == (appendix, table))
        wanted = f"{table}. {title.title_vi}" if table else title.title_vi
        return next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == wanted)

    def _fill_window(self, sheet: Worksheet, row: int, line: str) -> None:
        window = self.draft.figures.windows.get(line)
        if window is None:
            return
        first = f"{window.start.day}/{window.start.month}/{window.start.year}"
        last = f"{window.end.day}/{window.end.month}/{window.end.year}"
        period = f"{window.start.isoformat()}/{window.end.isoformat()}"
        fact = Fact(line, period, window.value, text=f"{first}-{last}")
        self._put(sheet, row, _WINDOW, int(window.value), fact)
        self._put(sheet, row, _WINDOW + 1, first, None)
        self._put(sheet, row, _WINDOW + 2, last, None)

    def _fill_lists(self) -> None:
        figures = self.draft.figures
        sheet, row = self._find(form_label(lines()["no_facility"]), 1)
        answer = "no" if figures.has_facility else "yes"
        label = next(choice.label_vi for choice in choices("flag") if choice.choice == answer)
        self._put(sheet, row, 5, label, Fact("no_facility", text=answer))
        self._fill_list("1", "A", figures.documents)
        self._fill_list("2", "B", figures.pilots)
        self._fill_list("3", "", figures.facilities)

    def _fill_list(self, appendix: str, table: str, entries: list[Entry]) -> None:
        sheet = self.workbook[text("form.appendix_sheet", "vi", appendix=appendix)]
        # Title, two rows of headings and the index row stand above the first entry.
        first = self._table_row(sheet, appendix, table) + 4
        own = list_lines(appendix, table)
        spans = LIST_SPANS.get(appendix + table, (1,) * len(own))
        starts = [2 + sum(spans[:index]) for index in range(len(own))]
        for number, entry in enumerate(entries, start=1):
            sheet.cell(first + number - 1, 1).value = number
            for line, column in zip(own, starts, strict=True):
                found = entry_fact(self.draft, line, entry, number)
                if found is not None:
                    self._put(sheet, first + number - 1, column, found[0], found[1])

    def _fill_assessment(self) -> None:
        sheet = self.workbook[text("form.assessment_sheet", "vi")]
        columns = {"stated_verdict": 4, "stated_value": 5, "stated_reason": 7}
        row = next(r for r in range(1, sheet.max_row + 1) if sheet.cell(r, 2).value == indicators()[1].title_vi)
        for number in indicators():
            for name, value in self.draft.figures.assessments.get(number, {}).items():
                fact = Fact(name, entry=str(number), **_said(value))  # type: ignore[arg-type]
                written = value
                if name == "stated_verdict":
                    written = next(c.label_vi for c in choices("stated_verdict") if c.choice == value)
                self._put(sheet, row + number - 1, columns[name], written, fact)

    def _fill_words(self, words: dict[str, str]) -> None:
        sheet = self.workbook[text("form.narrative_sheet", "vi")]
        rows = {sheet.cell(row, 2).value: row for row in range(1, sheet.max_row + 1)}
        for heading in review_rows("narrative.csv"):
            own = words.get(heading["heading"])
            if own:
                fact = Fact("narrative", text=own, entry=heading["heading"])
                self._put(sheet, rows[heading["title_vi"]], 3, own, fact)


def _said(value: object) -> dict[str, object]:
    return {"value": value} if isinstance(value, float) else {"text": str(value)}
