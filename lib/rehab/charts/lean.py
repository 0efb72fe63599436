"""Matplotlib's SVG made lean and safe beside others in a page: short numbers, own ids, no style sheet, no groups."""

import re
from collections.abc import Iterator
from xml.etree import ElementTree
from xml.sax.saxutils import escape, quoteattr

_SVG = "{http://www.w3.org/2000/svg}"
_LINK = "{http://www.w3.org/1999/xlink}href"
_NUMBER = re.compile(r"-?\d+\.\d+")
_MACHINE_ID = re.compile(r"^(m|h)[0-9a-f]{10}$")
_FONTS = "'Segoe UI','Noto Sans',Roboto,'Helvetica Neue','DejaVu Sans',Arial,sans-serif"
_PROPERTIES = ("font-size", "text-anchor", "fill", "stroke", "stroke-width", "stroke-dasharray", "opacity")
_DEFAULTS = {"stroke-width": "1", "text-anchor": "start", "opacity": "1"}
CLASSES = ("n", "tick", "made-up")
"""What a text of a picture may be marked as: a figure, the tick of an axis, the made-up mark."""


def lean_svg(svg: str, name: str, title: str, alt: str, width: float, height: float) -> str:
    """One picture's markup: `role="img"`, named by `title` and described by `alt`, every id starting with `name`.

    The same picture gives the same bytes.
    """
    root = ElementTree.fromstring(svg.encode())
    short: dict[str, str] = {}
    body = "".join(piece for child in root for piece in _emit(child, "", name, short))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {_round(width)} {_round(height)}" '
        f'width="{_round(width)}" height="{_round(height)}" aria-labelledby="{name}-title {name}-desc" '
        f'font-family="{_FONTS}" stroke-linejoin="round">\n'
        f'<title id="{name}-title">{escape(title)}</title>\n<desc id="{name}-desc">{escape(alt)}</desc>\n{body}</svg>\n'
    )


def _emit(node: ElementTree.Element, kind: str, name: str, short: dict[str, str]) -> Iterator[str]:
    tag = node.tag.removeprefix(_SVG)
    if tag in ("metadata", "style", "clipPath"):
        return
    if tag in ("g", "defs"):
        inner = node.get("id", "")
        kind = inner if inner in CLASSES else kind
        pieces = "".join(piece for child in node for piece in _emit(child, kind, name, short))
        if pieces:
            yield f"<defs>{pieces.strip()}</defs>\n" if tag == "defs" else pieces
        return
    attributes = _attributes(node, tag, name, short)
    if tag == "text":
        if kind:
            attributes = {"class": kind, **attributes}
        yield f"<text{_written(attributes)}>{escape(node.text or '')}</text>\n"
        return
    children = "".join(piece for child in node for piece in _emit(child, kind, name, short))
    opening = f"<{tag}{_written(attributes)}"
    yield f"{opening}>{children}</{tag}>\n" if children else f"{opening}/>\n"


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
    style = dict(piece.strip().split(": ", 1) for piece in node.get("style", "").split(";") if ": " in piece)
    if "font" in style:
        # matplotlib gathers size, weight and family into one property.
        found["font-size"] = re.findall(r"([\d.]+)px", style["font"])[0]
        style["font-weight"] = "bold" if re.search(r"bold|700", style["font"]) else ""
    for key in _PROPERTIES:
        value = style.get(key, "")
        if value and value != _DEFAULTS.get(key):
            found[key] = _numbers(_coloured(value.removesuffix("px"), name, short))
    if style.get("font-weight") in ("bold", "700"):
        found["font-weight"] = "bold"
    return found


def _coloured(value: str, name: str, short: dict[str, str]) -> str:
    linked = re.fullmatch(r"url\(#(\w+)\)", value)
    return f"url(#{_own_id(linked.group(1), name, short)})" if linked else value


def _own_id(machine: str, name: str, short: dict[str, str]) -> str:
    return f"{name}-{short.setdefault(machine, f's{len(short)}')}"


def _path(data: str) -> str:
    return re.sub(r" ?([MLQCz]) ?", r"\1", " ".join(_numbers(data).split()))


def _numbers(value: str) -> str:
    return _NUMBER.sub(lambda found: _round(float(found.group())), value)


def _round(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0") if round(value, 1) else "0"


def _written(attributes: dict[str, str]) -> str:
    return "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items())
