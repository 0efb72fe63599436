"""Tables whose title, or whose sheet's name, says that all of their figures are one district's."""

from dataclasses import replace

from rehab.workbooks.blocks.block import Block
from rehab.workbooks.facts.findings import Findings
from rehab.workbooks.grids.grid import Cell
from rehab.workbooks.headings.title_areas import sheet_area, titled_area
from rehab.workbooks.headings.title_centres import titled_centre


class TitledAreas:
    """Gives tables the district that stands above them; a sheet's first title counts for all of its tables."""

    def __init__(self, province: str) -> None:
        self.province = province
        self.findings = Findings()
        self._of_sheet: dict[str, tuple[str, Cell | None]] = {}

    def of(self, block: Block) -> Block:
        """A yearly table with the district of its titles, said in a warning; as it is where it has districts itself."""
        grid = block.grid
        titled = titled_area(block.caption, self.province)
        if grid.name not in self._of_sheet:
            named = sheet_area(grid.name, self.province)
            self._of_sheet[grid.name] = titled if titled[0] or not named else (named, None)
        area, title = titled if titled[0] else self._of_sheet[grid.name]
        by_area = "area" in block.roles or any(own.area for own in block.lanes.values())
        first = next((cell for number in block.rows for cell in grid.row(number)), None)
        if not area or block.area or block.line or by_area:
            self._name_centre(block, first)
            return block
        self.findings.report("area_in_title", grid, title or first, area=area)
        return replace(block, area=area)

    def _name_centre(self, block: Block, first: Cell | None) -> None:
        """Say of a table of the province that its titles, or its sheet's name, are of one centre."""
        titles = [(cell.said, cell) for cell in block.caption if isinstance(cell.value, str)]
        for said, cell in (*titles, (block.grid.name, first)):
            if centre := titled_centre(said):
                self.findings.report("centre_in_title", block.grid, cell, centre=centre)
                return
