"""Executed notebook → one self-contained page: no script, no outside file, nothing that depends on the day."""

import re
from functools import cache
from pathlib import Path
from typing import Any

from nbconvert.exporters import TemplateExporter
from nbformat import NotebookNode
from traitlets import default

from rehab.catalog.texts import text
from rehab.pages.citing.html import css_string
from rehab.pages.frame.leading import led_to_what_is_held
from rehab.pages.frame.sources import printed, sources, sources_section, told, without_citations
from rehab.pages.frame.telling import told_at_figures
from rehab.pages.frame.typeset import dashed, typeset

_TEMPLATES = Path(__file__).parent


class NoBriefError(ValueError):
    """An executed notebook holds no brief: it has no heading that says whose page it is."""


class BriefExporter(TemplateExporter):
    """nbconvert exporter of briefs (`jupyter nbconvert --to rehab_brief`).

    Prints what the sections returned, the list of the cells that they cite, and markdown cells tagged `brief`; leaves
    out code, prompts, logs and the analyst's notes. Links to sections that the notebook does not print are plain words.
    """

    export_from_notebook = "Rehab brief"
    output_mimetype = "text/html"

    @default("file_extension")
    def _default_file_extension(self) -> str:
        return ".html"

    @default("template_name")
    def _default_template_name(self) -> str:
        return "page"

    @default("optimistic_validation")
    def _default_optimistic_validation(self) -> bool:
        # Once, at the end: after each of nbconvert's ten steps, of which none does anything here, takes ten times that.
        return True

    @default("extra_template_basedirs")
    def _default_basedirs(self) -> list[str]:
        return [str(_TEMPLATES)]

    def from_notebook_node(
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        """The page of an executed notebook.

        Raises NoBriefError for a notebook without a brief's heading.
        """
        page = page_metadata(nb)
        language = page["language"]
        placed: dict[str, str] = next((words for output in printed(nb) if (words := told(output).get("sources"))), {})
        cells = sources(nb)
        listed = sources_section(cells, language, placed) if placed or cells else ""
        foot = css_string("\n".join(said for said in (page["made_up"], dashed(page.get("foot", ""))) if said))
        own = {
            **page,
            "foot_css": foot,
            "skip": text("brief.skip", language),
            "style": _style(),
            "sources": listed,
            "placed": placed,
        }
        resources = {**(resources or {}), "rehab": own}
        written, resources = super().from_notebook_node(without_citations(nb), resources, **kw)
        cited = {source.citation.key: source.citation for own in cells.values() for source in own}
        return typeset(told_at_figures(led_to_what_is_held(written), cited), language), resources


@cache
def _style() -> str:
    """The style sheet without the spaces that only its authors need."""
    written = (_TEMPLATES / "page" / "style.css").read_text(encoding="utf-8")
    return re.sub(r"\s*([{};,>+])\s*", r"\1", " ".join(written.split())).replace(": ", ":").replace(";}", "}")


def page_metadata(notebook: NotebookNode) -> dict[str, str]:
    """Language, title and province that the heading of an executed notebook carries.

    Raises NoBriefError for a notebook that has none.
    """
    for output in printed(notebook):
        if found := told(output).get("page"):
            return dict(found)
    raise NoBriefError(
        "Sổ tay chưa chạy hoặc không gọi brief.heading(); chạy lại từ đầu đến cuối. / "
        "The notebook was not run, or does not call brief.heading(); run it from top to bottom."
    )


def export_page(notebook: NotebookNode) -> str:
    """The HTML page of an executed notebook; the same notebook gives the same bytes."""
    body, _ = _exporter().from_notebook_node(notebook)
    return str(body)


@cache
def _exporter() -> BriefExporter:
    return BriefExporter()


def compile_template() -> None:
    """Have the page's template ready in memory."""
    assert _exporter().template is not None
