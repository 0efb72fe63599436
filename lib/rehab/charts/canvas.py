"""A sheet to draw on, in points from the top left, and the chart that comes of it."""

import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import as_file, files
from typing import Any, Protocol, cast

import matplotlib as mpl
import pandas as pd
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.colors import to_rgba
from matplotlib.markers import MarkerStyle
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, IdentityTransform

from rehab.charts.lean import inlined, lean_svg, text_piece
from rehab.charts.lettering import LINE_HEIGHT, balanced
from rehab.charts.marks import ALERT, INK, PAPER

WIDE = 520.0
"""Width of a picture that stands alone."""
HALF = 280.0
"""Width of a picture that stands beside another, or alone on a phone."""
MARGIN = 4.0
_MADE_UP_SIZE = 9.2
_NO_DATE: dict[str, None] = {"Date": None, "Creator": None, "Format": None, "Type": None}


@dataclass(frozen=True)
class Chart:
    """A drawn chart: `svg`, `alt` that states what it shows, and `table` with its numbers, ready to print.

    `alt` begins with the made-up mark where the data is made up. Cells of `table` are texts, or markup where the
    caller's formatter gave markup. `half` is True for a picture that may stand beside another. `sheet` is what it was
    drawn on, where it is drawn for other files too. `message` is what it shows, for its title; empty where that cannot
    be said in a clause.
    """

    name: str
    title: str
    svg: str
    alt: str
    table: pd.DataFrame
    half: bool = True
    sheet: "Sheet | None" = field(default=None, compare=False, repr=False)
    message: str = ""

    @property
    def inline_svg(self) -> str:
        """`svg` for a page that has the pictures' fonts."""
        return inlined(self.svg)


# What says where and how pictures are shown to a person, not how they look.
_NOT_LOOKS = ("backend", "interactive", "toolbar")


@cache
def _style() -> dict[Any, Any]:
    """matplotlib's own settings with the suite's: a person's matplotlibrc changes no picture."""
    with as_file(files("rehab.charts").joinpath("style.mplstyle")) as path:
        own = mpl.rc_params_from_file(path, use_default_template=False)
    return {name: value for name, value in mpl.rcParamsDefault.items() if not name.startswith(_NOT_LOOKS)} | dict(own)


@contextmanager
def chart_style() -> Iterator[None]:
    """The suite's chart style, for the time of drawing."""
    # Past the check of each setting: all three hundred have been checked when they were read.
    settings = cast(dict[Any, Any], mpl.rcParams)
    before = dict.copy(settings)
    # As matplotlib's own `rc_context` has it: who changes where pictures are shown means it to last.
    del before["backend"]
    dict.update(settings, _style())
    try:
        yield
    finally:
        dict.update(settings, before)


class Renderer(Protocol):
    """What shapes are drawn onto: matplotlib's own renderers, and that of metafiles."""

    def new_gc(self) -> Any:
        """A stroke to set."""

    def draw_path(self, gc: Any, path: Any, transform: Any, inside: Any = None, /) -> None:
        """Draw a shape."""

    def draw_markers(
        self, gc: Any, marker_path: Any, marker_trans: Any, path: Any, trans: Any, inside: Any = None, /
    ) -> None:
        """Draw one mark at each point of a path."""


Draw = Callable[[Renderer], None]


@dataclass(frozen=True)
class Said:
    """One line of text on a sheet, on its baseline; `anchor` says which of its ends, or its middle, stands at `x`."""

    x: float
    y: float
    said: str
    size: float
    colour: str
    anchor: str
    bold: bool
    kind: str


