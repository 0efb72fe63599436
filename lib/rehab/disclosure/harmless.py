"""Whether every word of a sentence is known to be harmless: the half of quoting by permission that is about people.

A name is a word that nobody has listed, whatever its people, spelling or case: so it is not looked for; what is let
through is.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from rehab.catalog.files import read_rows
from rehab.catalog.folding import clean
from rehab.disclosure.vocabulary import (
    ABBREVIATION,
    BEFORE_NUMBER,
    BODY,
    CODE,
    COUNTED,
    ENGLISH,
    NUMERAL,
    OFFICE,
    Unit,
    listed,
    place_names,
    province_names,
    units,
)
from rehab.workbooks.headings.people import withhold

# Letters of Vietnamese in one piece, digits, and the punctuation of ordinary sentences.
_VOWELS = "aăâeêioôơuưy"
_TONES = "\N{COMBINING GRAVE ACCENT}\N{COMBINING ACUTE ACCENT}\N{COMBINING HOOK ABOVE}\N{COMBINING TILDE}" + (
    "\N{COMBINING DOT BELOW}"
)
_TONED = "".join(unicodedata.normalize("NFC", vowel + tone) for vowel in _VOWELS for tone in _TONES)
_SMALL = f"abcdefghijklmnopqrstuvwxyzđ{_VOWELS}{_TONED}"
_UPPER = _SMALL.upper()
_LETTERS = frozenset(_SMALL + _UPPER)
_SIGNS = frozenset('0123456789 \t\n\N{NO-BREAK SPACE}.,;:()%/-–—"“”‘…+*&!?<>≥≤')
_PROVINCE, _DISTRICT = "\N{PILCROW SIGN}", "\N{SECTION SIGN}"
_LETTER = f"[{''.join(sorted(_LETTERS))}]"
_CODES = rf"{_LETTER}+\d{{0,2}}(?:[-/]{_LETTER}+\d{{0,2}})*"
_TOKEN = re.compile(
    rf"(?P<document>(?:MẪU[-\s])?\d{{1,5}}(?:/(?:19|20)\d\d)?[-/](?P<codes>{_CODES})|(?P<bare>{_LETTER}+(?:[-/]{_LETTER}+)+))"
    rf"|(?P<number>\d+(?:[.,/-]\d+)*)|(?P<unit>(?<=\d)\s?(?:k?m2|ha|km)(?!\w))|(?P<word>{_LETTER}+)|(?P<place>[{_PROVINCE}{_DISTRICT}])"
    r"|(?P<other>\S)"
)
# Codes without a number, and as short as initials, are a person's.
_LONGEST_INITIALS = 2
# Signs behind which a clause may begin, with a capital.
_OPENING = frozenset('.:;()!?"“*+-–—')
_ROMAN = re.compile(r"(?:I{1,3}|IV|VI{0,3}|IX|X)")
# A house, lane or small settlement with its number leads to few people.
_ADDRESS = re.compile(
    r"(?<!\w)(?:tổ|đội|thôn|ấp|khóm|khu phố|tổ dân phố|xóm|ngõ|ngách|hẻm|đường|phố|số nhà)\s+(?:số\s+)?\d", re.I
)
_PERSON = re.compile(
    r"(?<!\w)(?:người|học viên|đối tượng|bệnh nhân|cán bộ|hộ|gia đình|trường hợp|bác sĩ|giáo viên)(?!\w)", re.I
)
# Years in which people who are counted were born, standing alone; a facility may have been set up in one.
_BIRTH_YEAR = re.compile(r"(?<![\d/.,-])(?<!thành lập năm )(?<!từ năm )19\d\d(?![\d/.,-]|\s+(?:người|lượt))", re.I)
# Numbers that go on and on are a telephone's or a paper's.
_LONG = re.compile(r"(?<![\d.,/])0\d\d|\d{8}|(?:(?<!\d)\d{1,4}[ .-]){3}\d{1,4}(?!\d)")
_YEARS = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
# What is said of one person, or of a servant's own crime, in words that are harmless each.
_PEOPLE = "người|học viên|đối tượng|bệnh nhân|trường hợp|cán bộ"
_SERVANTS = "cán bộ|nhân viên|viên chức|công chức|chuyên viên|bảo vệ|bác sĩ|y sĩ|điều dưỡng|giáo viên|công an"
_BODIES = (
    "Công an|Ủy ban|Uỷ ban|Cơ sở|Trung tâm|Hội đồng|Hội|Đoàn|Bệnh viện|Ban|Chi cục|Tòa án"
    r"|(?:Sở|Trạm|Phòng|Đội|Tổ|Bộ|Cục)(?=\s+(?!được|bị|đã|đang|chưa|không|có|là|vẫn|sẽ))"
)
_OFFENCE = (
    r"(?:(?<!người )sử dụng (?:trái phép )?(?:các )?(?:chất )?ma t|(?:đưa|lấy|bán|mua) (?:chất )?ma t"
    r"|(?:nhận|lấy) (?:tiền|quà))"
)
_OF_ONE = (
    re.compile(
        rf"(?<!số )(?<!các )(?<!những )(?<!\w)(?:{_PEOPLE})\s+(?:cuối cùng|còn lại|đầu tiên|trên(?!\s+địa))", re.I
    ),
    re.compile(rf"(?<!\w)(?:{_SERVANTS})(?!\w)" + r".{0,200}?" + _OFFENCE, re.I),
    # A word with a capital behind people is their name, unless it begins that of a body.
    re.compile(rf"(?<!\w)(?i:{_PEOPLE}|người \w+|{_SERVANTS})\s+(?!(?:{_BODIES})(?!\w))[{_UPPER}][{_SMALL}]"),
    re.compile(
        r"^\W*(?:học|tăng|từ|lại|cần|như|đạt|hiểu|biết|đủ|giao|chọn|dựng|kể|hàng|tiền|lớn|bước)\s+(?:được|bị|đã|đang|chưa|không|có|là|và|vẫn|sẽ)(?!\w)",
        re.I,
    ),
)
# Words between a name and what happened to its bearer.
_MEANWHILE = r"(?:(?:đã|đang|chưa|không|vẫn|sẽ|lại|mới|từng)\s+)*"
_LEVELS = frozenset(("tỉnh", "huyện", "quận", "xã", "phố", "tp", "tx"))
_NAME_WORDS = 2
_NUMBERED = frozenset(("quý", "chương", "mục", "phần", "lục", "loại", "nhóm"))
_CITY = frozenset(("TP", "Tp", "TX"))
_TOWARDS = frozenset(("tại", "ở", "từ", "đến", "về", "sang"))
_BETWEEN = frozenset(("và", "hoặc", "hay", "với", "đến"))


@dataclass(frozen=True)
class _Token:
    """A word, number, code or place of a sentence; `opens` where it begins a clause, `apart` where a sign precedes."""

    text: str
    kind: str
    opens: bool
    apart: bool


def every_word_is_harmless(words: str) -> bool:
    """True where a sentence holds nothing but what is known to be harmless: no name, address or link.

    >>> every_word_is_harmless("Cơ sở cai nghiện đang sửa chữa"), every_word_is_harmless("mai trốn khỏi cơ sở")
    (True, False)
    """
    composed = unicodedata.normalize("NFC", words).replace("\u00d0", "Đ").replace("TB&XH", "TBXH")
    if _is_contact(composed) or withhold(composed)[1]:
        return False
    if not any(letter.isalpha() for letter in composed):
        return True
    if composed in province_names():
        return True
    left = place_names().sub(lambda found: _PROVINCE if found[0] in province_names() else _DISTRICT, composed)
    if any(sign not in _LETTERS and sign not in _SIGNS and sign not in (_PROVINCE, _DISTRICT) for sign in left):
        return False
    if _leads_to_few(composed) or _speaks_of_one(composed):
        return False
    tokens = _tokens(clean(left))
    in_capitals = composed.upper() == composed
    return _are_known(tokens, in_capitals) or _are_english(tokens)


def _is_contact(words: str) -> bool:
    return _LONG.search(_YEARS.sub("y", words)) is not None


def _leads_to_few(words: str) -> bool:
    addresses = _ADDRESS.findall(words)
    return (
        _BIRTH_YEAR.search(words) is not None
        or len(addresses) > 1
        or (bool(addresses) and (_PERSON.search(words) is not None or addresses[0].lower().startswith("tổ ")))
    )


def _tokens(words: str) -> list[_Token]:
    found: list[_Token] = []
    opens = apart = True
    for match in _TOKEN.finditer(words):
        kind = str(match.lastgroup if match.lastgroup not in ("codes", "bare") else "document")
        own = match[0].strip()
        if kind == "document" and not _is_document(match):
            # Words with a dash or a stroke between them.
            for piece in re.findall(rf"{_LETTER}+|\d+", own):
                found.append(_Token(piece, "number" if piece[0].isdigit() else "word", opens, apart))
                opens, apart = False, True
            continue
        if kind == "other":
            opens, apart = own in _OPENING or (opens and own in ",/"), True
            continue
        found.append(_Token(own, kind, opens, apart))
        opens = apart = False
    return found


def _is_document(match: re.Match[str]) -> bool:
    """A document's number with the codes of those who issued it, or such codes alone ("BC-SLĐTBXH")."""
    codes = re.split("[-/]", match["codes"] or match["bare"])
    if match["bare"] and max(map(len, codes)) <= _LONGEST_INITIALS:
        return match["bare"] in listed(ABBREVIATION)
    return all(code in listed(CODE) or (bool(match["bare"]) and code in listed(ABBREVIATION)) for code in codes)


