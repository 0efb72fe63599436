"""What is said of a table's rows that are not read: once for each cause, with every cell, and kept for teaching."""

from rehab.catalog.folding import clean
from rehab.catalog.lines import Line
from rehab.catalog.problem_kinds import quoted
from rehab.workbooks.blocks.block import Block
from rehab.workbooks.facts.findings import Findings, range_words
from rehab.workbooks.grids.grid import Cell
from rehab.workbooks.grids.spellings import is_taught_none
from rehab.workbooks.headings.areas import is_total
from rehab.workbooks.headings.labels import Match, nearest_labels
from rehab.workbooks.headings.unknown import Kind, Unknown


class RowProblems:
    """Collects what is to be said of the rows of one table."""

    def __init__(self, block: Block) -> None:
        self.block, self.grid = block, block.grid
        self.place = (block.appendix, block.table)
        self.findings = Findings()
        self._skipped: dict[str, list[tuple[Cell, list[Cell]]]] = {}

    def skip(self, code: str, label: Cell, valued: list[Cell]) -> None:
        """Note a row that is understood and left out; such rows are told together."""
        if valued:
            self._skipped.setdefault(code, []).append((label, valued))

    def is_skipped(self, valued: list[Cell]) -> bool:
        """True for the figures of a row left out."""
        return any(valued == own for rows in self._skipped.values() for _, own in rows)

    def report_skipped(self) -> None:
        """Say the rows left out."""
        for code, rows in self._skipped.items():
            labels = tuple(label for label, _ in rows)
            named = "; ".join(quoted(clean(label.said)) for label in labels)
            self.findings.report(code, self.grid, labels, labels=named)
            self.findings.set_aside(self.grid, [cell for _, valued in rows for cell in valued])

    def not_understood(self, kind: Kind, label: Cell, words: str, valued: list[Cell], above: str) -> None:
        """Say that a row is not read for its words, which are no district's or no known qualifier."""
        code = "area_unknown" if kind == "area" else "words_unknown"
        span = {"first": valued[0].address, "last": valued[-1].address}
        self.findings.report(code, self.grid, (label, *valued), words=words, **span)
        self._note(kind, label, words, valued, above)

    def misplaced(self, label: Cell, line: Line, whole: Line | None, valued: list[Cell], above: str) -> None:
        """Say that a "Trong đó" row stands below another line than its own."""
        under = (whole.label_vi, whole.label_en) if whole else ("…", "…")
        meant = (line.label_vi, line.label_en)
        self.findings.report("part_misplaced", self.grid, (label, *valued), line=meant, under=under)
        self._note("label", label, label.said, valued, above)

    def similar(self, label: Cell, line: Line) -> None:
        """Say that only similarity speaks for a label's line."""
        self.findings.report("label_similar", self.grid, label, line=(line.label_vi, line.label_en))

    def unknown_label(self, label: Cell, match: Match, valued: list[Cell], above: str) -> None:
        """Say that a label means no line, or may mean several."""
        if is_taught_none(label.said, *self.place):
            self.findings.report("label_set_aside", self.grid, label)
            self.findings.set_aside(self.grid, valued)
            return
        span = range_words(valued[0].address, valued[-1].address) if valued else range_words()
        if match.rivals:
            rivals = "; ".join(f"“{rival.label_vi}”" for rival in match.rivals)
            self.findings.report("label_ambiguous", self.grid, label, rivals=rivals, **span)
        else:
            nearest = _nearest(nearest_labels(label.said, *self.place))
            self.findings.report(
                "label_unknown", self.grid, label, appendix=self.block.appendix, nearest=nearest, **span
            )
        self._note("total" if is_total(label.said) else "label", label, label.said, valued, above)

    def unlabelled(self, valued: list[Cell]) -> None:
        """Say that figures stand in a row without a label."""
        if valued:
            self.findings.report(
                "label_unknown", self.grid, tuple(valued), appendix=self.block.appendix, nearest="", **range_words()
            )
            self.findings.set_aside(self.grid, valued)

    def _note(self, kind: Kind, label: Cell, words: str, valued: list[Cell], above: str) -> None:
        own = Unknown(kind, self.grid, label, words, *self.place, above=above, figures=tuple(valued))
        self.findings.unknown.append(own)
        self.findings.set_aside(self.grid, valued)


def _nearest(labels: tuple[str, ...]) -> tuple[str, str]:
    if not labels:
        return ("", "")
    joined = "; ".join(f"“{label}”" for label in labels)
    return (f" Gần nhất: {joined}.", f" Nearest: {joined}.")
