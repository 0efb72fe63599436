"""Whether a sentence may be quoted in public: only if nothing in it can be a small count of people, nor name any.

Dates, numbers of documents, articles, facilities and places, and "một số" are recognised first and are no counts.
Whatever else could count people keeps the sentence back, and so does every word that is not known to be harmless
(`harmless.py`), innocent or not: a person can release it.
"""

import re
import unicodedata
from functools import cache

from rehab.catalog.files import read_rows
from rehab.catalog.small import largest_small
from rehab.disclosure.arithmetic import gives_few
from rehab.disclosure.harmless import every_word_is_harmless

_YEAR = r"(?:19|20)\d\d"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_MONTH_NAME = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_GAP = "\N{PILCROW SIGN}"
_LINK = r"\s*(?:-|–|đến|tới|to)\s*(?:hết\s+)?(?:ngày\s+|tháng\s+)?"
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_INITIALS = re.compile(r"(?<!\w)(?:[A-ZĐ]\.\s?){2,}|(?<!\w)[A-ZĐ]\.[A-ZĐ]\b")
# Vietnamese capitals and small letters alternate in Unicode: no range holds only one of them.
_LETTERS = [chr(code) for code in range(0x1F00)]
_UPPER = "".join(letter for letter in _LETTERS if unicodedata.category(letter) == "Lu")
_LOWER = "".join(letter for letter in _LETTERS if unicodedata.category(letter) == "Ll")
# Surnames that are no other word when a heading is all in capitals.
_FREQUENT = ("Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Ngô")
_CAPITAL = rf"[{_UPPER}][{_LOWER}]*"


def may_be_quoted(words: str, known: frozenset[float] | None = None) -> bool:
    """True where a sentence holds nothing that can be a small count of people, and no word but harmless ones.

    `known`: other figures are let through only if they are among these, the published ones; None lets all through.

    >>> may_be_quoted("Gửi Cơ sở cai nghiện ma túy số 1 từ ngày 26 tháng 4."), may_be_quoted("Có 02 (hai) người.")
    (True, False)
    """
    plain = _plain(words)
    if _names_people(plain) or not every_word_is_harmless(words):
        return False
    left = _without_names_and_dates(_places().sub(f" {_GAP} ", plain))
    lowered = left.lower()
    return not (
        _number_words().search(lowered)
        or _bounds().search(lowered)
        or _said_of_staff().search(lowered)
        or _romans().search(left)
        or any(_may_count(found[0], lowered[found.end() :], known) for found in _NUMBER.finditer(lowered))
        or gives_few(lowered, _words("after"), _value)
    )


def _plain(words: str) -> str:
    """Digits of every script and shape as 0-9, no invisible characters, one kind of space."""
    folded = unicodedata.normalize("NFKC", words)
    shown = "".join(c for c in folded if unicodedata.category(c) not in ("Cf", "Mn", "Me"))
    digits = "".join(str(unicodedata.digit(c)) if c.isdigit() else c for c in shown)
    return " ".join(digits.replace("\N{FRACTION SLASH}", "/").split())


def _may_count(number: str, after: str, known: frozenset[float] | None) -> bool:
    value = _value(number)
    if value is None:
        return True
    if value.is_integer() and 0 < value <= largest_small():
        return not (after.lstrip().startswith("%") and known is None)
    if not value.is_integer():
        # "2,3 người" may be a list: two or three.
        listed = [int(piece) for piece in re.split("[.,]", number)]
        if all(0 < piece <= largest_small() for piece in listed) and not re.match(r"\s*(?:%|tỷ|triệu|ha\b|km)", after):
            return True
    return known is not None and value != 0 and value not in known


def _value(number: str) -> float | None:
    if _THOUSANDS.fullmatch(number):
        return float(re.sub("[.,]", "", number))
    try:
        return float(number.replace(",", "."))
    except ValueError:
        return None


@cache
def _words(kind: str) -> str:
    words = {row["word"].lower() for row in read_rows("disclosure_words.csv") if row["kind"] == kind}
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


@cache
def _people_follow() -> str:
    return rf"(?!\s*(?:\([^)]{{0,120}}\)\s*)?(?:(?:nam|nữ|em|small|young)\s+)?(?:{_words('after')})(?!\w))"


