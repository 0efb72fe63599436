"""Qualifiers: what a heading, a caption or a label adds to a line or a year (kế hoạch, 6 tháng, nữ, tỷ lệ)."""

import re
from dataclasses import dataclass
from functools import cache

from rehab.catalog.files import read_rows
from rehab.catalog.folding import clean, fold
from rehab.catalog.lines import Line
from rehab.workbooks.grids.spellings import EXCLUDES, NONE, SELECTS, per_teaching, taught

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|%")
_YEAR = re.compile(r"^(?:19|20)\d\d$")
_TOLD = re.compile(r"\b(?:ket qua|thuc hien|tinh hinh|bao cao|tong hop|danh gia)\b")
_ATTACHED = re.compile(r"kèm theo|căn cứ|\d/[a-zđ]|ghi chú|đơn vị tính|đvt")
_TITLE_NUMBER = re.compile(r"^\s*(?:biểu|bảng|phụ lục|mục)?\s*(?:số\s*)?[\dIVX.]*\s*[:.)-]\s*", re.IGNORECASE)
_LONGEST_TITLE = 150
# Kinds that a title means wherever they stand in it, and those that it means where it begins with them.
_CAPTION_KINDS = ("plan", "void", "estimate")
_CAPTION_BEGINS = ("share", "average", "compare")
# Kinds that a title means whatever it tells, unless it names with them what they are taken from ("nam và nữ").
_CAPTION_PARTS = {"women": "men", "cumulative": "within", "second_half": "half"}
_IN_PASSING = re.compile(r"\btrong do\b|\bphu nu\b(?<!so phu nu)|\bca luy ke\b|\bva luy ke\b")
_DATED = re.compile(r"\d{4}|giai doan|tong ket")
_CUMULATIVE = "luy ke"
_PLANNED = "planned_"


@dataclass(frozen=True)
class Qualified:
    """A text taken apart: the kinds of its qualifiers, in order, and the words that are none."""

    kinds: tuple[str, ...]
    rest: str


@cache
def _spellings() -> dict[tuple[str, ...], str]:
    """Kinds by the words of each spelling, with marks."""
    return {tuple(_words(row["spelling"])): row["kind"] for row in read_rows("qualifiers.csv")}


@cache
def _unmarked() -> dict[tuple[str, ...], str]:
    return {tuple(fold(word) or word for word in words): kind for words, kind in _spellings().items()}


@per_teaching(maxsize=4)
def _longest() -> int:
    return max(len(words) for words in (*_spellings(), *_taught(True)))


# What was taught of a qualifier is a kind of its own; words that were taught to add nothing have none.
_TAUGHT_KINDS = {EXCLUDES: "taught_out", SELECTS: "taught_in", NONE: ""}


@per_teaching(maxsize=4)
def _known(with_marks: bool) -> dict[tuple[str, ...], str]:
    return (_spellings() if with_marks else _unmarked()) | _taught(with_marks)


@per_teaching(maxsize=4)
def _taught(with_marks: bool) -> dict[tuple[str, ...], str]:
    found = {tuple(_words(own.written)): _TAUGHT_KINDS[own.means] for own in taught("qualifier")}
    return found if with_marks else {tuple(fold(word) or word for word in words): kind for words, kind in found.items()}


def _words(written: str) -> list[str]:
    return _WORD.findall(clean(written).casefold())


def _has_marks(words: list[str]) -> bool:
    return any(not word.isascii() for word in words)


@per_teaching(maxsize=8192)
def take_apart(written: str) -> Qualified:
    """The qualifiers in a text, the longest first, and what is left of it.

    Marks count where the text has any: "nam" is not "năm". "Nam 2018", without marks, is a year.

    >>> take_apart("KH năm 2018"), take_apart("Nữ"), take_apart("Đang ở đâu đó").kinds
    (Qualified(kinds=('plan',), rest='năm 2018'), Qualified(kinds=('women',), rest=''), ())
    """
    words = _words(written)
    known = _known(_has_marks(words))
    keys = words if _has_marks(words) else [fold(word) or word for word in words]
    kinds: list[str] = []
    rest: list[str] = []
    at = 0
    while at < len(words):
        is_year_word = fold(words[at]) == "nam" and at + 1 < len(words) and _YEAR.match(words[at + 1])
        length = 0 if is_year_word else _longest_at(keys, at, known)
        if length:
            kinds.append(known[tuple(keys[at : at + length])])
            at += length
        else:
            rest.append(words[at])
            at += 1
    return Qualified(tuple(kind for kind in dict.fromkeys(kinds) if kind), " ".join(rest))


