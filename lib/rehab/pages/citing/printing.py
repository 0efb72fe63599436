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
        return Markup("").join(self._run(piece) if isinstance(piece, Run) else piece for piece in phrase.pieces)

    def _run(self, run: Run) -> Markup:
        if run.cites:
            return self._cited(run, run.cites)
        if run.leads_to:
            return Markup('<a class="{}" href="#{}">{}</a>').format(run.look, run.leads_to, run.shown)
        if run.is_quoted and self.language != "vi":
            return Markup('<span class="{}" lang="vi">{}</span>').format(run.look, run.shown)
        return Markup('<span class="{}">{}</span>').format(run.look, run.shown) if run.look else escape(run.shown)

    def _cited(self, run: Run, citation: Citation) -> Markup:
        """A link to the cell's row in the list of sources; the first one of the section can be led back to."""
        if citation.key in self._uses:
            return Markup('<a class="{}" href="#{}">{}</a>').format(run.look, citation.key, run.shown)
        at = f"{self.section[:_LETTERS]}{len(self._uses) + 1}"
        self._uses[citation.key] = Use(at, citation)
        return Markup('<a class="{}" id="{}" href="#{}">{}</a>').format(run.look, at, citation.key, run.shown)