def _are_known(tokens: list[_Token], in_capitals: bool) -> bool:
    """Whether the tokens can be cut into known units, from the first to the last."""
    reached = {0}
    for place in range(len(tokens)):
        if place in reached:
            reached |= {place + size for size in _sizes(tokens, place, in_capitals)}
    return len(tokens) in reached


def _sizes(tokens: list[_Token], place: int, in_capitals: bool) -> set[int]:
    """How many tokens from `place` on make a known unit, whichever do."""
    token = tokens[place]
    if token.kind in ("number", "document", "unit"):
        return {1}
    if token.kind == "place":
        return {1} if _is_introduced(tokens, place) else set()
    before, after = tokens[place - 1] if place else None, tokens[place + 1] if place + 1 < len(tokens) else None
    # A letter alone is a person's; as a number it stands behind what is numbered, as TP before a city.
    if _ROMAN.fullmatch(token.text) and before is not None and before.text.lower() in _NUMBERED:
        return {1}
    if token.text in listed(ABBREVIATION) or (token.text in _CITY and after is not None and after.kind == "place"):
        return {1}
    own = units().get(token.text.lower(), ())
    return {len(unit.words) for unit in own if _fits(unit, tokens, place, in_capitals)}


def _fits(unit: Unit, tokens: list[_Token], place: int, in_capitals: bool) -> bool:
    size = len(unit.words)
    own = tokens[place : place + size]
    if tuple(token.text.lower() for token in own) != unit.words or any(token.apart for token in own[1:]):
        return False
    if unit.kind == NUMERAL:
        return _counts(tokens, place)
    if unit.kind == BEFORE_NUMBER and not (place + 1 < len(tokens) and _is_number(tokens[place + 1])):
        return False
    if in_capitals:
        return True
    if unit.kind == BODY:
        return not _may_be_a_name(own) or _is_of_a_body(tokens, place, place + size)
    small = [token.text == token.text.lower() or token.text in listed(ABBREVIATION) for token in own]
    # Words with capitals amid a sentence may be a name: "học viên Thành lập hồ sơ".
    return all(small[1:]) and (small[0] or own[0].opens or unit.kind == OFFICE)


