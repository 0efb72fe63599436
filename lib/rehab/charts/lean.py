"""Matplotlib's SVG made lean and safe beside others in a page: short numbers, own ids, no style sheet, no groups."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from xml.etree import ElementTree
from xml.sax.saxutils import escape, quoteattr

_SVG = "{http://www.w3.org/2000/svg}"
_LINK = "{http://www.w3.org/1999/xlink}href"
_NUMBER = re.compile(r"-?\d+\.\d+")
_MACHINE_ID = re.compile(r"^(m|h)[0-9a-f]{10}$")
_NAMESPACE = ' xmlns="http://www.w3.org/2000/svg"'
_FONTS = " font-family=\"'Segoe UI','Noto Sans',Roboto,'Helvetica Neue','DejaVu Sans',Arial,sans-serif\""
_PROPERTIES = ("fill", "stroke", "stroke-width", "stroke-dasharray", "opacity")
_OWN = ("id", "href", "x", "y", "d")
_LAYERS = {"defs": 0, "path": 1, "use": 2, "text": 3}
_RECTANGLE = re.compile(r"M(\S+) (\S+)L(\S+) \2L\3 (\S+)L\1 \4(?:L\1 \2)?z")
_LEVEL = re.compile(r"M(-?[\d.]+) (-?[\d.]+)L(-?[\d.]+) \2(?=M|$)")
_VERTICAL = re.compile(r"M(-?[\d.]+) (-?[\d.]+)L\1 (-?[\d.]+)(?=M|$)")
_TILE = 6
_STROKES = "M-1 1L1 -1M0 6L6 0M5 7L7 5"
"""One tile of the suite's only hatch, ////; matplotlib writes twelve times as much for the same strokes."""
_DEFAULTS = {"stroke-width": "1", "text-anchor": "start", "opacity": "1"}
CLASSES = ("n", "tick", "quoted", "made-up")
"""What a text of a picture may be marked as: a figure, the tick of an axis, the made-up mark."""


@dataclass(frozen=True)
class Piece:
    """One drawn element: `shared` it may have in common with its neighbours, `own` it has not."""

    tag: str
    shared: tuple[tuple[str, str], ...]
    own: tuple[tuple[str, str], ...]
    inner: str = ""


def text_piece(x: float, y: float, said: str, size: float, colour: str, anchor: str, bold: bool, kind: str) -> Piece:
    """One line of text on a baseline; `kind` is one of CLASSES or empty."""
    look = {"class": kind, "font-size": _round(size), "text-anchor": anchor, "fill": colour}
    shared = tuple((key, value) for key, value in look.items() if value and value != _DEFAULTS.get(key))
    weight = (("font-weight", "bold"),) if bold else ()
    return Piece("text", (*shared, *weight), (("x", _placed(x)), ("y", _placed(y))), escape(said))


def lean_svg(shapes: str, texts: Iterable[Piece], name: str, title: str, alt: str, width: float, height: float) -> str:
    """One picture's markup: `role="img"`, named by `title` and described by `alt`, every id starting with `name`.

    `shapes` are matplotlib's SVG.

    Texts stand in groups of one look, whose class is one of CLASSES or absent. The same picture gives the same bytes.
    """
    root = ElementTree.fromstring(shapes.encode())
    short: dict[str, str] = {}
    pieces = _by_look([*(piece for child in root for piece in _pieces(child, name, short)), *texts])
    return (
        f'<svg{_NAMESPACE} role="img" viewBox="0 0 {_round(width)} {_round(height)}" '
        f'width="{_round(width)}" height="{_round(height)}" aria-labelledby="{name}-title {name}-desc" '
        f'stroke-linejoin="round"{_FONTS}>\n'
        f'<title id="{name}-title">{escape(title)}</title>\n<desc id="{name}-desc">{escape(alt)}</desc>\n'
        f"{_joined(pieces)}</svg>\n"
    )


def inlined(svg: str) -> str:
    """A picture of `lean_svg` for a page in its fonts: without what the page says for all of them."""
    return svg.replace(_NAMESPACE, "", 1).replace(_FONTS, "", 1)