@cache
def _recognised() -> tuple[re.Pattern[str], ...]:
    """What is no count, most telling first; none of it where people follow at once."""
    documents, articles = _words("document"), _words("article")
    # The words between a facility and its number name it; they neither count nor say what became of people.
    naming = (
        rf"(?:\s+(?!(?:{_words('before')}|{_words('after')}|là|có|gửi|đưa|nhận|còn|tăng|giảm|và|với)(?!\w))[^\W\d_]+)"
    )
    dates = (
        rf"{_DAY}[/.-]{_MONTH}[/.-]{_YEAR}|{_YEAR}-{_MONTH}-{_DAY}",
        rf"ngày\s+{_DAY}/{_MONTH}(?:{_LINK}{_DAY}/{_MONTH})?(?!/)",
        rf"(?:ngày\s+{_DAY}\s+)?tháng\s+{_MONTH}(?:\s*(?:/|năm)\s*{_YEAR})?(?:{_LINK}{_MONTH}\s*/\s*{_YEAR})?",
        rf"(?:^|(?<=\()|(?<=từ )|(?<=đến )|(?<=hết )|(?<=trong )|(?<=kỳ )|(?<=trước )|(?<=sau )|(?<=vào ))"
        rf"{_MONTH}\s*/\s*{_YEAR}(?:{_LINK}{_MONTH}\s*/\s*{_YEAR})?",
        rf"(?<=từ )ngày\s+{_DAY}(?={_LINK})",
        r"\d{1,2}\s+tháng\s+(?:đầu|cuối)(?:\s+năm)?",
        r"quý\s+(?:[1-4]|iv|i{1,3})(?!\w)",
        r"(?:first|second)\s+(?:half|quarter)(?:\s+of)?(?:\s+the\s+year)?",
        rf"(?:first\s+)?(?:half|quarter)\s+of\s+{_YEAR}",
        rf"{_DAY}\s+{_MONTH_NAME}(?:\s+{_YEAR})?(?!\w)",
        rf"{_MONTH_NAME}\s+{_DAY}(?:,?\s+{_YEAR})?(?!\w)",
    )
    numbers = (
        # 29/2014/QĐ-TTg, 24/2012/QH13, 36-CT/TW, 3/KH-UBND
        rf"(?:số\s+)?\d{{1,5}}/{_YEAR}/[a-zđ][\w-]*(?:-[a-zđ][\w-]*)*",
        r"(?:số\s+)?\d{1,5}(?:/|-)[a-zđ]{2,}(?:-[a-zđ]{2,}|/[a-zđ]{2,})+(?:\d{1,2})?",
        rf"(?:{documents})\s+(?:liên\s+tịch\s+)?(?:số|no\.?)\s*:?\s*\d{{1,5}}(?:/{_YEAR})?(?![\w/])",
        r"khoản\s+\d{1,2}(?:\s*(?:,|và)\s*\d{1,2})*\s+điều\s+\d{1,3}",
        rf"(?<!\w)(?:{articles})\s*(?:số\s+)?\d{{1,3}}[a-zđ]?(?![\w/])",
        rf"(?<!\w)(?:{_words('facility')}){naming}{{0,9}}?\s+(?:số|no\.?)\s*\d{{1,2}}(?![\w/])",
        rf"(?<!\w)(?:{_words('area')})\s+\d{{1,2}}(?![\w/])",
    )
    some = (r"(?<!\w)một\s+(?:số|phần(?!\s+(?:hai|ba|tư|\d))|bộ\s+phận\s+(?:người|nhân)\s+dân)(?!\w)",)
    return tuple(
        re.compile(rf"(?<![\d/])(?:{p})(?!\d){_people_follow()}", re.IGNORECASE) for p in (*numbers, *dates)
    ) + tuple(re.compile(p, re.IGNORECASE) for p in some)


def _without_names_and_dates(words: str) -> str:
    for pattern in _recognised():
        words = pattern.sub(f" {_GAP} ", words)
    return words


@cache
def _number_words() -> re.Pattern[str]:
    small = {row["word"] for row in read_rows("number_words.csv") if int(row["value"]) <= largest_small()}
    small_words = "|".join(re.escape(word) for word in sorted(small, key=lambda word: (-len(word), word)))
    people = _words("after")
    return re.compile(rf"(?<!\w)(?:{small_words}|{_words('count')})(?!\w)|(?<!\w)bon\s+(?:{people})(?!\w)")


@cache
def _bounds() -> re.Pattern[str]:
    """ "Fewer than five people": the number is no small one, what it says is; "năm" is the year as well as five."""
    few = rf"(?:năm|lăm|five|nam|0*{largest_small() + 1})"
    bound, people = rf"(?<!\w)(?:{_words('bound')})", rf"\s+(?:{_words('after')})(?!\w)"
    return re.compile(rf"{bound}(?:\s+[^\W\d_]+){{0,3}}?\s+{few}(?={people})|{bound}\s+{few}(?=\s*(?:[.,;:)!?]|$))")


@cache
def _said_of_staff() -> re.Pattern[str]:
    """The doctor of a commune's station is one person, named or not: what is said of people on file is said of none.

    "Cai nghiện", "người nghiện", "điều trị nghiện" are of their work.
    """
    work = "".join(
        rf"(?<!{word} )" for word in ("cai", "người", "trị", "chống", "tránh", "viên", "tượng", "giảm", "phòng", "về")
    )
    return re.compile(
        rf"(?<!\w)(?:{_words('staff')})(?:\s+[^\W\d_]+){{0,9}}?\s+{work}(?:{_words('said_of_staff')})(?!\w)"
    )


@cache
def _romans() -> re.Pattern[str]:
    """II and IV beside people; as the number of a chapter or a quarter they stay."""
    people, before = _words("after"), _words("before")
    return re.compile(
        rf"(?<!\w)(?:I{{1,3}}|IV)\s+(?i:{people})(?!\w)|(?i:(?<!\w)(?:{before}))\s*[:(=-]\s*(?:I{{1,3}}|IV)(?!\w)"
    )


def _names_people(words: str) -> bool:
    if _INITIALS.search(words):
        return True
    return _person_names().search(_places().sub(f" {_GAP} ", words)) is not None


@cache
def _places() -> re.Pattern[str]:
    """Names of places that begin as people's names or numbers do; as written, or all in capitals."""
    named = {row["word"] for row in read_rows("disclosure_words.csv") if row["kind"] == "place_name"}
    return re.compile(rf"(?<!\w)(?:{'|'.join(sorted(named | {name.upper() for name in named}))})(?!\w)")


@cache
def _person_names() -> re.Pattern[str]:
    surnames = sorted(row["word"] for row in read_rows("disclosure_words.csv") if row["kind"] == "surname")
    in_capitals = "|".join(name.upper() for name in _FREQUENT)
    return re.compile(
        rf"(?<!\w)(?i:{_words('title')})\.?\s+{_CAPITAL}(?!\w)"
        rf"|(?<!\w)(?:{'|'.join(surnames)})(?:\s+{_CAPITAL}){{1,4}}"
        rf"|(?<!\w)(?:{in_capitals})(?:\s+[{_UPPER}]+){{1,4}}(?!\w)"
    )
