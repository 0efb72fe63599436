"""What pictures are drawn of: figures as the caller prints them, with what a picture must know of each."""

from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One figure: `value`, None where it is missing or withheld; as text; and as markup for the picture's table.

    >>> Shown(value=36.1, shown="36,1%").in_table
    '36,1%'
    """

    value: float | None = None
    shown: str = ""
    cell: object = ""

    @property
    def in_table(self) -> object:
        """The caller's markup, else the text; empty where there is no figure."""
        return self.cell or self.shown


@dataclass(frozen=True, kw_only=True)
class OfPeriod(Shown):
    """A figure of one period: `partial` where half a year is no year (a flow), `lower_bound` where it is at least so
    much."""

    period: str
    partial: bool = False
    lower_bound: bool = False


@dataclass(frozen=True, kw_only=True)
class Count(OfPeriod):
    """A count for `panels_chart`: its panel, its side (`up` or `down`: what comes in, what goes out), its line's name.

    `due` is False where no figure is asked for.
    """

    label: str
    panel: str = "1"
    side: str = "up"
    due: bool = True


@dataclass(frozen=True, kw_only=True)
class RateOfPeriod(OfPeriod):
    """A rate for `rate_chart`: over how many, what the plan expects by then, and the target."""

    denominator: float | None = None
    expected: Shown = field(default_factory=Shown)
    target: Shown = field(default_factory=Shown)


@dataclass(frozen=True, kw_only=True)
class Judged(Shown):
    """An indicator for `nine_chart`, or one of its parts (`part` is empty for the indicator as a whole)."""

    indicator: int
    name: str
    verdict: str
    part: str = ""
    basis: str = ""
    why: str = ""
    note: str = ""
    denominator: float | None = None
    target: Shown = field(default_factory=Shown)
    lower_bound: bool = False


@dataclass(frozen=True, kw_only=True)
class Centre:
    """A centre for `centres_chart`: its people, its places, and people over places where that can be known."""

    name: str
    name_cell: object = ""
    people: Shown = field(default_factory=Shown)
    places: Shown = field(default_factory=Shown)
    share: Shown = field(default_factory=Shown)
