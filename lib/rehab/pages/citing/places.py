"""Where each source is used on the page, so that the list of sources can lead back."""

import re
from collections import defaultdict
from dataclasses import dataclass

_LINK = re.compile(r'<a class="n" href="#(?P<anchor>o-[^"]+)"')


@dataclass(frozen=True)
class Place:
    """One place of use: the id of the link there, and the name of its section."""

    anchor: str
    section: str


class Places:
    """Gives the first link to a source in each section an id, and remembers it."""

    def __init__(self) -> None:
        self._found: dict[str, list[Place]] = defaultdict(list)
        self._count = 0

    def marked(self, markup: str, section: str) -> str:
        """The section's markup with ids on the links that the sources lead back to.

        >>> places = Places()
        >>> places.marked('<a class="n" href="#o-1">5</a>', "Chín chỉ tiêu")
        '<a class="n" id="u1" href="#o-1">5</a>'
        >>> places.of("o-1")[0].section
        'Chín chỉ tiêu'
        """
        seen: set[str] = set()

        def named(found: re.Match[str]) -> str:
            anchor = found["anchor"]
            if anchor in seen:
                return found[0]
            seen.add(anchor)
            self._count += 1
            self._found[anchor].append(Place(f"u{self._count}", section))
            return f'<a class="n" id="u{self._count}" href="#{anchor}"'

        return _LINK.sub(named, markup)

    def of(self, anchor: str) -> tuple[Place, ...]:
        """Places that use a source, in the page's order."""
        return tuple(self._found.get(anchor, ()))
