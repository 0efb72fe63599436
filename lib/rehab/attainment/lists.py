"""Sums and counts over the centres of Phụ lục 3 (rules 6 and 8)."""

from fractions import Fraction

from rehab.attainment.evidence import Evidence, Observation
from rehab.attainment.terms import INCOMPLETE, MISSING, USED, TermValue, exact
from rehab.catalog.formulas import Term
from rehab.catalog.lines import lines

_APPENDIX = "3"


def list_value(term: Term, evidence: Evidence) -> TermValue:
    """A sum or count over the centres, those of some kinds only where the term says so.

    `incomplete` where a centre's kind is not given; partial where some of the centres leave the line blank.
    """
    if not evidence.facility_entries:
        return TermValue(term, MISSING)
    chosen = _chosen_entries(term, evidence)
    if chosen is None:
        return TermValue(term, INCOMPLETE)
    if not chosen:
        return TermValue(term, USED, Fraction())
    line = lines()[term.line]
    rows = tuple(row for row in evidence.of(line.name) if row.entry in chosen)
    if term.over == "count" and line.measure == "text":
        return TermValue(term, USED, Fraction(len(chosen)), _first_rows(chosen, rows, evidence))
    answered = {row.entry for row in rows}
    if not answered:
        return TermValue(term, MISSING)
    partial = answered != set(chosen)
    if term.over == "count":
        return TermValue(term, USED, Fraction(sum(row.text == "yes" for row in rows)), rows, partial)
    total = sum((exact(row.value) for row in rows if row.value is not None), Fraction())
    return TermValue(term, USED, total, rows, partial)


def _first_rows(chosen: tuple[str, ...], rows: tuple[Observation, ...], evidence: Evidence) -> tuple[Observation, ...]:
    """A cell for each centre counted: of the line itself, else the first that speaks of the centre."""
    first: dict[str, Observation] = {}
    for own in evidence.by_line.values():
        for row in own:
            if row.entry in chosen and row.line in lines() and lines()[row.line].appendix == _APPENDIX:
                first.setdefault(row.entry, row)
    named = {row.entry: row for row in rows}
    return tuple(named.get(entry, first[entry]) for entry in chosen)


def _chosen_entries(term: Term, evidence: Evidence) -> tuple[str, ...] | None:
    """Centres the term runs over; None when a centre's kind is not given, so that none can be told."""
    entries = evidence.facility_entries
    if not term.where:
        return entries
    kinds = {row.entry: row.text for row in evidence.of(term.where) if row.text}
    if any(entry not in kinds for entry in entries):
        return None
    return tuple(entry for entry in entries if kinds[entry] in term.choices)
