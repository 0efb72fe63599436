"""People on file and in treatment, by form and year."""

from rehab.pages.citing.figures import Figures
from rehab.pages.numbers.material import Material
from rehab.pages.numbers.yearly import YearTable, brief_lines, year_table


def treatment(material: Material, figures: Figures) -> YearTable:
    """People on file and in treatment, by form and year."""
    return year_table(material, figures, brief_lines("treatment"))
