"""Kinds of problems: severity and wording, in Vietnamese and English."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from rehab.catalog.files import CatalogError, names, read_tree
from rehab.catalog.review_words import told_of_review
from rehab.catalog.reviews import per_review
from rehab.catalog.texts import text

# So many cells are told with what they hold; more would hide the sense of the message.
_MOST_TOLD = 8
SEVERITIES = ("remark", "warning", "error")
_PLACE = re.compile(r"\{[^{}]*\}")
_SINGLE_MARKS = str.maketrans({"“": "‘", "”": "’", "«": "‘", "»": "’"})


@dataclass(frozen=True)
class ProblemKind:
    """One thing that can be wrong with a workbook.

    `what_*` says what is wrong, with `{placeholders}`; `do_*` what the reader can do about it. Kinds with `item_*`
    are said once for many cells of a sheet: it is what the message says of each cell after the first. `general_*` is
    what is wrong with all of a kind, where `what_*` without what is filled in would read badly.
    """

    code: str
    severity: str
    what_vi: str
    what_en: str
    do_vi: str
    do_en: str
    item_vi: str = ""
    item_en: str = ""
    general_vi: str = ""
    general_en: str = ""

    def general(self, language: str) -> str:
        """What is wrong, without the names and figures of any one problem of the kind.

        >>> problem_kinds()["number_ambiguous"].general("en"), problem_kinds()["number_negative"].general("en")
        ('A number can be read in two ways.', 'The figure “…” is negative.')
        """
        own, what = (self.general_vi, self.what_vi) if language == "vi" else (self.general_en, self.what_en)
        return own or _PLACE.sub("…", what)

    def message(self, language: str, values: dict[str, str]) -> str:
        """The full message in a language: what is wrong, then what to do."""
        what, do = (self.what_vi, self.do_vi) if language == "vi" else (self.what_en, self.do_en)
        return f"{what} {do}".format_map(values)


@per_review()
def problem_kinds() -> dict[str, ProblemKind]:
    """All kinds of problems by code, from `problem_kinds/*.toml`.

    Raises CatalogError when two files define one code.

    >>> problem_kinds()["number_unreadable"].severity
    'error'
    """
    found: dict[str, ProblemKind] = {}
    for name in names(".toml", "problem_kinds"):
        for code, entry in read_tree(name).items():
            if code in found:
                raise CatalogError(name, code, "defined twice; remove one of the two.")
            said = {name: told_of_review(part, name[-2:]) for name, part in entry.items()}
            found[code] = ProblemKind(code=code, **said)
    return found


def problem_row(
    code: str,
    *,
    collection: str = "",
    province: str = "",
    file: str = "",
    sheet: str = "",
    cell: str = "",
    raw: str = "",
    likewise: Sequence[Mapping[str, object]] = (),
    **values: object,
) -> dict[str, object]:
    """One row of the `problems` table; `values` fill the message's placeholders.

    A value given as a pair holds its Vietnamese and its English form; `{raw}`, `{sheet}`, `{cell}` and
    `{file}` are always known. `likewise` are the values of other cells of which it says the same, with their `cell`
    and `raw`.

    >>> problem_row("cell_error", cell="D7", raw="#REF!")["message_en"]
    'The cell shows the error “#REF!”. Correct the formula or type the number.'
    """
    kind = problem_kinds()[code]
    spoken = _spoken(kind, {"raw": raw, "sheet": sheet, "cell": cell.split("+")[0], "file": file, **values})
    others = [_spoken(kind, own) for own in likewise]
    messages = {
        language: " ".join(
            part for part in (kind.message(language, spoken[language]), _others(kind, language, others)) if part
        )
        for language in ("vi", "en")
    }
    return {
        "collection": collection,
        "province": province,
        "file": file,
        "sheet": sheet,
        "cell": cell,
        "severity": kind.severity,
        "code": code,
        "message_vi": messages["vi"],
        "message_en": messages["en"],
        "raw": raw,
        "indicator": _indicator(values),
    }


def _spoken(kind: ProblemKind, values: Mapping[str, object]) -> dict[str, dict[str, str]]:
    """Values as a message says them, by language."""
    quoted = _quoted_values(kind.what_vi + kind.do_vi + kind.what_en + kind.do_en)
    found: dict[str, dict[str, str]] = {}
    for side, language in enumerate(("vi", "en")):
        said = {name: str(own[side] if isinstance(own, tuple) else own) for name, own in values.items()}
        found[language] = {name: _inside_marks(own) if name in quoted else own for name, own in said.items()}
    return found


def _others(kind: ProblemKind, language: str, others: list[dict[str, dict[str, str]]]) -> str:
    """The other cells of which a message is true: the first with what they hold, the rest by their addresses."""
    if not others:
        return ""
    item = kind.item_vi if language == "vi" else kind.item_en
    told = [f"{own[language]['cell']} {item.format_map(own[language])}" for own in others[:_MOST_TOLD]]
    rest = ", ".join(own[language]["cell"] for own in others[_MOST_TOLD:])
    return text("problems.likewise", language, count=len(others), items="; ".join([*told, rest] if rest else told))


@cache
def _quoted_values(template: str) -> frozenset[str]:
    """Names of the values that a message quotes."""
    return frozenset(re.findall(r"“\{(\w+)\}”", template))


def quoted(words: str) -> str:
    """Words of a workbook as a message quotes them in a list of several.

    >>> quoted("số “2” người")
    '“số ‘2’ người”'
    """
    return f"“{_inside_marks(words)}”"


def _inside_marks(words: str) -> str:
    """Words as they stand in quotation marks: with no such marks of their own, which would seem to end the quotation.

    >>> _inside_marks("số “2” người")
    'số ‘2’ người'
    """
    return words.translate(_SINGLE_MARKS)


def _indicator(values: dict[str, object]) -> str:
    """The number of the indicator that a message is about, named itself or by one of its parts ("3a")."""
    if "indicator" in values:
        return str(values["indicator"])
    return "".join(c for c in str(values.get("part", "")) if c.isdigit())
