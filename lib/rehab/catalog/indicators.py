"""The nine indicators: what is verified, against which target."""

from dataclasses import dataclass
from typing import Any

from rehab.catalog.files import CatalogError
from rehab.catalog.formulas import Formula, FormulaError, parse_formula
from rehab.catalog.lines import choices, lines
from rehab.catalog.reviews import per_review, review_tree

FILE = "indicators.toml"


@dataclass(frozen=True)
class Part:
    """What of an indicator is verified: numerator over denominator, in percent, against a target.

    Alternatives have no target of their own (`target` is None): the indicator's first part lends it.
    """

    id: str
    short_vi: str
    short_en: str
    numerator: Formula
    denominator: Formula
    target: float | None
    needs_facility: bool
    reading: str

    def short(self, language: str) -> str:
        """Short name in a language; empty where the indicator's own serves."""
        return self.short_vi if language == "vi" else self.short_en


@dataclass(frozen=True)
class Indicator:
    """One of the nine. `kind` is `qualitative`, `composite` or `ratio`."""

    number: int
    kind: str
    title_vi: str
    short_vi: str
    short_en: str
    baseline: float | None
    baseline_kind: str
    parts: tuple[Part, ...]
    alternatives: tuple[Part, ...]
    evidence: tuple[str, ...]

    def short(self, language: str) -> str:
        """Short name in a language."""
        return self.short_vi if language == "vi" else self.short_en


@per_review()
def indicators() -> dict[int, Indicator]:
    """The nine indicators by number.

    Raises CatalogError when a formula cannot be read or names an unknown line or choice.

    >>> indicators()[6].parts[0].target
    80.0
    """
    return {entry["number"]: _indicator(entry) for entry in review_tree(FILE)["indicator"]}


def _indicator(entry: dict[str, Any]) -> Indicator:
    evidence = tuple(entry.get("evidence", ()))
    for name in evidence:
        _known_line(name, str(entry["number"]))
    baseline = entry.get("baseline")
    return Indicator(
        number=entry["number"],
        kind=entry["kind"],
        title_vi=entry["title_vi"],
        short_vi=entry["short_vi"],
        short_en=entry["short_en"],
        baseline=None if baseline is None else float(baseline),
        baseline_kind=entry.get("baseline_kind", ""),
        parts=tuple(_part(part) for part in entry.get("parts", ())),
        alternatives=tuple(_part(part) for part in entry.get("alternatives", ())),
        evidence=evidence,
    )


def _part(entry: dict[str, Any]) -> Part:
    target = entry.get("target")
    return Part(
        id=entry["id"],
        short_vi=entry.get("short_vi", ""),
        short_en=entry.get("short_en", ""),
        numerator=_formula(entry["numerator"], entry["id"]),
        denominator=_formula(entry["denominator"], entry["id"]),
        target=None if target is None else float(target),
        needs_facility=bool(entry.get("needs_facility", False)),
        reading=entry.get("reading", ""),
    )


def _formula(source: str, place: str) -> Formula:
    try:
        formula = parse_formula(source)
    except FormulaError as error:
        raise CatalogError(FILE, place, str(error)) from error
    for name in formula.lines:
        _known_line(name, place)
    for term in formula.terms:
        allowed = {choice.choice for choice in choices(term.where)} if term.where else set()
        for choice in term.choices:
            if choice not in allowed:
                raise CatalogError(FILE, place, f"«{choice}» is no choice of {term.where}; see choices.csv.")
    return formula


def _known_line(name: str, place: str) -> None:
    if name not in lines():
        raise CatalogError(FILE, place, f"«{name}» is no line; see appendix_lines.csv.")
