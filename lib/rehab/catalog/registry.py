"""Things known by name, to which others may add: by `register`, or as entry points of a group that they install."""

from collections.abc import Callable, Iterable
from importlib.metadata import entry_points
from typing import Generic, TypeVar

from rehab.catalog.texts import LANGUAGES, text

Thing = TypeVar("Thing")


class UnknownNameError(LookupError):
    """A name that no registry knows; the message lists, in both languages, those that are known."""

    def __init__(self, group: str, name: str, known: Iterable[str]) -> None:
        self.group, self.name, self.known = group, name, tuple(known)
        super().__init__(group, name, self.known)

    def __str__(self) -> str:
        listed = ", ".join(self.known)
        what = {language: text(f"registry.{self.group.rpartition('.')[2]}", language) for language in LANGUAGES}
        said = (text("registry.unknown", own, what=what[own], name=self.name, known=listed) for own in LANGUAGES)
        return " / ".join(said)


class Registry(Generic[Thing]):
    """What is registered under a group's name, as papermill registers its engines.

    `load` gives what the suite itself knows, on first need; packages add theirs as entry points of `group`.
    """

    def __init__(self, group: str, load: Callable[[], dict[str, Thing]]) -> None:
        self._group, self._load = group, load
        self._known: dict[str, Thing] | None = None

    def _things(self) -> dict[str, Thing]:
        if self._known is None:
            self._known = dict(self._load())
            for found in entry_points(group=self._group):
                self._known.setdefault(found.name, found.load())
        return self._known

    def register(self, name: str, thing: Thing) -> None:
        """Add a thing, or put it in the place of another of that name."""
        self._things()[name] = thing

    def get(self, name: str) -> Thing:
        """The thing of a name.

        Raises UnknownNameError, which lists the names that are known.
        """
        things = self._things()
        if name not in things:
            raise UnknownNameError(self._group, name, things)
        return things[name]

    def names(self) -> tuple[str, ...]:
        """Names, in the order in which they were registered."""
        return tuple(self._things())
