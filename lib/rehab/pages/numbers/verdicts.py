"""Rows of verdicts as sections ask for them: those of an indicator's parts, and how whole each is."""

from rehab.catalog.rows import Row
from rehab.pages.numbers.calculations import KNOWN, part_workings
from rehab.pages.numbers.material import Material


def part_rows(material: Material, number: int) -> list[Row]:
    """Verdict rows of an indicator's parts."""
    return [row for row in material.verdict_rows if row["indicator"] == number and row["part"]]


def known_terms(material: Material, part: str) -> tuple[int, int]:
    """How many terms of a part's numerator have a figure, and how many there are."""
    above = [row for row in part_workings(material, part) if row["side"] == "numerator"]
    lacking = {row["line"] for row in above if row["status"] not in KNOWN}
    count = len({row["line"] for row in above})
    return count - len(lacking), count