def _pieces(node: ElementTree.Element, name: str, short: dict[str, str]) -> Iterator[Piece]:
    tag = node.tag.removeprefix(_SVG)
    if tag in ("metadata", "style", "clipPath"):
        return
    children = [piece for child in node for piece in _pieces(child, name, short)]
    if tag == "g":
        yield from children
    elif tag == "defs":
        if children:
            yield Piece("defs", (), (), _joined(children).strip())
    else:
        attributes = _attributes(node, tag, name, short)
        if tag == "pattern":
            attributes |= {"width": str(_TILE), "height": str(_TILE)}
            children = [_hatch(child) for child in children]
        own = tuple((key, value) for key, value in attributes.items() if key in _OWN)
        shared = tuple((key, value) for key, value in attributes.items() if key not in _OWN)
        yield Piece(tag, shared, own, _joined(children))


def _hatch(piece: Piece) -> Piece:
    return replace(piece, own=(("d", _STROKES),)) if piece.tag == "path" else piece


def _by_look(pieces: list[Piece]) -> list[Piece]:
    """Pieces of one look together, each look where it first appears: shapes below, then marks, texts on top."""
    looks: dict[tuple[str, object], int] = {}
    for piece in pieces:
        looks.setdefault((piece.tag, piece.shared), len(looks))
    return sorted(pieces, key=lambda piece: (_LAYERS.get(piece.tag, 0), looks[(piece.tag, piece.shared)]))


def _joined(pieces: list[Piece]) -> str:
    """Markup of the pieces: neighbouring texts and marks of one look in a group, neighbouring shapes in one path."""
    found = []
    for (tag, shared), run in groupby(pieces, key=lambda piece: (piece.tag, piece.shared)):
        members = list(run)
        if tag == "path" and not any("id" in dict(member.own) for member in members):
            found.append(_element(tag, (*shared, ("d", "".join(dict(member.own)["d"] for member in members))), ""))
        elif tag in ("text", "use"):
            found.append(f"<g{_written(shared)}>\n")
            found += [_element(tag, member.own, member.inner) for member in members]
            found.append("</g>\n")
        else:
            found += [_element(tag, (*shared, *member.own), member.inner) for member in members]
    return "".join(found)


def _element(tag: str, attributes: tuple[tuple[str, str], ...], inner: str) -> str:
    opening = f"<{tag}{_written(attributes)}"
    return f"{opening}>{inner}</{tag}>\n" if inner else f"{opening}/>\n"


def _attributes(node: ElementTree.Element, tag: str, name: str, short: dict[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    if "id" in node.attrib and _MACHINE_ID.match(node.attrib["id"]):
        found["id"] = _own_id(node.attrib["id"], name, short)
    if _LINK in node.attrib:
        found["href"] = "#" + _own_id(node.attrib[_LINK].removeprefix("#"), name, short)
    for key in ("x", "y", "width", "height", "patternUnits", "fill"):
        if key in node.attrib:
            found[key] = _numbers(node.attrib[key])
    if "d" in node.attrib:
        found["d"] = _path(node.attrib["d"])
    if tag == "path" and "id" in found:
        # A mark's shape takes its colours from where it is used.
        return found
    style = dict(piece.strip().split(": ", 1) for piece in node.get("style", "").split(";") if ": " in piece)
    for key in _PROPERTIES:
        value = style.get(key, "")
        if value and value != _DEFAULTS.get(key):
            found[key] = _numbers(_coloured(value.removesuffix("px"), name, short))
    return found


def _coloured(value: str, name: str, short: dict[str, str]) -> str:
    linked = re.fullmatch(r"url\(#(\w+)\)", value)
    return f"url(#{_own_id(linked.group(1), name, short)})" if linked else value


def _own_id(machine: str, name: str, short: dict[str, str]) -> str:
    return f"{name}-{short.setdefault(machine, f's{len(short)}')}"


def _path(data: str) -> str:
    dense = re.sub(r" ?([MLQCz]) ?", r"\1", " ".join(_numbers(data).split()))
    dense = _RECTANGLE.sub(r"M\1 \2H\3V\4H\1z", dense)
    return _VERTICAL.sub(r"M\1 \2V\3", _LEVEL.sub(r"M\1 \2H\3", dense))


def _numbers(value: str) -> str:
    return _NUMBER.sub(lambda found: _round(float(found.group())), value)


def _placed(value: float) -> str:
    """As matplotlib writes places: six digits first."""
    return _round(round(value, 6))


def _round(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0") if round(value, 1) else "0"


def _written(attributes: tuple[tuple[str, str], ...]) -> str:
    return "".join(f" {key}={quoteattr(value)}" for key, value in attributes)
