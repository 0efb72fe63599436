"""Kinds of problems: severity and wording, in Vietnamese and English."""

import re
from dataclasses import dataclass
from functools import cache

from rehab.catalog.files import CatalogError, names, read_tree
from rehab.catalog.review_words import told_of_review
from rehab.catalog.reviews import per_review

SEVERITIES = ("remark", "warning", "error")
_SINGLE_MARKS = str.maketrans({"“": "‘", "”": "’", "«": "‘", "»": "’"})


@dataclass(frozen=True)
class ProblemKind:
    """One thing that can be wrong with a workbook.

    `what_*` says what is wrong, with `{placeholders}`; `do_*` what the reader can do about it.
    """

    code: str
    severity: str
    what_vi: str
    what_en: str
    do_vi: str
    do_en: str

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
    **values: object,
) -> dict[str, object]:
    """One row of the `problems` table; `values` fill the message's placeholders.

    A value given as a pair holds its Vietnamese and its English form; `{raw}`, `{sheet}`, `{cell}` and
    `{file}` are always known.

    >>> problem_row("cell_error", cell="D7", raw="#REF!")["message_en"]
    'The cell shows the error “#REF!”. Correct the formula or type the number.'
    """
    kind = problem_kinds()[code]
    known = {"raw": raw, "sheet": sheet, "cell": cell, "file": file}
    quoted = _quoted_values(kind.what_vi + kind.do_vi + kind.what_en + kind.do_en)
    spoken = {
        language: {
            name: _inside_marks(said) if name in quoted else said
            for name, said in (
                known | {k: str(v[side]) if isinstance(v, tuple) else str(v) for k, v in values.items()}
            ).items()
        }
        for side, language in enumerate(("vi", "en"))
    }
    return {
        "collection": collection,
        "province": province,
        "file": file,
        "sheet": sheet,
        "cell": cell,
        "severity": kind.severity,
        "code": code,
        "message_vi": kind.message("vi", spoken["vi"]),
        "message_en": kind.message("en", spoken["en"]),
        "raw": raw,
        "indicator": _indicator(values),
    }


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
