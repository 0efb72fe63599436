"""The workings: every cell that went into a ratio, and every term that is missing from it."""

from rehab.attainment.evidence import Observation
from rehab.attainment.ratios import Ratio
from rehab.attainment.terms import TermValue

WORKING_COLUMNS = (
    "collection",
    "province",
    "indicator",
    "part",
    "alternative",
    "period",
    "side",
    "line",
    "status",
    "value",
    "text",
    "period_start",
    "period_end",
    "file",
    "sheet",
    "cell",
    "raw",
    "corrected",
)


def ratio_workings(ratio: Ratio) -> list[dict[str, object]]:
    """Rows of the workings of one ratio, from `side` on; one per cell, one per term without any."""
    sides = (("numerator", ratio.numerator_terms), ("denominator", ratio.denominator_terms))
    return [row for side, terms in sides for term in terms for row in _term_rows(side, term)]


def _term_rows(side: str, term: TermValue) -> list[dict[str, object]]:
    head: dict[str, object] = {"side": side, "line": term.term.line, "status": term.status}
    if not term.sources:
        return [{**head, **_place(None)}]
    counted = term.term.over == "count"
    return [{**head, **_place(row), "value": _share(row, counted)} for row in term.sources]


def _share(row: Observation, counted: bool) -> float | None:
    """What one cell adds to its term: its value, or one for each entry counted."""
    if not counted:
        return row.value
    return 0.0 if row.text == "no" else 1.0


def _place(row: Observation | None) -> dict[str, object]:
    if row is None:
        return {
            "value": None,
            "text": "",
            "period_start": "",
            "period_end": "",
            "file": "",
            "sheet": "",
            "cell": "",
            "raw": "",
            "corrected": False,
        }
    return {
        "value": row.value,
        "text": row.text,
        "period_start": row.start.isoformat() if row.start else "",
        "period_end": row.end.isoformat() if row.end else "",
        "file": row.file,
        "sheet": row.sheet,
        "cell": row.cell,
        "raw": row.raw,
        "corrected": row.corrected,
    }
