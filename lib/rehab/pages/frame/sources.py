"""The list of sources at the end of a page: every cell that was printed, and where on the page it is used."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from nbformat import NotebookNode

from rehab.pages.citing.html import notebook_style, render
from rehab.pages.citing.phrases import Citation

_CITES = "cites"


@dataclass(frozen=True)
class Place:
    """One place of use: the id of the figure there, and the name of its section."""

    at: str
    section: str


@dataclass
class Source:
    """One row of the list: a cell and the places that use it, in the page's order."""

    citation: Citation
    places: list[Place] = field(default_factory=list)


class SourceError(ValueError):
    """Two cells of one page go by one key; the message says which."""

    def __init__(self, one: Citation, other: Citation) -> None:
        places = " ≠ ".join(f"{cell.file} ! {cell.sheet} ! {cell.cell}" for cell in (one, other))
        super().__init__(
            f"{places}: hai ô cùng mang mã {one.key}; một trang chỉ trích ô của một tỉnh. / "
            f"two cells go by {one.key}; a page cites the cells of one province."
        )
        self._cells = (one, other)

    def __reduce__(self) -> tuple[type, tuple[Citation, Citation]]:
        return SourceError, self._cells


def printed(notebook: NotebookNode) -> Iterator[NotebookNode]:
    """The outputs of an executed notebook that a page prints, in order."""
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        for output in cell.get("outputs", ()):
            if output.output_type in ("display_data", "execute_result") and output.data.get("text/html"):
                yield output


def told(output: NotebookNode) -> dict[str, Any]:
    """What a section has sent along with its output."""
    return dict(output.metadata.get("rehab", {}))


def without_citations(notebook: NotebookNode) -> NotebookNode:
    """The notebook without the cells that its outputs cite, once they are listed: nbconvert copies all, twice.

    The style that its pieces have in a notebook stays there too.
    """
    return NotebookNode({**notebook, "cells": [_lighter(cell) for cell in notebook.cells]})


def _lighter(cell: NotebookNode) -> NotebookNode:
    if cell.cell_type != "code":
        return cell
    outputs = []
    for output in cell.get("outputs", ()):
        if "rehab" in output.get("metadata", {}):
            own = {name: value for name, value in told(output).items() if name != _CITES}
            output = NotebookNode({**output, "metadata": NotebookNode({**output.metadata, "rehab": NotebookNode(own)})})
            if "page" in own and "text/html" in output.data:
                markup = output.data["text/html"].removeprefix(notebook_style())
                output = NotebookNode({**output, "data": NotebookNode({**output.data, "text/html": markup})})
        outputs.append(output)
    return NotebookNode({**cell, "outputs": outputs})


def sources(notebook: NotebookNode) -> dict[str, list[Source]]:
    """The cells that the sections of an executed notebook cite, by line; in the order in which the page prints them.

    Raises SourceError where two different cells have one key.
    """
    found: dict[str, Source] = {}
    for output in printed(notebook):
        own = told(output)
        for cited in own.get(_CITES, ()):
            at, citation = cited["at"], Citation(**{name: value for name, value in cited.items() if name != "at"})
            source = found.setdefault(citation.key, Source(citation))
            first = source.citation
            if (first.file, first.sheet, first.cell) != (citation.file, citation.sheet, citation.cell):
                raise SourceError(first, citation)
            source.places.append(Place(at, own["section"]))
    by_line: dict[str, list[Source]] = {}
    for source in found.values():
        by_line.setdefault(source.citation.label, []).append(source)
    return by_line


def sources_section(by_line: Mapping[str, list[Source]], language: str, words: dict[str, str]) -> str:
    """The section that lists the sources of a page, by sheet and line.

    `words`, from the piece that holds its place, has the page's `file` and `province`; where no piece does, the file is
    the first source's.
    """
    first = next((own[0].citation.file for own in by_line.values()), "")
    by_sheet: dict[str, dict[str, list[Source]]] = {}
    for line, own in by_line.items():
        for source in own:
            by_sheet.setdefault(source.citation.sheet, {}).setdefault(line, []).append(source)
    file, province = words.get("file", first), words.get("province", "")
    return render(
        "sources", language, room="frame", by_sheet=dict(sorted(by_sheet.items())), file=file, province=province
    ).markup
