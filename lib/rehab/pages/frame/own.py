"""A page of anybody's notebook: what its cells show, made safe to pass on, under a heading if it has none."""

import base64
import mimetypes
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, fields
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook, new_output

from rehab.catalog.kinds import Link
from rehab.catalog.texts import LANGUAGES, text
from rehab.disclosure.audiences import INTERNAL
from rehab.pages.citing.html import page as framed
from rehab.pages.citing.phrases import Citation
from rehab.pages.frame.export import NoBriefError
from rehab.pages.frame.index import index_file
from rehab.pages.frame.inert import inert, shows_something
from rehab.pages.frame.links import other_pages

OURS, PAGE, SOURCES, ANALYST = "rehab", "page", "sources", "analyst"
_CITED = {"at", *(field.name for field in fields(Citation))}
_PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp")
_SVG = "image/svg+xml"
_PLAIN = ("text/latex", "application/json", "text/plain")
# What only a script could show.
_LIVE = ("application/javascript", "application/vnd.", "application/x-")


@dataclass(frozen=True)
class OwnPage:
    """What a page of anybody's notebook is to say of itself."""

    kind: str
    title: str
    subject: str
    province: str
    collection: str
    is_made_up: bool
    language: str
    audience: str
    notebook: Path
    warnings: tuple[str, ...] = ()
    links: tuple[Link, ...] = field(default_factory=tuple)

    @property
    def made_up(self) -> str:
        """What is said of made-up figures."""
        return text("brief.made_up", self.language) if self.is_made_up else ""


def own_page(notebook: NotebookNode, page: OwnPage) -> NotebookNode:
    """The executed notebook as the exporter of briefs prints it: each cell with what it shows, all of it HTML.

    Cells of text are printed but for those tagged `analyst`; code and what went to standard error are not. Raises
    NoBriefError where nothing is left.
    """
    own_heading = any(_ours(output).get(PAGE) for output in _outputs(notebook))
    blocks = [] if own_heading else [_heading(page)]
    if own_heading:
        blocks += [_Block(_warned(page))] if page.warnings else []
    for cell in notebook.cells:
        blocks += _blocks(cell, page, is_heading_wanted=not own_heading)
    if not any(block.markup for block in blocks if not block.ours.get(PAGE)):
        raise NoBriefError(" / ".join(text("own.nothing", language) for language in LANGUAGES))
    first = next((number for number, block in enumerate(blocks) if block.ours.get(PAGE)), 0)
    # The page begins with its heading, whatever the notebook shows before it.
    blocks.insert(0, blocks.pop(first))
    return new_notebook(cells=[_cell(block) for block in blocks if block.markup])


@dataclass(frozen=True)
class _Block:
    """A piece of the page; `ours` is what a section of the suite sends along: words for the page, cells it cites."""

    markup: str
    ours: dict[str, Any] = field(default_factory=dict)


def _outputs(notebook: NotebookNode) -> Iterable[NotebookNode]:
    return (output for cell in notebook.cells for output in cell.get("outputs", ()))


def _ours(output: NotebookNode) -> dict[str, Any]:
    told = output.get("metadata", {}).get(OURS)
    return dict(told) if _is_ours(told) else {}


def _is_ours(told: object) -> bool:
    """True for what a section of the suite sends along; anybody may write anything under its name."""
    if not isinstance(told, dict) or not all(isinstance(told.get(name, {}), dict) for name in (PAGE, SOURCES)):
        return False
    cites = told.get("cites", [])
    return isinstance(cites, list) and all(isinstance(cited, dict) and set(cited) == _CITED for cited in cites)


def _cell(block: _Block) -> NotebookNode:
    metadata = {OURS: block.ours} if block.ours else {}
    return new_code_cell(outputs=[new_output("display_data", {"text/html": block.markup}, metadata=metadata)])


def _heading(page: OwnPage) -> _Block:
    language, made_up = page.language, page.made_up
    title = f"{page.title}: {page.subject}"
    own_links = [asdict(link) for link in page.links if link.province == page.province]
    drawn = framed(
        "own",
        language,
        page=page,
        others=other_pages(own_links, page.kind, language),
        back=("" if page.province else "../") + index_file(language),
        internal=text("disclosure.internal_banner", language) if page.audience == INTERNAL else "",
        warnings=_warnings(page),
        style=_style(),
    )
    footer = text("own.footer", language, file=page.notebook.name, collection=page.collection)
    metadata = {
        "kind": page.kind,
        "subject": page.subject,
        "language": language,
        "title": f"[{made_up}] {title}" if made_up else title,
        "province": page.province,
        "audience": page.audience,
        "made_up": made_up,
        "foot": title,
        "footer": escape(footer),
    }
    return _Block(drawn, {PAGE: metadata})


