"""Lists of made-up workbooks: documents, pilot models and centres, one a row, a block or a sheet."""

from rehab.catalog.indicators import indicators
from rehab.catalog.lines import Line, choices, line_label, section_titles, table_lines
from rehab.catalog.texts import text
from rehab.workbooks.samples.draft import Draft, DraftSheet, Fact

Entry = dict[str, object]


def list_lines(appendix: str, table: str) -> list[Line]:
    """Lines of a list table; the box above the centres is none."""
    return [line for line in table_lines(appendix, table) if line.name != "no_facility"]


def facility_period(draft: Draft) -> str:
    """The centres' figures are of the report's day."""
    day = draft.figures.report_date.isoformat()
    return f"{day}/{day}"


def entry_fact(draft: Draft, line: Line, entry: Entry, number: int) -> tuple[object, Fact] | None:
    """What is written of an entry, and the fact it must be read as; None for a blank."""
    value = entry.get(line.name)
    if value is None:
        return None
    period = facility_period(draft) if line.appendix == "3" else ""
    if line.is_number:
        assert isinstance(value, float)
        return int(value), Fact(line.name, period, value, entry=str(number))
    if line.measure == "text":
        return value, Fact(line.name, period, text=str(value), entry=str(number))
    offered = choices("flag" if line.measure == "flag" else line.name)
    written = next(choice.label_vi for choice in offered if choice.choice == value)
    return written, Fact(line.name, period, text=str(value), entry=str(number))


def _put_entry(sheet: DraftSheet, row: int, column: int, found: tuple[object, Fact] | None, line: Line) -> None:
    if found is not None:
        role = "value" if line.is_number else "answer"
        sheet.put(row, column, found[0], role, fact=found[1])  # type: ignore[arg-type]


def write_list(sheet: DraftSheet, draft: Draft, row: int, place: tuple[str, str], entries: list[Entry]) -> int:
    """One entry a row; the next free row."""
    own = list_lines(*place)
    depth = 1 if any(line.section for line in own) else 0
    sheet.put(row, 1, text("form.number", "vi"), "heading")
    sheet.merge(row, 1, row + depth, 1)
    section = ""
    for offset, line in enumerate(own):
        column = 2 + offset
        if line.section:
            sheet.put(row + 1, column, line.label_vi, "label")
            if line.section != section:
                section = line.section
                width = sum(other.section == section for other in own)
                sheet.put(row, column, section_titles()[(*place, section)][0], "heading")
                sheet.merge(row, column, row, column + width - 1)
        else:
            sheet.put(row, column, line.label_vi, "label")
            sheet.merge(row, column, row + depth, column)
    row += depth + 1
    for number, entry in enumerate(entries, start=1):
        sheet.put(row, 1, number, "number")
        for offset, line in enumerate(own):
            _put_entry(sheet, row, 2 + offset, entry_fact(draft, line, entry, number), line)
        row += 1
    return row + 1


def write_card(sheet: DraftSheet, draft: Draft, row: int, entry: Entry, number: int) -> int:
    """One centre, its lines down; the next free row."""
    section = ""
    for line in list_lines("3", ""):
        if line.section and line.section != section:
            section = line.section
            sheet.put(row, 1, section_titles()["3", "", section][0], "section", bold=True)
            row += 1
        sheet.put(row, 1, line.label_vi, "label")
        sheet.put(row, 2, line.unit or None, "unit")
        _put_entry(sheet, row, 3, entry_fact(draft, line, entry, number), line)
        row += 1
    return row + 1


def write_box(sheet: DraftSheet, draft: Draft, row: int) -> int:
    """The question whether the province has no centre; the next free row."""
    answer = "no" if draft.figures.has_facility else "yes"
    written = next(choice.label_vi for choice in choices("flag") if choice.choice == answer)
    sheet.put(row, 1, line_label("no_facility", "vi"), "question")
    sheet.merge(row, 1, row, 3)
    sheet.put(row, 4, written, "answer", fact=Fact("no_facility", text=answer))
    return row + 2


def write_assessment(sheet: DraftSheet, draft: Draft, row: int) -> int:
    """The province's own verdicts; the next free row."""
    heads = [text("form.number", "vi"), text("form.goal", "vi"), text("form.target", "vi")]
    heads += [line_label(name, "vi") for name in ("stated_verdict", "stated_value", "stated_reason")]
    for column, written in enumerate(heads, start=1):
        sheet.put(row, column, written, "heading", bold=True)
    for indicator in indicators().values():
        row += 1
        stated = draft.figures.assessments.get(indicator.number, {})
        sheet.put(row, 1, indicator.number, "number")
        sheet.put(row, 2, indicator.title_vi, "goal")
        verdict = stated.get("stated_verdict")
        if verdict is not None:
            label = next(choice.label_vi for choice in choices("stated_verdict") if choice.choice == verdict)
            fact = Fact("stated_verdict", text=str(verdict), entry=str(indicator.number))
            sheet.put(row, 4, label, "answer", fact=fact)
        value = stated.get("stated_value")
        if isinstance(value, float):
            fact = Fact("stated_value", value=value, entry=str(indicator.number))
            sheet.put(row, 5, value, "percent", fact=fact)
        reason = stated.get("stated_reason")
        if reason is not None:
            fact = Fact("stated_reason", text=str(reason), entry=str(indicator.number))
            sheet.put(row, 6, str(reason), "words", fact=fact)
    return row + 2
