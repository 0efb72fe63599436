"""Sections as HTML: templates with everything from workbooks escaped, and the cells that they printed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context

from rehab.catalog.texts import text
from rehab.pages.citing.formats import shorten
from rehab.pages.citing.marks import label, mark, quoted
from rehab.pages.citing.phrases import Phrase, fill
from rehab.pages.citing.printing import Printer, Use

# Templates stand beside the code that fills them.
_ROOMS = Path(__file__).resolve().parents[1]
_PRINTER = "printer"
SECTIONS, FRAME = "sections", "frame"


@dataclass(frozen=True)
class Html:
    """A piece of a page, shown by Jupyter as HTML, with what travels beside it to the exporter.

    `section` is its name in the list of sources, `uses` are the cells that it cites. `page` is what the page as a whole
    needs, from the piece that heads it; `sources` is what its list of sources needs, from the piece in its place.
    """

    markup: str
    section: str = ""
    uses: tuple[Use, ...] = ()
    page: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> tuple[dict, dict]:
        # One style for all pieces of a notebook, with the piece that heads them; the page has its own.
        style = notebook_style() if self.page else ""
        data = {"text/html": style + self.markup, "text/plain": words_of(self.markup)}
        own: dict[str, object] = {name: dict(found) for name in ("page", "sources") if (found := getattr(self, name))}
        if self.uses:
            cited = [{"at": use.at, **vars(use.citation)} for use in self.uses]
            own |= {"section": self.section, "cites": cited}
        return data, {"rehab": own} if own else {}


_UNSEEN = re.compile(r"<(style|svg|defs)\b.*?</\1>|<[^>]*>", re.DOTALL)
_LONGEST_PLAIN = 200


def words_of(markup: str) -> str:
    """What a piece says, as far as a line goes: for readers of a notebook that show no HTML.

    >>> words_of("<h2>Kết quả</h2><p>Đạt <b>3</b></p>")
    'Kết quả Đạt 3'
    """
    return shorten(unescape(_UNSEEN.sub(" ", markup[: 40 * _LONGEST_PLAIN])), _LONGEST_PLAIN)


@cache
def notebook_style() -> str:
    """How the pieces look as output of cells, in JupyterLab and in nbconvert's own pages; it is theirs alone."""
    written = (Path(__file__).parent / "notebook.css").read_text(encoding="utf-8")
    return f"<style data-notebook>{' '.join(written.split())}</style>\n"


@pass_context
def _printed(context: Context, value: object) -> object:
    """What a template prints: a phrase goes by the printer of the section, which every macro must be imported with."""
    return context[_PRINTER].print(value) if isinstance(value, Phrase) else value


@cache
def _environment(room: str) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_ROOMS / room),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_printed,
    )
    environment.globals |= {"mark": mark, "label": label, "quoted": quoted}
    return environment


def compile_templates() -> None:
    """Have every section's template ready in memory."""
    for room in (SECTIONS, FRAME):
        environment = _environment(room)
        for name in environment.list_templates(extensions=["j2"]):
            environment.get_template(name)


def render(
    template: str,
    language: str,
    room: str = SECTIONS,
    page: Mapping[str, str] | None = None,
    sources: Mapping[str, str] | None = None,
    place: tuple[str, str] | None = None,
    **context: Any,
) -> Html:
    """One section from its template.

    `place` is for a template that makes several sections of a page: what the ids of each begin with, and its name in
    the list of sources; others go by their template.

    In it `t(key, …)` is a catalogue text in the page's language, `tm(key, …)` one that takes phrases.
    """
    printer = Printer(place[0] if place else template, language)
    markup = _environment(room).get_template(f"{template}.html.j2").render(_said(language, printer) | context)
    name = (place[1] if place else text(f"place.{template}", language)) if printer.uses else ""
    return Html(markup.strip() + "\n", name, printer.uses, page or {}, sources or {})


def page(template: str, language: str, **context: Any) -> str:
    """A whole page that comes from no notebook: `failed`, `index`."""
    found = _environment(FRAME).get_template(f"{template}.html.j2")
    return found.render(_said(language, Printer(template, language)) | context)


def _said(language: str, printer: Printer) -> dict[str, Any]:
    """What every template has at hand."""

    def t(key: str, **values: Any) -> str:
        return text(key, language, **values)

    def tm(key: str, **values: Any) -> Phrase:
        return fill(text(key, language), **values)

    return {"t": t, "tm": tm, "language": language, _PRINTER: printer}


@cache
def own_style(*templates: str) -> str:
    """The style sheets of the sections of one kind of page, which no other page carries.

    `sliding` is of pages with tables that are wider than a phone.
    """
    written = ((_ROOMS / SECTIONS / f"{one}.css").read_text(encoding="utf-8") for one in templates)
    return " ".join(" ".join(written).split())


def css_string(words: str) -> str:
    """Words as a string of a style sheet, which can end neither the string nor the sheet.

    >>> print(css_string('a "b" </style>'))
    "a \\22 b\\22  \\3c /style\\3e "
    """
    return '"' + "".join(f"\\{ord(c):x} " if c in "\"'\\\\<>&\n\r" else c for c in words) + '"'
