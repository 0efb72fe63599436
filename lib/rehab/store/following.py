"""How long work on many things is followed, by whoever shows a person how far it is."""

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol, TypeVar

Thing = TypeVar("Thing")


class Follow(Protocol):
    """Goes through things and shows how far it is; `what` is a text of `progress`, `named` calls a thing by name."""

    def __call__(self, what: str, things: Sequence[Thing], named: Callable[[Thing], str]) -> Iterable[Thing]:
        """The things themselves, in their order."""


def unfollowed(what: str, things: Sequence[Thing], named: Callable[[Thing], str]) -> Iterable[Thing]:
    """Nobody watches.

    >>> list(unfollowed("reading", ["a.xlsx"], str))
    ['a.xlsx']
    """
    return things
