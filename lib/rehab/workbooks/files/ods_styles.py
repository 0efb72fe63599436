"""Styles of an OpenDocument file: fonts, colours, what is raised, struck out or not displayed, number formats."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple
from xml.etree.ElementTree import Element

from rehab.workbooks.files.cells import Look, Run, is_invisible
from rehab.workbooks.files.colours import rgb
from rehab.workbooks.files.ods_formats import number_format

_NAMESPACE = re.compile(r"\{[^{}]*\}")
_OASIS = "{urn:oasis:names:tc:opendocument:xmlns:"
_OFFICE, _STYLE, _TABLE, _TEXT = (_OASIS + name + ":1.0}" for name in ("office", "style", "table", "text"))
_FO = _OASIS + "xsl-fo-compatible:1.0}"
_SVG = _OASIS + "svg-compatible:1.0}"
_LONGEST_DESCENT = 20
_POINTS = re.compile(r"([0-9]{1,6}(?:\.[0-9]{1,6})?)pt")


class _Said(NamedTuple):
    """What a style says of itself: None where it leaves that to its parent."""

    parent: str
    font: str | None = None
    raised: bool | None = None
    displayed: bool = True
    struck: bool | None = None
    colour: str | None = None
    fill: str | None = None
    size: float | None = None
    hidden: bool | None = None
    number_style: str | None = None


@dataclass
class OdsStyles:
    """Styles by family and name (a family's default has the name ""), and how many cells there have been."""

    hides_zeros: frozenset[str] = frozenset()
    said: dict[tuple[str, str], _Said] = field(default_factory=dict)
    formats: dict[str, Element] = field(default_factory=dict)
    cells: int = 0
    merged: int = 0
    _looks: dict[str, Look] = field(default_factory=dict)

    def look(self, name: str) -> Look:
        """How cells of a style are set."""
        if name not in self._looks:
            line = list(self._line("table-cell", name))
            fill = next((s.fill for s in line if s.fill is not None), "FFFFFF")
            colour = next((s.colour for s in line if s.colour is not None), None)
            size = next((s.size for s in line if s.size is not None), None)
            hidden = next((s.hidden for s in line if s.hidden is not None), False)
            named = next((s.number_style for s in line if s.number_style is not None), "")
            self._looks[name] = Look(
                next((s.font for s in line if s.font is not None), ""),
                number_format(named, self.formats),
                next((s.struck for s in line if s.struck is not None), False),
                hidden or is_invisible(colour, fill, size),
                fill,
            )
        return self._looks[name]

    def run(self, name: str, around: Run, fill: str) -> Run:
        """How text of a style is set, within text that is set as `around`."""
        line = list(self._line("text", name))
        colour = next((s.colour for s in line if s.colour is not None), None)
        size = next((s.size for s in line if s.size is not None), None)
        hidden = next((s.hidden for s in line if s.hidden is not None), None)
        invisible = around.invisible
        if colour is not None or size is not None or hidden is not None:
            invisible = bool(hidden) or is_invisible(colour, fill if colour is not None else "", size)
        return replace(
            around,
            font=next((s.font for s in line if s.font is not None), "") or around.font,
            raised=around.raised or next((s.raised for s in line if s.raised is not None), False),
            struck=next((s.struck for s in line if s.struck is not None), around.struck),
            invisible=invisible,
        )

    def displayed(self, table_style: str) -> bool:
        """False for a style of sheets that are hidden."""
        said = self.said.get(("table", table_style))
        return said is None or said.displayed

    def _line(self, family: str, name: str) -> Iterator[_Said]:
        for _ in range(_LONGEST_DESCENT):
            said = self.said.get((family, name))
            if said is not None:
                yield said
            if not name:
                return
            name = said.parent if said is not None else ""


def local_name(element: Element) -> str:
    return _NAMESPACE.sub("", element.tag)


def read_styles(part: Element, book: OdsStyles) -> None:
    faces = {
        face.get(f"{_STYLE}name", ""): _family(face.get(f"{_SVG}font-family", ""))
        for face in part.iterfind(f"{_OFFICE}font-face-decls/{_STYLE}font-face")
    }
    for group in ("styles", "automatic-styles"):
        for style in part.iterfind(f"{_OFFICE}{group}/*"):
            kind = local_name(style)
            if kind in ("style", "default-style"):
                name = style.get(f"{_STYLE}name", "") if kind == "style" else ""
                book.said[style.get(f"{_STYLE}family", ""), name] = _said(style, faces)
            elif kind.endswith("-style"):
                book.formats[style.get(f"{_STYLE}name", "")] = style


def _said(style: Element, faces: dict[str, str]) -> _Said:
    table = style.find(f"{_STYLE}table-properties")
    said = _Said(
        style.get(f"{_STYLE}parent-style-name", ""),
        displayed=table is None or table.get(f"{_TABLE}display") != "false",
        number_style=style.get(f"{_STYLE}data-style-name"),
    )
    cell, text = style.find(f"{_STYLE}table-cell-properties"), style.find(f"{_STYLE}text-properties")
    if cell is not None and (background := cell.get(f"{_FO}background-color")) is not None:
        said = said._replace(fill="FFFFFF" if background == "transparent" else rgb(background) or "")
    return said if text is None else _with_text(said, text, faces)


def _with_text(said: _Said, text: Element, faces: dict[str, str]) -> _Said:
    face, family = text.get(f"{_STYLE}font-name"), text.get(f"{_FO}font-family")
    if face is not None:
        said = said._replace(font=faces.get(face) or face)
    elif family is not None:
        said = said._replace(font=_family(family))
    position = text.get(f"{_STYLE}text-position")
    if position is not None:
        said = said._replace(raised=_is_raised(position))
    lines = [text.get(f"{_STYLE}text-line-through-{name}") for name in ("style", "type")]
    if any(line is not None for line in lines):
        said = said._replace(struck=any(line not in (None, "none") for line in lines) and "none" not in lines)
    if text.get(f"{_STYLE}use-window-font-color") == "true":
        said = said._replace(colour="000000")
    elif (colour := rgb(text.get(f"{_FO}color"))) is not None:
        said = said._replace(colour=colour)
    size = _POINTS.fullmatch(text.get(f"{_FO}font-size", ""))
    if size is not None:
        said = said._replace(size=float(size[1]))
    if text.get(f"{_TEXT}display") in ("none", "true"):
        said = said._replace(hidden=text.get(f"{_TEXT}display") == "none")
    return said


def _family(written: str) -> str:
    """The first family of a list as CSS writes it, without its quotes."""
    return written.split(",")[0].strip().strip("'\"")


def _is_raised(position: str) -> bool:
    """True for `super 58%` and `33% 58%`, false for `sub 58%`, `-33% 58%` and `0% 100%`."""
    first = position.split()[0] if position.strip() else ""
    return first == "super" or (first.endswith("%") and first[0] not in "-0")
