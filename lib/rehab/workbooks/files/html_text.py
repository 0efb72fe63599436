"""The text of a page of HTML from its bytes, with what costs a parser too much taken out."""

import codecs
import re
import unicodedata

_HEAD_BYTES = 4096
_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w-]+)""", re.IGNORECASE)
_KNOWN_CHARSET = re.compile(r"utf-?8|windows-125\d|iso-8859-\d{1,2}|us-ascii", re.IGNORECASE)
_OLD_FONT = re.compile(r"""["':=;,\s](?:\.vn|vni-)""", re.IGNORECASE)
_BYTE_ORDER_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_STYLE_OPENED = re.compile(r"<style\b[^<>]*>\s*$", re.IGNORECASE)
_STYLE_TAG_LENGTH = 200
_VIETNAMESE = "windows-1258"


def decoded(content: bytes) -> str:
    """The page's text: by its byte order mark, by what it says of itself, as UTF-8, or as Windows for Vietnam."""
    for mark, encoding in _BYTE_ORDER_MARKS.items():
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    # Of one byte a letter, as old fonts are: a code page would change their letters.
    plain = content.decode("latin-1")
    said = _CHARSET.search(plain[:_HEAD_BYTES])
    named = said[1].lower() if said and _KNOWN_CHARSET.fullmatch(said[1]) else "utf-8"
    for encoding in (named, "utf-8"):
        if encoding.startswith(("windows", "iso")) and _OLD_FONT.search(plain):
            return plain
        try:
            return _composed(content.decode(encoding), encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return plain if _OLD_FONT.search(plain) else _composed(content.decode(_VIETNAMESE, errors="replace"), _VIETNAMESE)


def without_comments(text: str) -> str:
    """A page without comments, declarations and Office's conditions; style sheets keep what they hide in comments.

    HTMLParser stops at some of Office's, and takes time squared over comments that never end.
    """
    kept: list[str] = []
    place, last_comment_end, last_tag_end = 0, text.rfind("-->"), text.rfind(">")
    while (start := text.find("<!", place)) >= 0:
        kept.append(text[place:start])
        if not text.startswith("<!--", start):
            place = text.index(">", start) + 1 if start < last_tag_end else start + len("<!")
        elif start + len("<!--") > last_comment_end:
            place = start + len("<!--")
        else:
            end = text.index("-->", start + len("<!--"))
            if _STYLE_OPENED.search(kept[-1][-_STYLE_TAG_LENGTH:]):
                kept.append(text[start + len("<!--") : end])
            place = end + len("-->")
    return "".join([*kept, text[place:]])


def whole_tags(text: str) -> str:
    """A page without the tag it breaks off in."""
    end = text.rfind(">") + 1
    return text[:end] + text[end:].partition("<")[0]


def _composed(text: str, encoding: str) -> str:
    """Text whose tone marks stand with their letters: Windows' code page for Vietnam writes them apart."""
    return unicodedata.normalize("NFC", text) if encoding == _VIETNAMESE else text
