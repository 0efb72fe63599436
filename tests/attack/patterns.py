"""Every pattern of the package, and texts that are the worst for it, made from how it is written."""

import ast
import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import rehab

LIB = Path(rehab.__file__).parent
AT_THE_START = frozenset({"match", "fullmatch"})
_CALLS = AT_THE_START | {"search", "split", "sub", "subn", "findall", "finditer"}
_REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")
# A repetition that goes no further than this costs a constant.
_SHORT = 200
# What strangers' texts are made of, and what patterns of labels, numbers and files look for.
_PIECES = (" ", "\n", "a", "n", "1", "0", "A", "đ", "²", "_", *".,-()[{;:*='\"\\<", "1.", "a ", " 1", "- ", "A.", "<c ")
# The longest way through values that modules hold.
_DEEPEST = 4


@dataclass(frozen=True)
class Place:
    """A pattern, where it stands, and how it is used (names of methods), as far as that can be told."""

    where: str
    pattern: "re.Pattern[Any]"
    uses: frozenset[str]


@cache
def modules() -> tuple[ModuleType, ...]:
    """All modules of the package."""
    # First, for the others that it imports are entry points, which must not be asked for half-way.
    importlib.import_module("rehab.batch.work")
    return tuple(importlib.import_module(module.name) for module in pkgutil.walk_packages(rehab.__path__, "rehab."))


@cache
def patterns() -> tuple[Place, ...]:
    """Those with a long repetition: that modules hold or their cached functions make, or written where they are used.

    Raises LookupError where a pattern is compiled in a function that gives nobody the pattern.
    """
    found: dict[tuple[str | bytes, int], Place] = {}
    uses = _uses()
    for module in modules():
        for name, value in vars(module).items():
            maker = _maker(value, module)
            for pattern in _patterns_in(maker() if maker else value, 0):
                key = (pattern.pattern, pattern.flags)
                own = uses.get(name, frozenset()) if isinstance(value, re.Pattern) else frozenset()
                found.setdefault(key, Place(f"{module.__name__}.{name}", pattern, own))
        for place in _written_in(module):
            found.setdefault((place.pattern.pattern, place.pattern.flags), place)
    return tuple(place for place in found.values() if any(True for _ in _long_repeats(place.pattern)))


def _maker(value: object, module: ModuleType) -> Callable[[], Any] | None:
    """A function of the module that takes nothing and keeps the patterns that it gives."""
    inner = getattr(value, "__wrapped__", None)
    if not callable(value) or not inspect.isfunction(inner) or inner.__module__ != module.__name__:
        return None
    told = inspect.signature(inner)
    return value if "Pattern" in str(told.return_annotation) and not told.parameters else None


def _patterns_in(value: Any, depth: int) -> Iterator["re.Pattern[Any]"]:
    if isinstance(value, re.Pattern):
        yield value
    elif depth > _DEEPEST or isinstance(value, str | bytes | ModuleType | type):
        return
    elif isinstance(value, Mapping):
        for item in value.items():
            yield from _patterns_in(item, depth)
    elif isinstance(value, tuple | list | set | frozenset):
        for own in value:
            yield from _patterns_in(own, depth + 1)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _patterns_in(getattr(value, field.name, None), depth + 1)


@cache
def _trees() -> dict[str, ast.Module]:
    return {
        module.__name__: ast.parse(Path(module.__file__ or "").read_text("utf-8"))
        for module in modules()
        if module.__file__
    }


def _uses() -> dict[str, frozenset[str]]:
    """Names of methods that are called on a name, anywhere in the package; all of them where it is passed on."""
    found: dict[str, set[str]] = {}
    for tree in _trees().values():
        called: set[int] = set()
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.attr in _CALLS:
                found.setdefault(node.value.id, set()).add(node.attr)
                called.add(id(node.value))
        for node in ast.walk(tree):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and id(node) not in called:
                found.setdefault(node.id, set()).update(_CALLS if node.id in found else ())
    return {name: frozenset(methods) for name, methods in found.items()}


def _written_in(module: ModuleType) -> Iterator[Place]:
    """Patterns that stand as plain text where they are used: `re.sub(r"…", …)`."""
    for node in ast.walk(_trees().get(module.__name__, ast.Module([], []))):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or not node.args:
            continue
        is_of_re = isinstance(node.func.value, ast.Name) and node.func.value.id == "re" and node.func.attr in _CALLS
        written = node.args[0]
        if is_of_re and isinstance(written, ast.Constant) and isinstance(written.value, str | bytes):
            where = f"{module.__name__}: {written.value!r}"
            yield Place(where, re.compile(written.value), frozenset({node.func.attr}))