def _speaks_of_one(words: str) -> bool:
    return any(pattern.search(words) for pattern in (*_OF_ONE, _name_of_words()))


@cache
def _name_of_words() -> re.Pattern[str]:
    """Two words that are a name as well ("văn hóa", "an ninh") where what is said is said of one person."""
    names, said = ("|".join(map(re.escape, sorted(_told(kind)))) for kind in ("name_like", "of_person"))
    return re.compile(
        rf"(?:^|[.,;:!?(/–-]\s*|(?:{_PEOPLE}|nghiện)\s+|\bvà\s+)(?:{names})\s+{_MEANWHILE}(?:{said})(?!\w)", re.I
    )


@cache
def _told(kind: str) -> frozenset[str]:
    return frozenset(row["word"] for row in read_rows("disclosure_words.csv") if row["kind"] == kind)


def _may_be_a_name(own: list[_Token]) -> bool:
    """True for two words with a capital each, as people are called, unless only an institution is."""
    said = " ".join(token.text.lower() for token in own)
    are_capitals = all(token.text[:1].isupper() for token in own)
    return len(own) == _NAME_WORDS and are_capitals and said not in _told("institution")


def _is_of_a_body(tokens: list[_Token], start: int, end: int) -> bool:
    """True where words with capitals go on, to either side, with more of a body's name, or with a document's number."""
    before = tokens[start - 1].text if start else ""
    if before.lower() in _BETWEEN and start > 1:
        before = tokens[start - 2].text
    after = tokens[end] if end < len(tokens) else None
    goes_on = after is not None and (after.kind in ("number", "document") or after.text[:1].isupper())
    goes_on = goes_on or (after is not None and after.text.lower() == "số")
    return before[:1].isupper() or goes_on