class Sheet:
    """Marks and texts on a sheet with the origin at its top left; use inside `chart_style()`.

    Drawn without figure and axes: each picture places its own marks and knows where every text ends. matplotlib's
    renderer draws the shapes, texts are written where they stand: all that matplotlib does besides takes ten times
    as long. `top` is the first free point below the made-up mark.
    """

    def __init__(self, width: float, height: float, made_up: str = "") -> None:
        lines = balanced(made_up, _MADE_UP_SIZE, width - 2 * MARGIN, bold=True)
        self.top = len(lines) * _MADE_UP_SIZE * LINE_HEIGHT + (4 if lines else 0)
        self.width, self.height = width, height + self.top
        self._bars: list[Draw] = []
        self._strokes: list[Draw] = []
        self.texts: list[Said] = []
        for index, line in enumerate(lines):
            y = (index + 1) * _MADE_UP_SIZE * LINE_HEIGHT - 2
            self.text(width / 2, y, line, _MADE_UP_SIZE, ALERT, "middle", bold=True, kind="made-up")

    def text(
        self,
        x: float,
        y: float,
        said: str,
        size: float = 10,
        colour: str = INK,
        anchor: str = "start",
        bold: bool = False,
        kind: str = "",
    ) -> None:
        """One line of text on a baseline.

        `kind`: `n` for a figure, `tick` for an axis, `quoted` for the province's words, or empty.
        """
        self.texts.append(Said(x, y, said, size, colour, anchor, bold, kind))

    def lines(
        self,
        x: float,
        y: float,
        said: Sequence[str],
        size: float,
        colour: str = INK,
        bold: bool = False,
        kind: str = "",
    ) -> None:
        """Lines of text below each other; `y` is the first one's baseline."""
        for index, line in enumerate(said):
            self.text(x, y + index * size * LINE_HEIGHT, line, size, colour, bold=bold, kind=kind)

    def rule(
        self,
        xs: Sequence[float],
        ys: Sequence[float],
        colour: str,
        width: float | None = None,
        dash: tuple[float, float] | None = None,
    ) -> None:
        """A line through points."""
        if not len(xs):
            return
        line = Path([(x, self.height - y) for x, y in zip(xs, ys, strict=True)])
        thickness = mpl.rcParams["lines.linewidth"] if width is None else width

        def draw(renderer: Renderer) -> None:
            stroke = renderer.new_gc()
            stroke.set_linewidth(thickness)
            stroke.set_foreground(to_rgba(colour), isRGBA=True)
            stroke.set_dashes(0, dash)
            renderer.draw_path(stroke, line, IdentityTransform())

        self._strokes.append(draw)

    def bar(
        self, x: float, y: float, width: float, height: float, colour: str, hatch: str = "", hollow: bool = False
    ) -> None:
        """A rectangle from its top left corner; hatched ones are white between the strokes, in the same colour."""
        below, above = self.height - y - height, self.height - y
        corners = [(x, below), (x + width, below), (x + width, above), (x, above), (x, below)]
        edge, inside = to_rgba(colour), to_rgba(PAPER if hatch or hollow else colour)

        def draw(renderer: Renderer) -> None:
            stroke = renderer.new_gc()
            stroke.set_linewidth(mpl.rcParams["hatch.linewidth"] if hatch or hollow else 0)
            stroke.set_foreground(edge, isRGBA=True)
            if hatch:
                stroke.set_hatch(hatch)
                stroke.set_hatch_color(edge)
            renderer.draw_path(stroke, Path(corners, closed=True), IdentityTransform(), inside)

        self._bars.append(draw)

    def mark(self, x: float, y: float, marker: str, colour: str, hollow: bool = False, size: float = 6.5) -> None:
        """A single mark; a hollow one is white inside."""
        place = Path([(x, self.height - y)])
        edge, inside = to_rgba(colour), to_rgba(PAPER if hollow else colour)

        def draw(renderer: Renderer) -> None:
            shape = MarkerStyle(marker)
            stroke = renderer.new_gc()
            stroke.set_linewidth(mpl.rcParams["lines.markeredgewidth"])
            stroke.set_foreground(edge, isRGBA=True)
            scaled = shape.get_transform() + Affine2D().scale(size)
            renderer.draw_markers(stroke, shape.get_path(), scaled, place, IdentityTransform(), inside)

        self._strokes.append(draw)

    @property
    def shapes(self) -> tuple[Draw, ...]:
        """What is drawn besides texts, the lowest first."""
        return (*self._bars, *self._strokes)

    def svg(self, name: str, title: str, alt: str) -> str:
        """The sheet as SVG markup with title and description; lines and marks lie on bars."""
        buffer = io.StringIO()
        renderer = RendererSVG(self.width, self.height, buffer, metadata=_NO_DATE)
        for draw in self.shapes:
            draw(renderer)
        renderer.finalize()
        texts = (
            text_piece(own.x, own.y, own.said, own.size, own.colour, own.anchor, own.bold, own.kind)
            for own in self.texts
        )
        return lean_svg(buffer.getvalue(), texts, name, title, alt, self.width, self.height)


def described(alt: str, made_up: str) -> str:
    """A text alternative, begun with the made-up mark where there is one.

    >>> described("Tăng.", "Số liệu giả định")
    'Số liệu giả định. Tăng.'
    """
    return f"{made_up}. {alt}" if made_up else alt
