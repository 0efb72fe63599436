"""What is wrong with a settings file, in words of two languages: the libraries that find it speak English only."""

import re
from collections.abc import Callable
from typing import Any

# How parsers of TOML and CSV end: "(at line 1, column 9)", "(at end of document)".
_AT = re.compile(r"\(at line (\d+), column (\d+)\)")
_MOST = 12
_KINDS = {
    "string": ("chữ trong dấu ngoặc kép", "a text in quotation marks"),
    "number": ("số", "a number"),
    "boolean": ("true hoặc false", "true or false"),
    "array": ("danh sách [ … ], hoặc nhiều mục [[ … ]]", "a list [ … ], or entries [[ … ]]"),
    "object": ("mục có tên = giá trị", "an entry of name = value"),
}


def place_in_words(cause: ValueError) -> tuple[str, str]:
    """Where and why a file could not be parsed, as far as that can be said without its parser's words.

    >>> place_in_words(ValueError("Expected ']]' (at line 1, column 9)"))
    ('sai ở dòng 1, cột 9', 'wrong at line 1, column 9')
    >>> place_in_words(ValueError("Unclosed array (at end of document)"))[0]
    'còn dở ở cuối tệp'
    """
    if isinstance(cause, UnicodeDecodeError):
        return "không ghi bằng UTF-8; lưu lại dạng UTF-8", "not in UTF-8; save it as UTF-8"
    if at := _AT.search(str(cause)):
        return f"sai ở dòng {at[1]}, cột {at[2]}", f"wrong at line {at[1]}, column {at[2]}"
    if "end of document" in str(cause):
        return "còn dở ở cuối tệp", "unfinished at the end of the file"
    return "có giá trị không đọc được", "it has a value that cannot be read"


def problem_in_words(problem: Any) -> tuple[str, str]:
    """What a schema finds wrong with an entry (`jsonschema.ValidationError`), and what would be right."""
    say = _SAID.get(problem.validator, _unfit)
    return say(problem)


def _extra(problem: Any) -> tuple[str, str]:
    known = list(problem.schema.get("properties", {}))
    extra = ", ".join(f"“{name}”" for name in problem.instance if name not in known)
    allowed = ", ".join(known)
    return f"không nhận {extra}; chỉ nhận: {allowed}", f"takes no {extra}; it takes: {allowed}"


def _lacking(problem: Any) -> tuple[str, str]:
    lacking = ", ".join(f"“{name}”" for name in problem.validator_value if name not in problem.instance)
    return f"thiếu {lacking}; thêm vào", f"lacks {lacking}; add it"


def _kind(problem: Any) -> tuple[str, str]:
    wanted = problem.validator_value
    kinds = [_KINDS.get(name, (name, name)) for name in ([wanted] if isinstance(wanted, str) else wanted)]
    shown = _shown(problem.instance)
    vi, en = (word.join(kind[language] for kind in kinds) for language, word in enumerate((" hoặc ", " or ")))
    return f"phải là {vi}, không phải {shown}", f"must be {en}, not {shown}"


def _choice(problem: Any) -> tuple[str, str]:
    known, shown = [str(name) for name in problem.validator_value], _shown(problem.instance)
    if str(problem.instance) in known:
        vi, en = _KINDS["string"]
        return f"{shown} phải là {vi}", f"{shown} must be {en}"
    allowed = ", ".join(known[:_MOST]) + (", …" if len(known) > _MOST else "")
    return f"không nhận {shown}; chọn trong: {allowed}", f"does not take {shown}; choose from: {allowed}"


def _unfit(problem: Any) -> tuple[str, str]:
    shown = _shown(problem.instance)
    return f"{shown} không dùng được ở đây; sửa lại", f"{shown} cannot be used here; mend it"


def _shown(value: object) -> str:
    text = str(value)
    return f"“{text[:60]}…”" if len(text) > 60 else f"“{text}”"


_SAID: dict[str, Callable[[Any], tuple[str, str]]] = {
    "additionalProperties": _extra,
    "required": _lacking,
    "type": _kind,
    "enum": _choice,
}