def _counts(tokens: list[_Token], place: int) -> bool:
    """True for number words with what they count, or with a number ("năm 2019") behind them."""
    end = place
    while end < min(len(tokens), place + 4) and any(
        u.kind == NUMERAL for u in units().get(tokens[end].text.lower(), ())
    ):
        end += 1
    if end == place + 1 and end < len(tokens) and tokens[place].text.lower() == "năm" and _is_number(tokens[end]):
        return True
    after = " ".join(token.text.lower() for token in tokens[end : end + 2])
    return end - place <= 3 and any(re.match(rf"{re.escape(noun)}(?!\w)", after) for noun in listed(COUNTED))


def _is_number(token: _Token) -> bool:
    return token.kind == "number" or _ROMAN.fullmatch(token.text) is not None


def _is_introduced(tokens: list[_Token], place: int) -> bool:
    """A place's name is known where the word for its level, or another place, stands before it.

    Many a district is called as people are ("Hoàng Mai", "Lê Chân"), and some provinces are.
    """
    before = tokens[max(0, place - 2) : place]
    if not before:
        return False
    last = before[-1]
    if last.kind == "place" or last.text.lower() in _LEVELS:
        return True
    if tokens[place].text == _PROVINCE:
        # "tại Bình Phước"; "Xã 5, Bình Phước".
        numbered = last.kind == "number" and any(t.text.lower() in _LEVELS for t in tokens[max(0, place - 4) : place])
        if last.text.lower() in _TOWARDS or (numbered and tokens[place].apart):
            return True
    return len(before) == 2 and last.text.lower() in _BETWEEN and before[0].kind == "place"


def _are_english(tokens: list[_Token]) -> bool:
    words = [token for token in tokens if token.kind == "word"]
    return bool(words) and all(
        token.text.lower() in listed(ENGLISH) or token.text in listed(ABBREVIATION) for token in words
    )