def _warned(page: OwnPage) -> str:
    return "".join(f'<p class="internal" role="note">{escape(said)}</p>' for said in _warnings(page))


def _warnings(page: OwnPage) -> list[str]:
    return [text(f"warning.{name}", page.language, notebook=page.notebook.name) for name in page.warnings]


@cache
def _style() -> str:
    written = Path(__file__).with_name("own.css").read_text(encoding="utf-8")
    return " ".join(written.split())


def _blocks(cell: NotebookNode, page: OwnPage, is_heading_wanted: bool) -> list[_Block]:
    if cell.cell_type == "markdown":
        source = _without_title(cell.source, page.title) if is_heading_wanted else cell.source
        hidden = ANALYST in cell.metadata.get("tags", ())
        return [] if hidden else [_Block(_markdown(source, cell.get("attachments", {}), page))]
    if cell.cell_type != "code":
        return []
    return [block for output in cell.outputs if (block := _shown(output, page)).markup]


def _without_title(source: str, title: str) -> str:
    """Text without the heading that is the page's title already."""
    first, _, rest = source.lstrip().partition("\n")
    return rest if first.startswith("# ") and first[2:].strip() == title else source


def _markdown(source: str, attachments: dict[str, Any], page: OwnPage) -> str:
    renderer = IPythonRenderer(escape=False, exclude_anchor_links=True, attachments=attachments)
    return _safe(str(MarkdownWithMath(renderer=renderer).render(source)), page)


def _safe(markup: str, page: OwnPage) -> str:
    """Markup that neither runs nor fetches, and a word on what was left out."""
    safe, removed = inert(markup, lambda source: _embedded(page.notebook.parent, source))
    if "script" in removed and not shows_something(safe):
        return _left_out(page, "script")
    return safe


def _left_out(page: OwnPage, what: str) -> str:
    return f'<p class="note">{escape(text("own.left_out", page.language, what=what))}</p>'


def _embedded(folder: Path, source: str) -> str:
    """A picture below the notebook's folder as an address that holds it; empty for any other."""
    path = (folder / source).resolve()
    sort = mimetypes.guess_type(path.name)[0] or ""
    if not sort.startswith("image/") or not path.is_relative_to(folder.resolve()) or not path.is_file():
        return ""
    return f"data:{sort};base64,{base64.b64encode(path.read_bytes()).decode('ascii')}"


def _shown(output: NotebookNode, page: OwnPage) -> _Block:
    """One output: the richest of its forms that needs no script."""
    if output.output_type == "stream":
        return _Block(_pre(output.text) if output.name == "stdout" else "")
    if output.output_type == "error":
        return _Block(_pre(f"{output.ename}: {output.evalue}"))
    ours = _ours(output)
    return _Block(output.data["text/html"] if ours.get(PAGE) else _richest(output.data, page), ours)


def _richest(data: dict[str, Any], page: OwnPage) -> str:
    if "text/html" in data:
        safe, removed = inert(data["text/html"], lambda source: _embedded(page.notebook.parent, source))
        if shows_something(safe):
            return _wide(safe) if "<table" in safe else safe
        if not removed:
            return ""
    if _SVG in data:
        return _picture(_SVG, base64.b64encode(data[_SVG].encode("utf-8")).decode("ascii"), page)
    for sort in _PICTURES:
        if sort in data:
            return _picture(sort, "".join(data[sort].split()), page)
    if "text/markdown" in data:
        return _markdown(data["text/markdown"], {}, page)
    live = [sort for sort in data if sort.startswith(_LIVE)] + (["script"] if "text/html" in data else [])
    if live:
        return _left_out(page, live[0])
    return next((_pre(str(data[sort])) for sort in _PLAIN if sort in data), "")


def _wide(markup: str) -> str:
    """A table that may be wider than the page scrolls by itself; sections of the suite see to that on their own."""
    return markup if markup.lstrip().startswith("<section") else f'<div class="scroll own" tabindex="0">{markup}</div>'


def _picture(sort: str, content: str, page: OwnPage) -> str:
    alternative = escape(text("own.picture", page.language, title=page.title, subject=page.subject))
    return f'<p class="own"><img alt="{alternative}" src="data:{sort};base64,{content}"></p>'


def _pre(said: str) -> str:
    return f'<pre class="own quoted" tabindex="0">{escape(said)}</pre>' if said.strip() else ""
