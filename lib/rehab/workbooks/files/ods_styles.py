"""Styles of an OpenDocument file: fonts, what is raised, what is not displayed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.etree.ElementTree import Element

_NAMESPACE = re.compile(r"\{[^}]*\}")
_OASIS = "{urn:oasis:names:tc:opendocument:xmlns:"
_OFFICE, _STYLE, _TABLE, _TEXT = (_OASIS + name + ":1.0}" for name in ("office", "style", "table", "text"))
_FO = _OASIS + "xsl-fo-compatible:1.0}"
_SVG = _OASIS + "svg-compatible:1.0}"
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_LONGEST_DESCENT = 20
_DAY_FORMAT, _DAY_ONLY = "dd/mm/yyyy", 10


class Look(NamedTuple):
    """What a style says of itself: None where it leaves that to its parent."""

    parent: str
    font: str | None
    raised: bool | None
    displayed: bool


@dataclass
class OdsStyles:
    """Styles by family and name (a family's default has the name ""), and how many cells there have been."""

    looks: dict[tuple[str, str], Look] = field(default_factory=dict)
    cells: int = 0
    merged: int = 0

    def font(self, family: str, name: str) -> str:
        """Font of a style, its own or its nearest ancestor's; empty if none says."""
        return next((look.font for look in self._line(family, name) if look.font is not None), "")

    def raised(self, name: str) -> bool:
        """True for a style of text that sets it as superscript."""
        return next((look.raised for look in self._line("text", name) if look.raised is not None), False)

    def _line(self, family: str, name: str) -> Iterator[Look]:
        for _ in range(_LONGEST_DESCENT):
            look = self.looks.get((family, name))
            if look is not None:
                yield look
            if not name:
                return
            name = look.parent if look is not None else ""


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
                book.looks[style.get(f"{_STYLE}family", ""), name] = _look(style, faces)


def _look(style: Element, faces: dict[str, str]) -> Look:
    font, raised = None, None
    text = style.find(f"{_STYLE}text-properties")
    if text is not None:
        face, family = text.get(f"{_STYLE}font-name"), text.get(f"{_FO}font-family")
        if face is not None:
            font = faces.get(face) or face
        elif family is not None:
            font = _family(family)
        position = text.get(f"{_STYLE}text-position")
        if position is not None:
            raised = _is_raised(position)
    table = style.find(f"{_STYLE}table-properties")
    displayed = table is None or table.get(f"{_TABLE}display") != "false"
    return Look(style.get(f"{_STYLE}parent-style-name", ""), font, raised, displayed)


def _family(written: str) -> str:
    """The first family of a list as CSS writes it, without its quotes."""
    return written.split(",")[0].strip().strip("'\"")


def _is_raised(position: str) -> bool:
    """True for `super 58%` and `33% 58%`, false for `sub 58%`, `-33% 58%` and `0% 100%`."""
    first = position.split()[0] if position.strip() else ""
    return first == "super" or (first.endswith("%") and first[0] not in "-0")
