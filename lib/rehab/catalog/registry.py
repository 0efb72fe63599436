"""Things known by name, to which others may add: by `register`, or as entry points of a group that they install."""

from collections.abc import Callable, Iterable
from importlib.metadata import EntryPoint, entry_points
from typing import Generic, TypeVar

from rehab.catalog.texts import LANGUAGES, text

Thing = TypeVar("Thing")


class RegistryError(LookupError):
    """A thing of a registry cannot be had; the message says, in both languages, why and what to do."""


class UnknownNameError(RegistryError):
    """A name that no registry knows; the message lists, in both languages, those that are known."""

    def __init__(self, group: str, name: str, known: Iterable[str]) -> None:
        self.group, self.name, self.known = group, name, tuple(known)
        super().__init__(group, name, self.known)

    def __str__(self) -> str:
        return _both("unknown", self.group, name=self.name, known=", ".join(self.known))


class BrokenEntryError(RegistryError):
    """What another package has installed under a name cannot be used."""

    def __init__(self, group: str, name: str, why: str) -> None:
        self.group, self.name, self.why = group, name, why
        super().__init__(group, name, why)

    def __str__(self) -> str:
        return _both("broken", self.group, name=self.name, why=self.why)


def _both(key: str, group: str, **values: str) -> str:
    what = {language: text(f"registry.{group.rpartition('.')[2]}", language) for language in LANGUAGES}
    return " / ".join(text(f"registry.{key}", own, what=what[own], **values) for own in LANGUAGES)


class Registry(Generic[Thing]):
    """What is registered under a group's name, as papermill registers its engines.

    `load` gives what the suite itself knows, on first need; packages add theirs as entry points of `group`,
    if `fault_of` finds nothing wrong with them beside those that are known.
    """

    def __init__(
        self,
        group: str,
        load: Callable[[], dict[str, Thing]],
        fault_of: Callable[[Thing, Iterable[Thing]], str] = lambda _thing, _known: "",
    ) -> None:
        self._group, self._load, self._fault_of = group, load, fault_of
        self._known: dict[str, Thing] | None = None

    def _things(self) -> dict[str, Thing]:
        if self._known is None:
            known = dict(self._load())
            for found in entry_points(group=self._group):
                if found.name not in known:
                    known[found.name] = self._loaded(found, known)
            self._known = known
        return self._known

    def _loaded(self, found: EntryPoint, known: dict[str, Thing]) -> Thing:
        try:
            thing: Thing = found.load()
        except (ImportError, AttributeError, SyntaxError) as error:
            raise BrokenEntryError(self._group, found.name, f"{type(error).__name__}: {error}") from error
        if why := self._fault_of(thing, known.values()):
            raise BrokenEntryError(self._group, found.name, why)
        return thing

    def register(self, name: str, thing: Thing) -> None:
        """Add a thing, or put it in the place of another of that name."""
        self._things()[name] = thing

    def get(self, name: str) -> Thing:
        """The thing of a name.

        Raises UnknownNameError, which lists the names that are known; BrokenEntryError.
        """
        things = self._things()
        if name not in things:
            raise UnknownNameError(self._group, name, things)
        return things[name]

    def names(self) -> tuple[str, ...]:
        """Names, in the order in which they were registered."""
        return tuple(self._things())
