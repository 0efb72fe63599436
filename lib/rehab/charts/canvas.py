"""A sheet to draw on, in points from the top left, and the chart that comes of it."""

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from typing import Any, cast

import matplotlib as mpl
import pandas as pd
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from matplotlib.transforms import IdentityTransform

from rehab.charts.lean import inlined, lean_svg
from rehab.charts.lettering import LINE_HEIGHT, balanced
from rehab.charts.marks import ALERT, INK, PAPER

WIDE = 520.0
"""Width of a picture that stands alone."""
HALF = 344.0
"""Width of a picture that stands beside another, or alone on a phone."""
MARGIN = 4.0
_MADE_UP_SIZE = 9.0
_NO_DATE: dict[str, None] = {"Date": None, "Creator": None, "Format": None, "Type": None}


@dataclass(frozen=True)
class Chart:
    """A drawn chart: `svg`, `alt` that states what it shows, and `table` with its numbers, ready to print.

    `alt` begins with the made-up mark where the data is made up. Cells of `table` are texts, or markup where the
    caller's formatter gave markup. `half` is True for a picture that may stand beside another.
    """

    name: str
    title: str
    svg: str
    alt: str
    table: pd.DataFrame
    half: bool = True

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
    with mpl.rc_context():
        # Past the check of each setting: all three hundred have been checked when they were read.
        dict.update(cast(dict[Any, Any], mpl.rcParams), _style())
        yield


class _PlacedText(Text):
    """One line of text whose place is known: SVG aligns it, so there is no need to lay it out, which takes longest."""

    def draw(self, renderer: Any) -> None:
        """Write it where it stands; `$` in it is a character like others."""
        renderer.open_group("text", self.get_gid())
        style = renderer.new_gc()
        style.set_foreground(self.get_color())
        x, y = self.get_position()
        _, height = renderer.get_canvas_width_height()
        renderer.draw_text(style, x, height - y, self.get_text(), self.get_fontproperties(), 0, mtext=self)
        style.restore()
        renderer.close_group("text")


class Sheet:
    """A matplotlib figure with the origin at its top left; use inside `chart_style()`.

    Drawn without axes: each picture places its own marks, knows where every text ends, and takes a fraction of
    the time. `top` is the first free point below the made-up mark.
    """

    def __init__(self, width: float, height: float, made_up: str = "") -> None:
        lines = balanced(made_up, _MADE_UP_SIZE, width - 2 * MARGIN, bold=True)
        self.top = len(lines) * _MADE_UP_SIZE * LINE_HEIGHT + (4 if lines else 0)
        self.width, self.height = width, height + self.top
        self._figure = Figure(figsize=(self.width / 72, self.height / 72))
        self._figure.patch.set_visible(False)
        FigureCanvasSVG(self._figure)
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
        drawn = _PlacedText(
            x,
            self.height - y,
            said,
            fontsize=size,
            color=colour,
            ha={"start": "left", "middle": "center", "end": "right"}[anchor],
            va="baseline",
            fontweight="bold" if bold else "normal",
            transform=IdentityTransform(),
        )
        if kind:
            drawn.set_gid(kind)
        self._figure.add_artist(drawn)

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
        drawn = Line2D(
            list(xs),
            [self.height - y for y in ys],
            color=colour,
            linewidth=mpl.rcParams["lines.linewidth"] if width is None else width,
            transform=IdentityTransform(),
        )
        if dash:
            # matplotlib scales dashes with the line's width.
            drawn.set_linestyle((0, tuple(part / drawn.get_linewidth() for part in dash)))
        self._figure.add_artist(drawn)

    def bar(
        self, x: float, y: float, width: float, height: float, colour: str, hatch: str = "", hollow: bool = False
    ) -> None:
        """A rectangle from its top left corner; hatched ones are white between the strokes, in the same colour."""
        drawn = Rectangle(
            (x, self.height - y - height),
            width,
            height,
            facecolor=PAPER if hatch or hollow else colour,
            edgecolor=colour,
            linewidth=0.9 if hatch or hollow else 0,
            hatch=hatch or None,
            transform=IdentityTransform(),
        )
        self._figure.add_artist(drawn)

    def mark(self, x: float, y: float, marker: str, colour: str, hollow: bool = False, size: float = 6.5) -> None:
        """A single mark; a hollow one is white inside."""
        drawn = Line2D(
            [x],
            [self.height - y],
            marker=marker,
            markersize=size,
            markerfacecolor=PAPER if hollow else colour,
            markeredgecolor=colour,
            linestyle="none",
            transform=IdentityTransform(),
        )
        self._figure.add_artist(drawn)

    def svg(self, name: str, title: str, alt: str) -> str:
        """The sheet as SVG markup with title and description."""
        buffer = io.StringIO()
        self._figure.savefig(buffer, format="svg", metadata=_NO_DATE)
        return lean_svg(buffer.getvalue(), name, title, alt, self.width, self.height)


def described(alt: str, made_up: str) -> str:
    """A text alternative, begun with the made-up mark where there is one.

    >>> described("Tăng.", "Số liệu giả định")
    'Số liệu giả định. Tăng.'
    """
    return f"{made_up}. {alt}" if made_up else alt
