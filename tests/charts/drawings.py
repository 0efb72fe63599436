"""What tests of pictures share: points to draw, and what a reader finds in the markup."""

import re
from dataclasses import dataclass, replace
from typing import Any
from xml.etree import ElementTree

from markupsafe import Markup

from rehab.catalog.periods import calendar
from rehab.charts.canvas import Chart
from rehab.charts.placement import Box, text_box
from rehab.charts.points import Centre, Count, Judged, RateOfPeriod, Shown
from rehab.charts.spread import Dot, Strip
from rehab.charts.tiles import MapGroup, MapTile
from rehab.pages.citing.phrases import Phrase

NONE = None
NOTHING_SHOWN = Shown()
_DIGITS = re.compile(r"\d[\d.,]*\d|\d")


@dataclass(frozen=True)
class Text:
    """One text of a picture with its class and the room it takes."""

    said: str
    kind: str
    box: Box


def texts_of(chart: Chart) -> list[Text]:
    """Every text drawn, title and description left out."""
    found: list[Text] = []
    _collect(ElementTree.fromstring(chart.svg), {}, found)
    return found


def _collect(node: ElementTree.Element, given: dict[str, str], found: list[Text]) -> None:
    given = {**given, **node.attrib}
    if node.tag.endswith("}text"):
        anchor = given.get("text-anchor", "start")
        box = text_box(float(given["x"]), float(given["y"]), node.text or "", float(given["font-size"]), anchor)
        found.append(Text(node.text or "", given.get("class", ""), box))
    for child in node:
        _collect(child, given, found)


def numbers_in(said: str) -> set[str]:
    return set(_DIGITS.findall(said))


def numbers_of_table(chart: Chart) -> set[str]:
    cells = [cell.plain if isinstance(cell, Phrase) else str(cell) for cell in chart.table.to_numpy().ravel()] + [
        str(name) for name in chart.table.columns
    ]
    return {number for cell in cells for number in numbers_in(Markup(cell).striptags())}


def numbers_drawn(chart: Chart) -> set[str]:
    """Numbers a reader sees in the picture, the ticks of axes left out."""
    return {number for text in texts_of(chart) if text.kind != "tick" for number in numbers_in(text.said)}


def overlapping(chart: Chart) -> list[tuple[str, str]]:
    """Pairs of texts that share room; half a point is forgiven."""
    texts = [(text.said, _shrunk(text.box)) for text in texts_of(chart)]
    return [
        (one, other)
        for index, (one, box) in enumerate(texts)
        for other, other_box in texts[index + 1 :]
        if box.overlaps(other_box)
    ]


def _shrunk(box: Box) -> Box:
    return Box(box.left + 0.5, box.top + 0.5, box.right - 0.5, box.bottom - 0.5)


def clipped(chart: Chart) -> list[str]:
    """Texts that leave the picture."""
    _, _, width, height = (float(n) for n in re.search(r'viewBox="([^"]+)"', chart.svg)[1].split())  # type: ignore[index]
    return [
        text.said
        for text in texts_of(chart)
        if text.box.left < -0.5 or text.box.top < -0.5 or text.box.right > width + 0.5 or text.box.bottom > height + 0.5
    ]


def bars(chart: Chart) -> int:
    """How many rectangles are drawn, hatched or not."""
    return len(re.findall(r"M\S+ \S+H\S+V\S+H\S+?z", chart.svg))


def percent(value: float | None) -> str:
    return "" if value is None else f"{value:.1f}%".replace(".", ",")


def whole(value: float | None) -> str:
    return "" if value is None else f"{value:,.0f}".replace(",", ".")


def nine(**changes: Any) -> list[Judged]:
    """Nine rows without figures; indicator 6 with its part as `changes` say."""
    name, note = f"Mục tiêu thứ {'một' * 6}", "không có số để tính"
    rows = [Judged(indicator=number, name=name, verdict="met", basis="stated", note=note) for number in range(1, 10)]
    if changes:
        given = {"value": 36.1, "denominator": 930.0, "verdict": "not_met", "basis": "computed"} | changes
        target = Shown(value=80.0, shown=percent(80.0))
        rows[5] = replace(rows[5], **given, shown=percent(given["value"]), target=target)
        rows.insert(6, replace(rows[5], part="6"))
    return rows


def rates(
    *values: float | None, window: float | None = NONE, denominators: float = 100.0, bound: bool = False
) -> list[RateOfPeriod]:
    """A rate from 2015 on against a path from 60 to 80, and its value over the window."""
    given = [
        (period, value, 60.0 + 4 * index)
        for index, (period, value) in enumerate(zip(calendar().columns, values, strict=False))
    ]
    return [
        RateOfPeriod(
            period=period,
            value=value,
            shown=("≥ " if bound and value is not None else "") + percent(value),
            expected=Shown(value=expected, shown=percent(expected)),
            target=Shown(value=80.0),
            denominator=denominators,
            partial=True,
            lower_bound=bound,
        )
        for period, value, expected in [*given, ("2016-01-01/2020-06-22", window, 80.0)]
    ]


def counts(
    *values: float | None, label: str = "Người có hồ sơ", panel: str = "1", side: str = "up", partial: bool = False
) -> list[Count]:
    """A line of counts from 2015 on."""
    return [
        Count(period=period, value=value, shown=whole(value), label=label, panel=panel, side=side, partial=partial)
        for period, value in zip(calendar().columns, values, strict=False)
    ]


def centres(*rows: tuple[str, float | None, float | None]) -> list[Centre]:
    """Centres by name, people and places."""
    return [
        Centre(
            name=name,
            people=Shown(value=people, shown=whole(people)),
            places=Shown(value=places, shown=whole(places)),
            share=Shown(shown="" if people is None or not places else percent(100 * people / places)),
        )
        for name, people, places in rows
    ]


def strip(target: float | None, *values: float) -> Strip:
    """Provinces on a ratio, the ends named as the longest names are."""
    shown = [Shown(value=value, shown=f"{value}%") for value in values]
    low, high = (Shown(shown=f"Bà Rịa - Vũng Tàu ({shown[end].shown})") for end in (0, -1))
    return Strip(
        name=Shown(shown="7.1" if target is None else "8"),
        title="Người cai nghiện bắt buộc được dạy nghề trên số được đưa vào cai nghiện bắt buộc",
        target=NOTHING_SHOWN if target is None else Shown(value=target, shown=f"{target}%"),
        count=f"{len(values)} tỉnh",
        dots=tuple(Dot(value, None if target is None else value >= target) for value in values),
        low=low,
        middle=shown[len(values) // 2],
        high=high,
        ranked=Shown(shown=str(len(values))),
        unranked=Shown(shown="0"),
    )


def tiles() -> tuple[list[MapTile], list[MapGroup]]:
    """Neighbouring tiles of the longest names, one without figures, an archipelago; and their groups."""
    drawn = [
        MapTile(1, 1, "Thừa Thiên Huế", "met", "✓°±≠", "≥ 100%"),
        MapTile(1, 2, "Bà Rịa - Vũng Tàu", "not_met", "✗≠", "79,96%"),
        MapTile(2, 1, "Thái Nguyên", "not_assessed", "–°"),
        MapTile(2, 2, "Ba Ria - Vung Tau"),
        MapTile(2, 9, "Quần đảo Trường Sa", is_island=True),
    ]
    groups = [
        MapGroup("Đạt", Shown(shown="1"), Shown(shown="Thừa Thiên Huế (≥ 100%)")),
        MapGroup("Không đạt", Shown(shown="1"), Shown(shown="Bà Rịa - Vũng Tàu (79,96%)")),
    ]
    return drawn, groups