def _longest_at(keys: list[str], at: int, known: dict[tuple[str, ...], str]) -> int:
    for length in range(min(_longest(), len(keys) - at), 0, -1):
        if tuple(keys[at : at + length]) in known:
            return length
    return 0


@per_teaching(maxsize=8192)
def is_qualifier(written: str) -> bool:
    """True for a text that is nothing but qualifiers.

    >>> is_qualifier("Trong đó: nữ"), is_qualifier("TH 6 tháng"), is_qualifier("Năm 2018")
    (True, True, False)
    """
    apart = take_apart(written)
    return bool(apart.kinds) and not apart.rest


def caption_qualifiers(written: str) -> tuple[str, ...]:
    """What a title says that all of its table is, where that is no actual figure.

    A title that tells of what was done names a plan only as what was to be done; what a document is attached to,
    or what a long sentence says, is no title.

    >>> caption_qualifiers("CHỈ TIÊU KẾ HOẠCH CAI NGHIỆN GIAO HẰNG NĂM")
    ('plan',)
    >>> caption_qualifiers("Kết quả thực hiện kế hoạch cai nghiện"), caption_qualifiers("Tỷ lệ so với năm trước")
    ((), ('share', 'compare'))
    >>> caption_qualifiers("Số liệu người nghiện là nữ"), caption_qualifiers("Kết quả 6 tháng đầu năm 2020")
    (('women',), ())
    """
    if len(written) > _LONGEST_TITLE or _ATTACHED.search(clean(written).casefold()):
        return ()
    bare = _TITLE_NUMBER.sub("", clean(written))
    apart = take_apart(bare)
    begins = take_apart(" ".join(bare.split()[:2])).kinds
    if begins[:1] == ("estimate",):
        return ("estimate",)
    parts = _parts_meant(fold(written), apart.kinds)
    if "actual" in apart.kinds or _TOLD.search(fold(written)):
        return tuple(kind for kind in apart.kinds if kind == "void" or kind in parts)
    return tuple(
        kind for kind in apart.kinds
        if kind in _CAPTION_KINDS or (kind in _CAPTION_BEGINS and (kind in begins or begins[:1] == ("share",)))
        or (not apart.rest and _effects().get(kind) == "excludes") or kind in parts
    )  # fmt: skip


def _parts_meant(folded: str, kinds: tuple[str, ...]) -> tuple[str, ...]:
    """Kinds of a title that say that its table counts some only: women, from the beginning, half of each year."""
    if _IN_PASSING.search(folded):
        return ()
    parts = tuple(kind for kind, other in _CAPTION_PARTS.items() if kind in kinds and other not in kinds)
    return (*parts, "half") if "half" in kinds and not _DATED.search(folded) else parts


def name_qualifiers(name: str) -> tuple[str, ...]:
    """What a sheet's name says that all of its tables are: old copies, and what it says alone ("Kế hoạch", "Nữ").

    >>> name_qualifiers("PL2 (cũ)"), name_qualifiers("Kế hoạch"), name_qualifiers("PL2 KH")
    (('void',), ('plan',), ())
    """
    apart = take_apart(name)
    return tuple(kind for kind in apart.kinds if kind == "void" or (not apart.rest and _effects()[kind] == "excludes"))


def is_planned(line: Line) -> bool:
    """True for a line that counts what was planned."""
    return line.name.startswith(_PLANNED)


def fits(kinds: tuple[str, ...], line: Line | None) -> bool:
    """True where figures so qualified are the line's: for most lines the actual ones of all people, for the period.

    >>> from rehab.catalog.lines import lines
    >>> fits(("plan",), lines()["planned_compulsory"]), fits(("plan",), lines()["relapsed"])
    (True, False)
    """
    return all(_fits(kind, line) for kind in kinds)


def _fits(kind: str, line: Line | None) -> bool:
    if kind in _TAUGHT_KINDS.values():
        return kind == _TAUGHT_KINDS[SELECTS]
    if line is not None and kind in ("plan", "actual"):
        return is_planned(line) == (kind == "plan")
    if line is not None and kind == "cumulative":
        return counts_up(line)
    if line is not None and kind in ("within", "end"):
        return line.measure == ("flow" if kind == "within" else "stock")
    return _effects()[kind] != "excludes"


def counts_up(line: Line) -> bool:
    """True for a line that counts from the beginning ("lũy kế")."""
    return _CUMULATIVE in fold(line.label_vi)


@cache
def _effects() -> dict[str, str]:
    return {row["kind"]: row["effect"] for row in read_rows("qualifiers.csv")}
