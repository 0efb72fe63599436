"""Calls at the bench typed wrong: one sentence with the call as it is typed, in place of Python's own."""

from collections.abc import Callable
from functools import wraps
from inspect import signature
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from rehab.catalog.texts import text
from rehab.explore.errors import BenchError


class Speaks(Protocol):
    """What a sentence about a call needs to know: the language opened."""

    @property
    def language(self) -> str: ...


S = TypeVar("S", bound=Speaks)
P = ParamSpec("P")
T = TypeVar("T")


def typed_as(example: str) -> Callable[[Callable[Concatenate[S, P], T]], Callable[Concatenate[S, P], T]]:
    """Decorator of a method: where arguments lack or are none of its own, a BenchError shows the `example`.

    >>> class Bench:
    ...     language = "en"
    ...
    ...     @typed_as('.search("hồ sơ")')
    ...     def search(self, words: str) -> str:
    ...         return words
    >>> Bench().search("a")
    'a'
    >>> Bench().search(word="a")
    Traceback (most recent call last):
    rehab.explore.errors.BenchError: Type it so: .search("hồ sơ")
    """

    def around(method: Callable[Concatenate[S, P], T]) -> Callable[Concatenate[S, P], T]:
        own = signature(method)

        @wraps(method)
        def called(self: S, *args: Any, **kwargs: Any) -> T:
            try:
                own.bind(self, *args, **kwargs)
            except TypeError:
                raise BenchError(text("explore.typed_as", self.language, example=example)) from None
            return method(self, *args, **kwargs)

        return called

    return around
