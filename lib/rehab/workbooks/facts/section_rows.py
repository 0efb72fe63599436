"""Rows that stand over others: what they say of those below, and a warning where nobody can tell what they say."""

from dataclasses import replace

from rehab.workbooks.blocks.block import Block
from rehab.workbooks.facts.findings import Findings
from rehab.workbooks.facts.table_row import Heading, TableRow
from rehab.workbooks.grids.grid import Cell
from rehab.workbooks.grids.marks import without_footnote
from rehab.workbooks.grids.units import declared_unit
from rehab.workbooks.headings.labels import match_label, unit_in_label
from rehab.workbooks.headings.sections import restricts, tells_of


class SectionRows:
    """The headings among a table's rows, from the top; `current` is the lowest that a row stands below."""

    def __init__(self, block: Block, province: str, findings: Findings) -> None:
        self.block, self.grid, self.province, self.findings = block, block.grid, province, findings
        self.current = Heading()
        self._doubted: dict[Cell, list[Cell]] = {}

    def reach(self, level: int) -> None:
        """Leave the headings that end where a row of this level begins; those over them go on."""
        while level and self.current.level and level <= self.current.level:
            self.current = self.current.outer or Heading()

    def open(self, label: Cell, level: int) -> None:
        """Begin what stands below a row of words."""
        bare, unit = unit_in_label(without_footnote(label.said)[0])
        outer = self.current if level and self.current.level and level > self.current.level else Heading()
        kinds = restricts(bare, self.province)
        self.current = Heading(
            bare, level or outer.level, unit or declared_unit(label) or outer.unit, (*outer.kinds, *kinds),
            outer.cells if declared_unit(label) else (*outer.cells, label), outer if outer.level else None,
        )  # fmt: skip

    def qualify(self, level: int, kinds: tuple[str, ...]) -> None:
        """Begin what stands below a row of qualifiers alone."""
        outer = self.current if self.current.level else None
        self.current = replace(self.current, level=level, kinds=kinds, outer=outer)

    def close(self) -> None:
        """End a heading's words; its unit and what it restricts go on."""
        self.current = replace(self.current, words="", level=0)

    def note(self, row: TableRow, valued: list[Cell]) -> None:
        """Remember a row that is read below words that are not those of its section of the form."""
        if row.line is None:
            return
        place, bare = (self.block.appendix, self.block.table), unit_in_label(without_footnote(row.label.said)[0])[0]
        for cell in self.current.cells:
            words = unit_in_label(without_footnote(cell.said)[0])[0]
            is_its_beginning = match_label(f"{words}: {bare}", *place) is not None
            if not (is_its_beginning or tells_of(words, row.line) or restricts(words, self.province)):
                self._doubted.setdefault(cell, []).extend(valued)

    def report(self) -> None:
        """Name each heading that was not understood, with the figures read below it."""
        for cell, valued in self._doubted.items():
            first, last = valued[0].address, valued[-1].address
            self.findings.report("section_unknown", self.grid, cell, first=first, last=last)
