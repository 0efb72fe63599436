"""Words for a page: stretches of text, each with its look, the place it leads to and the cell it cites.

They become markup only where a template prints them (`rehab.pages.citing.printing`), so that a figure which is made
and not printed is no source, and nobody has to look for figures in finished markup.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from string import Formatter

from markupsafe import Markup

from rehab.catalog.texts import word_of


@dataclass(frozen=True)
class Citation:
    """A cell that a printed figure came from, as the list of sources tells it; `key` is its id there."""

    key: str
    label: str
    shown: str
    period: str
    file: str
    sheet: str
    cell: str
    raw: str
    corrected: bool


@dataclass(frozen=True)
class Run:
    """A stretch of text of one look (classes of the style sheet; empty for plain text).

    It may lead to a place of the page (`leads_to`, an id) or cite a cell, never both. `is_quoted`: words of the
    workbook, in the province's language whatever the page's.
    """

    shown: str
    look: str = ""
    leads_to: str = ""
    cites: Citation | None = None
    is_quoted: bool = False


@dataclass(frozen=True)
class Phrase:
    """Runs of text, and tags between them; false where there is nothing to print."""

    pieces: tuple[Run | Markup, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.pieces)

    @property
    def plain(self) -> str:
        """The text alone, as a picture prints it.

        >>> fill("{a} < {b}", a="1", b=Run("2", "n")).plain
        '1 < 2'
        """
        return "".join(piece.shown for piece in self.pieces if isinstance(piece, Run))

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The cells it cites, in order."""
        return tuple(piece.cites for piece in self.pieces if isinstance(piece, Run) and piece.cites)

    def __html__(self) -> str:
        # Markup made here would have lost its citations before anything was printed.
        raise TypeError("a phrase is put into others with fill() or join(), and printed by a template as it is")


NOTHING = Phrase()


def phrase(said: object) -> Phrase:
    """A phrase of anything: a phrase itself, a run, tags (`Markup`), or plain text.

    >>> phrase("a"), phrase("") == NOTHING
    (Phrase(pieces=(Run(shown='a', look='', leads_to='', cites=None, is_quoted=False),)), True)
    """
    if isinstance(said, Phrase):
        return said
    if isinstance(said, Run | Markup):
        return Phrase((said,))
    return Phrase((Run(str(said)),)) if said != "" else NOTHING


@lru_cache(maxsize=1024)
def _parsed(template: str) -> tuple[tuple[str, str | None, str], ...]:
    return tuple((literal, name, spec or "") for literal, name, spec, _ in Formatter().parse(template))


def fill(template: str, *placed: object, **named: object) -> Phrase:
    """A catalogue text with phrases in its placeholders; `{}` takes the next of `placed`.

    `{count:file|files}` is the word that goes with a number.

    Raises KeyError for a placeholder without a value.

    >>> fill("{}: {name}", 1, name="a").plain
    '1: a'
    >>> fill("{n} {n:file|files}", n=phrase(1)).plain, fill("{n} {n:file|files}", n=2).plain
    ('1 file', '2 files')
    """
    pieces: list[Run | Markup] = []
    following = iter(placed)
    for literal, name, forms in _parsed(template):
        if literal:
            pieces.append(Run(literal))
        if name is not None:
            said = phrase(named[name] if name else next(following))
            pieces += [Run(word_of(forms, said.plain))] if forms else said.pieces
    return Phrase(tuple(pieces))


def join(phrases: Iterable[Phrase], separator: str = "; ") -> Phrase:
    """Phrases joined by a plain separator.

    >>> join([phrase("a"), phrase("b")]).plain
    'a; b'
    """
    pieces: list[Run | Markup] = []
    for number, each in enumerate(phrases):
        pieces += [Run(separator), *each.pieces] if number else each.pieces
    return Phrase(tuple(pieces))
