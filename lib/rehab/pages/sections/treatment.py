"""People on file and in treatment, by form and year."""

from rehab.pages.numbers.material import Material
from rehab.pages.numbers.yearly import YearTable, brief_lines, year_table


def treatment(material: Material) -> YearTable:
    """People on file and in treatment, by form and year."""
    return year_table(material, brief_lines("treatment"))
