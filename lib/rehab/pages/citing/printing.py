"""What happens when a template prints a phrase: it becomes markup, and the cells it cites are written down."""

from dataclasses import dataclass, field

from markupsafe import Markup, escape

from rehab.pages.citing.phrases import Citation, Phrase, Run

_LETTERS = 2


@dataclass(frozen=True)
class Use:
    """A cell cited by a section; `at` is the id of the first figure there that cites it."""

    at: str
    citation: Citation


@dataclass
class Printer:
    """Prints the phrases of one section and keeps what they cite, in the order of the print.

    Ids of places of use begin with the first letters of the section's name: every section of a page has its own, and
    each is as short as can be, for a page has hundreds.
    """

    section: str
    language: str
    _uses: dict[str, Use] = field(default_factory=dict)

    @property
    def uses(self) -> tuple[Use, ...]:
        """The cells cited so far."""
        return tuple(self._uses.values())

    def print(self, phrase: Phrase) -> Markup:
        """The markup of a phrase."""
        pieces = (self._run(piece) if isinstance(piece, Run) else escape(piece) for piece in phrase.pieces)
        # Each piece is markup by now: `Markup.join` and `Markup.format` would look again, and take a tenth of a page.
        return Markup("".join(pieces))

    def _run(self, run: Run) -> str:
        look, shown = escape(run.look), escape(run.shown)
        if run.cites:
            return self._cited(look, shown, run.cites)
        if run.leads_to:
            return f'<a class="{look}" href="#{escape(run.leads_to)}">{shown}</a>'
        if run.is_quoted and self.language != "vi":
            return f'<span class="{look}" lang="vi">{shown}</span>'
        return f'<span class="{look}">{shown}</span>' if run.look else shown

    def _cited(self, look: str, shown: str, citation: Citation) -> str:
        """A link to the cell's row in the list of sources; the first one of the section can be led back to."""
        key = escape(citation.key)
        if citation.key in self._uses:
            return f'<a class="{look}" href="#{key}">{shown}</a>'
        at = f"{self.section[:_LETTERS]}{len(self._uses) + 1}"
        self._uses[citation.key] = Use(at, citation)
        return f'<a class="{look}" id="{escape(at)}" href="#{key}">{shown}</a>'