@dataclass(frozen=True)
class Shape:
    """Texts of any length that look alike: a piece again and again, between a beginning and an end."""

    before: str
    piece: str
    end: str

    def of(self, length: int) -> str:
        """The one of about that length."""
        return self.before + self.piece * (length // len(self.piece)) + self.end


def worst_shapes(pattern: "re.Pattern[Any]") -> list[Shape]:
    """What a repetition takes, again and again, behind what the pattern wants to see before it; the end fits none."""
    found: dict[tuple[str, str], None] = {}
    for before, body in _long_repeats(pattern):
        one = re._compiler.compile(body, pattern.flags & ~re.DEBUG)  # type: ignore[attr-defined]
        is_text = isinstance(pattern.pattern, str)
        fitting = [piece for piece in _PIECES if one.match(piece if is_text else piece.encode())]
        for piece in (_sample(body) or " ", *fitting):
            found |= {(start, piece): None for start in ("", "x", before)}
            # Many beginnings, too, each of which may run to the end.
            found[("", before + piece)] = None
    return [Shape(before, piece, end) for before, piece in found for end in ("", "\N{BULLET}!")]


@cache
def _tree(pattern: "re.Pattern[Any]") -> Any:
    written = pattern.pattern
    known = pattern.flags if isinstance(written, str) else pattern.flags & ~re.UNICODE
    return re._parser.parse(written, known)  # type: ignore[attr-defined]


def _long_repeats(pattern: "re.Pattern[Any]") -> Iterator[tuple[str, Any]]:
    """Each repetition without a near end: the shortest text that leads to it, and what it repeats."""
    yield from _repeats_in(_tree(pattern), "")


def _repeats_in(tree: Iterable[tuple[Any, Any]], before: str) -> Iterator[tuple[str, Any]]:
    for operator, argument in tree:
        name = str(operator)
        if name in _REPEATS and argument[1] > _SHORT:
            yield before, argument[2]
        for inner in _inner(name, argument):
            yield from _repeats_in(inner, before)
        before += _sample_of(name, argument)


def _inner(name: str, argument: Any) -> list[Any]:
    if name == "BRANCH":
        return list(argument[1])
    if name in ("ASSERT", "ASSERT_NOT"):
        return [argument[1]]
    if name == "SUBPATTERN":
        return [argument[3]]
    return [argument[2]] if name in _REPEATS else []


def _sample(tree: Iterable[tuple[Any, Any]]) -> str:
    return "".join(_sample_of(str(operator), argument) for operator, argument in tree)


def _sample_of(name: str, argument: Any) -> str:
    """A short text that a step of a pattern takes."""
    if name == "LITERAL":
        return chr(argument)
    if name in ("ANY", "NOT_LITERAL"):
        return "b" if argument != ord("b") else "c"
    if name == "IN":
        return _one_of(argument)
    if name == "BRANCH":
        return _sample(argument[1][0])
    if name == "SUBPATTERN":
        return _sample(argument[3])
    if name in _REPEATS:
        return _sample(argument[2]) * max(argument[0], int(argument[1] > _SHORT))
    return ""


_CATEGORIES = {"DIGIT": r"\d", "SPACE": r"\s", "WORD": r"\w", "NOT_DIGIT": r"\D", "NOT_SPACE": r"\S", "NOT_WORD": r"\W"}


def _one_of(members: list[tuple[Any, Any]]) -> str:
    """A sign of a set, as it is parsed: letters, stretches and kinds, perhaps all others."""
    name, argument = str(members[0][0]), members[0][1]
    if name in ("LITERAL", "RANGE"):
        return chr(argument if name == "LITERAL" else argument[0])
    is_of_others = name == "NEGATE"
    written = "".join(_as_written(str(operator), own) for operator, own in members[is_of_others:])
    return _sign_of(f"[{'^' if is_of_others else ''}{written}]")


@cache
def _sign_of(taken: str) -> str:
    return next(sign for sign in ("b", "1", " ", *map(chr, range(0x2FFF))) if re.match(taken, sign))


def _as_written(name: str, argument: Any) -> str:
    if name == "LITERAL":
        return re.escape(chr(argument))
    if name == "RANGE":
        return f"{re.escape(chr(argument[0]))}-{re.escape(chr(argument[1]))}"
    return _CATEGORIES[str(argument).removeprefix("CATEGORY_")]
