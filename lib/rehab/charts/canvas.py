"""From a matplotlib figure to an SVG that can stand in a page with others: real text, no clock, own ids."""

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import as_file, files
from itertools import pairwise
from xml.sax.saxutils import escape

import matplotlib as mpl
import pandas as pd
from matplotlib.figure import Figure

_IDS = re.compile(r'(\bid="|url\(#|href="#)')
_PROLOGUE = re.compile(r"^.*?(?=<svg)", re.DOTALL)
_METADATA = re.compile(r"\s*<metadata>.*?</metadata>", re.DOTALL)
_NO_DATE: dict[str, None] = {"Date": None, "Creator": None, "Format": None, "Type": None}


@dataclass(frozen=True)
class Chart:
    """A drawn chart: `svg`, `alt` that states what it shows, and `table` with its numbers, ready to print."""

    name: str
    title: str
    svg: str
    alt: str
    table: pd.DataFrame


@contextmanager
def chart_style() -> Iterator[None]:
    """The suite's chart style, for the time of drawing."""
    with as_file(files("rehab.charts").joinpath("style.mplstyle")) as path, mpl.rc_context(fname=str(path)):
        yield


def to_svg(figure: Figure, name: str, title: str, alt: str) -> str:
    """The figure as SVG markup with title and description; ids start with `name`, so none collide.

    The same figure gives the same bytes.
    """
    buffer = io.StringIO()
    with chart_style():
        figure.savefig(buffer, format="svg", metadata=_NO_DATE)
    svg = _METADATA.sub("", _PROLOGUE.sub("", buffer.getvalue(), count=1))
    svg = _IDS.sub(rf"\g<1>{name}-", svg)
    described = (
        f'<svg role="img" aria-labelledby="{name}-title {name}-desc" ',
        f'<title id="{name}-title">{escape(title)}</title>\n<desc id="{name}-desc">{escape(alt)}</desc>\n',
    )
    opening, rest = svg.split(">", 1)
    return opening.replace("<svg ", described[0], 1) + ">\n" + described[1] + rest.lstrip()


def apart(places: list[float], least: float) -> list[float]:
    """Places moved apart so that labels at them do not overlap, in the order given, moved as little as needed.

    >>> apart([1.0, 1.1, 5.0], 1.0)
    [1.0, 2.0, 5.0]
    """
    order = sorted(range(len(places)), key=lambda index: places[index])
    moved = list(places)
    for lower, upper in pairwise(order):
        moved[upper] = max(moved[upper], moved[lower] + least)
    return moved
