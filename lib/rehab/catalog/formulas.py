"""Formulas of the indicators: a small grammar, read safely from data.

formula = term { "+" term }
term    = [ "sum" | "count" ] "{" line "}" [ "where" "{" line "}" "in" "[" choice { "," choice } "]" ]
"""

import re
from dataclasses import dataclass

_TERM = re.compile(
    r"""\s*(?:(?P<over>sum|count)\s+)?\{(?P<line>\w+)\}
        (?:\s+where\s+\{(?P<where>\w+)\}\s+in\s+\[(?P<choices>[\w\s,]+)\])?\s*""",
    re.VERBOSE,
)


class FormulaError(ValueError):
    """A formula is not of the grammar; the message names the formula and the place."""


@dataclass(frozen=True)
class Term:
    """One addend: a line, or a sum or count of a list table's entries, filtered by a choice.

    `over` is empty, `sum` or `count`; `choices` is empty unless `where` names a choice line.
    """

    line: str
    over: str = ""
    where: str = ""
    choices: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        """Every line the term reads."""
        return (self.line, self.where) if self.where else (self.line,)


@dataclass(frozen=True)
class Formula:
    """A sum of terms."""

    terms: tuple[Term, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """Every line the formula reads, in order."""
        return tuple(dict.fromkeys(line for term in self.terms for line in term.lines))


def parse_formula(source: str) -> Formula:
    """The formula written in `source`.

    Raises FormulaError for anything outside the grammar.

    >>> [term.line for term in parse_formula("{in_compulsory} + {in_voluntary}").terms]
    ['in_compulsory', 'in_voluntary']
    >>> parse_formula("count {invested} where {facility_type} in [voluntary]").terms[0].choices
    ('voluntary',)
    """
    terms = []
    for piece in source.split("+"):
        match = _TERM.fullmatch(piece)
        if match is None:
            raise FormulaError(
                f"formula «{source}»: cannot read «{piece.strip()}»; write {{line}}, sum {{line}} or "
                "count {line} where {line} in [choice], joined by +."
            )
        chosen = match["choices"] or ""
        terms.append(
            Term(
                line=match["line"],
                over=match["over"] or "",
                where=match["where"] or "",
                choices=tuple(item.strip() for item in chosen.split(",") if item.strip()),
            )
        )
    return Formula(tuple(terms))
