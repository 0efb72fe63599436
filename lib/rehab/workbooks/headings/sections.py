"""Rows that stand over others: whether their words are those of the form's own sections, or restrict what is below."""

import unicodedata
from difflib import SequenceMatcher

from rehab.catalog.files import read_rows
from rehab.catalog.folding import clean, fold
from rehab.catalog.lines import Line, lines, tables
from rehab.catalog.periods import calendar
from rehab.catalog.reviews import per_review, review_rows
from rehab.workbooks.headings.areas import area_name, district_of
from rehab.workbooks.headings.labels import SHORTEST_MISSPELLED_WORD, WORD_SIMILARITY
from rehab.workbooks.headings.qualifiers import fits, take_apart

# Words that a section's heading may add to the form's own: "Kết quả công tác …", "Tình hình …".
_IDLE = (
    "công tác", "tình hình", "nội dung", "lĩnh vực", "hoạt động", "kết quả", "thực hiện", "số liệu", "tổng chung",
    "phần mục", "nhóm việc", "tại theo", "trong đó", "bao gồm", "từ giai đoạn",
)  # fmt: skip


def restricts(written: str, province: str) -> tuple[str, ...]:
    """What a row over others says that they count some of, where it says nothing else: women, a district.

    >>> restricts("Số nữ", "62"), restricts("Huyện Đăk Hà", "62"), restricts("Điều trị bằng thuốc thay thế", "62")
    (('women',), ('part',), ())
    """
    apart = take_apart(area_name(written))
    if not fits(apart.kinds, None) and all(_is_idle(word, written.isascii()) for word in apart.rest.split()):
        return apart.kinds
    # Not by a district's kind alone: "Quản lý sau cai nghiện" begins like "Quận".
    return ("part",) if district_of(written, province) else ()


def tells_of(written: str, line: Line) -> bool:
    """True for a heading whose words are those of a line's section of the form, its title's and its lines'.

    >>> tells_of("Kết quả cắt cơn, hoàn thành cai nghiện", lines()["relapsed"])
    True
    >>> tells_of("Số hộ", lines()["people_on_file"]), tells_of("Chưa kiểm tra", lines()["people_on_file"])
    (False, False)
    """
    known = _words_of_section(line.appendix, line.table, line.section)
    words = [_key(word) for word in _split(area_name(written))]
    plain = not any(unicodedata.combining(sign) or sign == "đ" for word in words for sign in word)
    if plain:
        known = frozenset(fold(word) for word in known)
    return all(word in known or _is_idle(word, plain) or _is_misspelled(word, known) for word in words)


def _is_idle(word: str, plain: bool = False) -> bool:
    return fold(word) in _idle_folded() if plain else _key(word) in _idle()


@per_review()
def _idle() -> frozenset[str]:
    fillers = (row["word"] for row in read_rows("filler_words.csv"))
    # The years that are reviewed, as a heading names them from first to last.
    years = (str(year) for year in (calendar().years[0], calendar().years[1], calendar().last_year))
    return frozenset(_key(word) for written in (*_IDLE, *fillers, *years) for word in _split(written))


@per_review()
def _idle_folded() -> frozenset[str]:
    return frozenset(fold(word) for word in _idle())


def _is_misspelled(word: str, known: frozenset[str]) -> bool:
    return len(fold(word)) >= SHORTEST_MISSPELLED_WORD and any(
        len(fold(own)) >= SHORTEST_MISSPELLED_WORD
        and SequenceMatcher(None, word, own, autojunk=False).ratio() >= WORD_SIMILARITY
        for own in known
    )


@per_review()
def _words_of_section(appendix: str, table: str, section: str) -> frozenset[str]:
    own = [line for line in lines().values() if (line.appendix, line.table, line.section) == (appendix, table, section)]
    names = {line.name for line in own}
    said = [line.label_vi for line in own]
    said += [row["spelling"] for row in review_rows("line_spellings.csv") if row["line"] in names]
    said += [
        row["title_vi"]
        for row in review_rows("sections.csv")
        if (row["appendix"], row["table"], row["section"]) == (appendix, table, section)
    ]
    said += [own.title_vi for own in tables() if (own.appendix, own.table) == (appendix, table)]
    return frozenset(_key(word) for text in said for word in _split(text))


def _split(written: str) -> list[str]:
    bare = "".join(sign if sign.isalnum() else " " for sign in clean(written).casefold())
    return bare.split()


def _key(word: str) -> str:
    """A word with its marks, wherever they are placed: hoà and hòa, lý and lí are one, hồ and hộ are two."""
    parts = unicodedata.normalize("NFD", word.casefold()).replace("y", "i")
    marks = sorted(sign for sign in parts if unicodedata.combining(sign))
    return "".join(sign for sign in parts if not unicodedata.combining(sign)) + "".join(marks)
