"""What a finished page's lines may be broken at, and its dashes: no number parts from its unit, no compound in two."""

import re
from bisect import bisect
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from rehab.catalog.files import read_rows
from rehab.catalog.provinces_2020 import provinces_2020
from rehab.catalog.provinces_2025 import units_2025

_HELD_SPACE = "\u00a0"
# Where lines are large or narrow, so that a bad break is seen: headings, captions, the finding, tiles, the nine.
# Not the heads of columns: a printed one may be too narrow for two words held together, and parts within a word.
_PLACES = re.compile(
    r"<(?P<tag>(?:h[1-4]|caption|figcaption|summary)\b"
    r'|p(?= class="(?:lead|report|kicker|key)">)'
    r'|[uo]l(?= class="(?:tiles|tallies|shortfalls)">)'
    r'|section(?= [^<>]*class="cautions">)'
    r'|table(?= class="nine">))'
)
# What is not text of the page; words of a workbook and names of the catalogue, which stay as others look for them.
_RAW = re.compile(r"<(?P<tag>style|script|svg|pre|code|blockquote)\b")
_QUOTED = re.compile(r'class="[^"]*\b(?:quoted|label)\b')
_YEARS = re.compile(r"(?<![\w/.-])((?:19|20)\d\d)-(?=(?:19|20)\d\d(?!\w|[/.-]\w))")
_WORD = re.compile(r"\w+(?:[.,/]\w+)*%?")
_ANY_NUMBER = "#"
_DASHES = (" - ", " – ")

# What may follow a word and belongs to it.
Tails = dict[str, tuple[tuple[str, ...], ...]]


def typeset(page: str, language: str) -> str:
    """A page with no-break spaces where its headings, captions and tables must not part, and en dashes between years.

    Words of a workbook, pictures, attributes and what is outside the body stay byte by byte.

    >>> typeset('<body><h2>Chín chỉ tiêu</h2><p class="lead">Đạt 3 trong <b>9</b> chỉ tiêu 2016-2020.</p>', "vi")
    '<body><h2>Chín chỉ\\xa0tiêu</h2><p class="lead">Đạt 3\\xa0trong\\xa0<b>9</b>\\xa0chỉ\\xa0tiêu\\xa02016–2020.</p>'
    """
    head, begins, body = page.partition("<body")
    tails = _tails(language)
    body = dashed(body)
    written, at = [head, begins], 0
    for start, end in _elements(body, _PLACES):
        written += [body[at:start], _held(body[start:end], tails)]
        at = end
    return "".join(written) + body[at:]


def dashed(body: str) -> str:
    """Words of the suite, or markup with them, with an en dash between two years.

    >>> dashed("2016-2020"), dashed('<a href="#2016-2020" class="quoted">2016-2020</a>')
    ('2016–2020', '<a href="#2016-2020" class="quoted">2016-2020</a>')
    """
    raw = list(_elements(body, _RAW))
    written, at = [], 0
    for found in _YEARS.finditer(body):
        tag = body.rfind("<", 0, found.start())
        closed = body.find(">", tag)
        is_text = closed < found.start() and not _QUOTED.search(body, tag, closed)
        last = bisect(raw, (found.start(),)) - 1
        if is_text and not (last >= 0 and found.start() < raw[last][1]):
            written += [body[at : found.start()], found[1], "–"]
            at = found.end()
    return "".join(written) + body[at:]


def _elements(body: str, opens: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Where the elements that a pattern opens are, up to their first closing tag; one in another is part of it.

    Takes time in proportion to the page, also where tags are never closed: a notebook of one's own may hold anything.

    >>> list(_elements("<p>a</p><h2>b</h2><h2>c", _PLACES))
    [(8, 18)]
    """
    at, unclosed = 0, set[str]()
    for found in opens.finditer(body):
        closing = f"</{found['tag']}>"
        if found.start() < at or closing in unclosed:
            continue
        end = body.find(closing, found.end())
        if end < 0:
            unclosed.add(closing)
            continue
        at = end + len(closing)
        yield found.start(), at


def _held(markup: str, tails: Tails) -> str:
    """One place's markup; a number and its unit are held together also where one of them is a link.

    Whose page it is begins the first line, which is never broken there: it stays as others look for it.
    """
    if markup.startswith("<h1>") and ": " in markup:
        whose, colon, rest = markup.partition(": ")
        return whose + colon + _held(rest, tails)
    texts = list(_texts(markup))
    plain = "".join(markup[start:end] if is_ours else "\0" for start, end, is_ours in texts)
    spaces = set(_spaces(plain, tails))
    if not spaces:
        return markup
    written, at, before = [], 0, 0
    for start, end, is_ours in texts:
        written.append(markup[at:start])
        length = end - start if is_ours else 1
        said = list(markup[start:end])
        # A space alone between two tags stands between two blocks, as a figure's and that of whose word it is.
        for n in range(length if is_ours and length > 1 else 0):
            if before + n in spaces:
                said[n] = _HELD_SPACE
        written += said
        at, before = end, before + length
    return "".join([*written, markup[at:]])


def _texts(markup: str) -> Iterator[tuple[int, int, bool]]:
    """Where the texts between tags are; false for words of a workbook."""
    at, is_ours = 0, True
    while (start := markup.find("<", at)) >= 0 and (end := markup.find(">", start)) >= 0:
        if at < start:
            yield at, start, is_ours
        at, is_ours = end + 1, not _QUOTED.search(markup, start, end)
    if at < len(markup):
        yield at, len(markup), is_ours


def _spaces(plain: str, tails: Tails) -> Iterator[int]:
    """Places of the spaces at which a line may not be broken."""
    found = list(_WORD.finditer(plain))
    words = [_ANY_NUMBER if each[0][0].isdigit() else each[0].lower() for each in found]
    gaps = [plain[one.end() : other.start()] for one, other in pairwise(found)]
    for n, gap in enumerate(gaps):
        if gap in _DASHES or (gap == " " and words[n] == _ANY_NUMBER):
            yield found[n].end()
        if gap == " " and words[n] in tails:
            for tail in tails[words[n]]:
                last = n + len(tail)
                if tuple(words[n + 1 : last + 1]) == tail and all(each == " " for each in gaps[n:last]):
                    yield from (each.end() for each in found[n:last])


@cache
def _tails(language: str) -> Tails:
    """What is held together in a language: words of the catalogue, with `#` for a number, and names of provinces."""
    names = (_name(each, language) for each in (*provinces_2020().values(), *units_2025().values()))
    told = [row["words"] for row in read_rows("held_together.csv") if row["language"] == language]
    tails: dict[str, set[tuple[str, ...]]] = {}
    for words in (*told, *(part for name in names for part in name.split(" - "))):
        first, *rest = words.lower().split()
        if rest:
            tails.setdefault(first, set()).add(tuple(rest))
    return {first: tuple(sorted(rest)) for first, rest in tails.items()}


def _name(unit: object, language: str) -> str:
    return str(getattr(unit, "name_short" if language == "vi" else "name_en"))
