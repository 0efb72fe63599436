"""The nine indicators: what is verified, against which target."""

from dataclasses import dataclass, replace
from typing import Any

from rehab.catalog.files import CatalogError
from rehab.catalog.formulas import Formula, FormulaError, parse_formula
from rehab.catalog.lines import choices, lines
from rehab.catalog.reviews import per_review, review_tree

FILE = "indicators.toml"
# Keys of a part that are taken over as they are.
_OPTIONAL = (
    "needs_facility",
    "reading",
    "share",
    "above_whole",
    "same_period",
    "terms_overlap",
    "not_applicable_if_zero",
    "zero_reason",
    "method_line",
    "same_as",
)
_LINE_KEYS = ("not_applicable_if_zero", "method_line")


@dataclass(frozen=True)
class Part:
    """What of an indicator is verified: numerator over denominator, in percent, against a target.

    Alternatives have no target of their own (`target` is None): the indicator's first part lends it. The rules
    are docs/method.md's: `share`, `above_whole` 18; `same_period` 3; `terms_overlap` 5; `definitions`,
    `definition` 19; `not_applicable_if_zero`, `zero_reason` 6 and 20; `method_line` 21; `same_as` 15.
    """

    id: str
    short_vi: str
    short_en: str
    numerator: Formula
    denominator: Formula
    target: float | None
    needs_facility: bool = False
    reading: str = ""
    share: bool = False
    above_whole: str = "error"
    same_period: bool = False
    terms_overlap: bool = False
    not_applicable_if_zero: str = ""
    zero_reason: str = "zero_denominator"
    method_line: str = ""
    same_as: str = ""
    definition: str = ""
    definitions: tuple["Definition", ...] = ()

    def short(self, language: str) -> str:
        """Short name in a language; empty where the indicator's own serves."""
        return self.short_vi if language == "vi" else self.short_en

    def under(self, definition: "Definition") -> "Part":
        """The part counted by one of its definitions.

        >>> part = indicators()[7].parts[0]
        >>> part.under(part.definitions[1]).definition
        '7-centre'
        """
        return replace(
            self, numerator=definition.numerator, denominator=definition.denominator, definition=definition.id
        )


@dataclass(frozen=True)
class Definition:
    """One way to count a part: numerator and denominator of the same people (method, rule 19)."""

    id: str
    short_vi: str
    short_en: str
    numerator: Formula
    denominator: Formula

    def short(self, language: str) -> str:
        """Short name in a language."""
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
    own_lines = [part[key] for part in entry.get("parts", ()) for key in _LINE_KEYS if key in part]
    for name in (*evidence, *own_lines):
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
    definitions = tuple(_definition(own) for own in entry.get("definitions", ()))
    counted = definitions[0] if definitions else _definition(entry)
    return Part(
        id=entry["id"],
        short_vi=entry.get("short_vi", ""),
        short_en=entry.get("short_en", ""),
        numerator=counted.numerator,
        denominator=counted.denominator,
        target=None if target is None else float(target),
        definitions=definitions,
        **{key: entry[key] for key in _OPTIONAL if key in entry},
    )


def _definition(entry: dict[str, Any]) -> Definition:
    return Definition(
        id=entry["id"],
        short_vi=entry.get("short_vi", ""),
        short_en=entry.get("short_en", ""),
        numerator=_formula(entry["numerator"], entry["id"]),
        denominator=_formula(entry["denominator"], entry["id"]),
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


@per_review()
def counted_centres() -> frozenset[str]:
    """Kinds of centres that the parts which need a centre count: the rehabilitation centres (rule 20).

    >>> sorted(counted_centres())
    ['compulsory', 'multi_function', 'voluntary']
    """
    parts = [part for indicator in indicators().values() for part in indicator.parts if part.needs_facility]
    terms = [term for part in parts for term in (*part.numerator.terms, *part.denominator.terms)]
    return frozenset(choice for term in terms for choice in term.choices)
