"""Colours, shapes and hatches of every picture, and why they are these.

Hues are Okabe and Ito's, which colour-blind readers tell apart. Nothing rests on hue alone, for the two main
colours are one grey on a grey printer: each meaning has a shape, a hatch, a dash, a direction or a word of its own.
Texts keep a contrast of at least 4,5:1 against `PAPER`; where a screen is dark, pages and JupyterLab turn paper
and inks over together.
"""

from dataclasses import dataclass

PAPER = "#ffffff"
INK = "#1c2733"
SOFT = "#55616f"
RULE = "#d5dbe2"
AXIS = "#8a8f98"
BLUE = "#0072b2"
VERMILION = "#b84a00"
"""Okabe and Ito's vermilion, darker: the original is too pale for text."""
ALERT = "#a3001b"
MISSING = "…"
"""Where there is no figure, as statistical yearbooks print it."""
WITHHELD = "*"
"""Where there is one that the audience may not see; a note in the picture says so."""
HALF_YEAR_HATCH = "////"
PLAN_DASH = (4.0, 3.0)
BREAK_DASH = (1.0, 2.5)


@dataclass(frozen=True)
class VerdictStyle:
    """How one verdict looks: colour, bar hatch or an empty bar, matplotlib marker."""

    colour: str
    hatch: str
    hollow: bool
    marker: str


VERDICT_STYLES = {
    "met": VerdictStyle(BLUE, "", False, "o"),
    "not_met": VerdictStyle(VERMILION, "////", False, "X"),
    "not_assessed": VerdictStyle(SOFT, "", True, "_"),
}
