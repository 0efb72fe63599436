"""Sections as HTML: templates with everything from workbooks escaped."""

from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from rehab.catalog.texts import text
from rehab.pages.citing.figures import fill
from rehab.pages.citing.marks import label, mark, quoted

# Templates stand beside the code that fills them.
_ROOMS = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Html:
    """A piece of a page, shown by Jupyter as HTML; `metadata` travels with the output to the exporter."""

    markup: str
    metadata: dict[str, str] = field(default_factory=dict)

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> tuple[dict, dict]:
        data = {"text/html": self.markup, "text/plain": "HTML"}
        return data, {"rehab": self.metadata} if self.metadata else {}


@cache
def _environment(room: str = "sections") -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_ROOMS / room),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"mark": mark, "label": label, "quoted": quoted}
    return environment


def compile_templates() -> None:
    """Have every section's template ready in memory."""
    for name in _environment().list_templates(extensions=["j2"]):
        _environment().get_template(name)


def render(template: str, language: str, metadata: dict[str, str] | None = None, **context: Any) -> Html:
    """One section from its template.

    In it `t(key, …)` is a catalogue text in the page's language, `tm(key, …)` one that takes markup.
    """
    markup = (
        _environment()
        .get_template(f"{template}.html.j2")
        .render(t=partial(_text, language), tm=partial(_marked_text, language), language=language, **context)
    )
    if language == "vi":
        # The page says so for all of itself. Words of a workbook are escaped: no quotation mark of theirs is one.
        markup = markup.replace(' lang="vi"', "")
    return Html(markup.strip() + "\n", metadata or {})


def page(template: str, language: str, **context: Any) -> str:
    """A whole page that comes from no notebook: `failed`, `index`."""
    found = _environment("frame").get_template(f"{template}.html.j2")
    return found.render(t=partial(_text, language), language=language, **context)


def _text(language: str, key: str, **values: Any) -> str:
    return text(key, language, **values)


def _marked_text(language: str, key: str, **values: Any) -> Markup:
    return fill(text(key, language), **values)


def css_string(words: str) -> str:
    """Words as a string of a style sheet, which can end neither the string nor the sheet.

    >>> print(css_string('a "b" </style>'))
    "a \\22 b\\22  \\3c /style\\3e "
    """
    return '"' + "".join(f"\\{ord(c):x} " if c in "\"'\\\\<>&\n\r" else c for c in words) + '"'
