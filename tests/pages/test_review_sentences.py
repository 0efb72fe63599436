"""What the review's sentences say, worked out anew from the tables by other means, over all made-up provinces."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from recomputed_review import HALF, YEARS, falls_told, figures, gaps_told, percent, plans_told, targets_told, written
from test_review import years_of

from pages import PROJECT, material_with
from rehab.attainment.assessment import assess
from rehab.catalog.lines import line_label, lines, parent_of, splits_a_sum
from rehab.catalog.outline import outline
from rehab.pages.numbers.changes import course_sentences, share_sentence
from rehab.pages.numbers.material import Material
from rehab.pages.numbers.plans import plan_rows
from rehab.pages.numbers.weak import weak_points
from rehab.store.project import workbooks_in
from rehab.workbooks.reading import Reading

WORKBOOKS = workbooks_in(PROJECT / "data" / "raw" / "sample")
HALF_WORDS = "6 tháng đầu năm 2020"
NAMES = list(dict.fromkeys(name for item in outline() for name in item.lines))


def half_words(rows: pd.DataFrame, name: str) -> str:
    """What the half-year is called: by the workbook's own days, where it states them."""
    own = rows[(rows["line"] == name) & (rows["period"] == HALF) & (rows["area"] == "") & (rows["entry"] == "")]
    said = own["text"].iloc[0]
    if re.search(r"\d", said):
        return said
    days = [date.fromisoformat(own[side].iloc[0]) for side in ("period_start", "period_end")]
    if days[0] == date(2020, 1, 1):
        return HALF_WORDS
    return " - ".join(f"{day.day:02d}/{day.month:02d}/{day.year}".replace("/0", "/") for day in days)


def course_told(rows: pd.DataFrame, name: str) -> str:
    """All that must be said of a line by year, in Vietnamese."""
    found, line = figures(rows, name), lines()[name]
    label, unit = line_label(name, "vi"), line.unit
    given = {year: found[year] for year in YEARS if year in found}
    any_row = rows[(rows["line"] == name) & (rows["area"] == "") & (rows["entry"] == "") & rows["value"].notna()]
    said = []
    if len(given) == 1:
        ((year, value),) = given.items()
        said.append(
            f"{label} năm {year} là {written(value)} {unit}; chỉ có số liệu của một năm nên không nêu được tăng, giảm."
        )
    elif given:
        first, last = min(given), max(given)
        before, after = given[first], given[last]
        start, change = f"{label} năm {last} là {written(after)} {unit}", written(abs(after - before))
        share = f" ({percent(abs(after - before), before)})" if before >= 20 else ""
        if after == before:
            said.append(f"{start}, bằng năm {first} ({written(before)}).")
        elif after == 0:
            said.append(f"{start}; năm {first} là {written(before)}.")
        else:
            way = "tăng" if after > before else "giảm"
            said.append(f"{start}, {way} {change} {unit}{share} so với năm {first} ({written(before)}).")
        high, low = max(given.values()), min(given.values())
        if len(given) > 2 and high != low and {high, low} != {before, after}:
            tops, bottoms = (", ".join(y for y in given if given[y] == own) for own in (high, low))
            said.append(f"Cao nhất là năm {tops} ({written(high)}), thấp nhất là năm {bottoms} ({written(low)}).")
    missing = [year for year in YEARS if year not in set(any_row["period"])]
    if given and missing:
        said.append(f"Chưa có số liệu của năm {', '.join(missing)}.")
    if HALF in found:
        value, days = f"{written(found[HALF])} {unit}", half_words(rows, name)
        if not given:
            said.append(f"{label}, {days}: {value}.")
        elif line.measure == "flow":
            said.append(f"Số của {days} là {value}; chưa đủ năm nên không so sánh với các năm.")
        else:
            said.append(f"Số của {days} là {value}.")
    for period, value in found.items():
        if "/" in period:
            days = any_row[any_row["period"] == period]["text"].iloc[0]
            start = f"Số của {days} là {written(value)}" if said else f"{label}, {days}: {written(value)}"
            said.append(f"{start} {unit}.")
    return " ".join(said)


def share_told(rows: pd.DataFrame, name: str) -> str:
    """What must be said of the share that a line is of its whole; nothing where it has no single whole."""
    whole = parent_of(lines()[name])
    if whole == name or splits_a_sum(lines()[name]):
        return ""
    parts, wholes = figures(rows, name), figures(rows, whole)
    for period in (HALF, *reversed(YEARS)):
        part, of = parts.get(period), wholes.get(period)
        if part is not None and of and part <= of:
            days = half_words(rows, name) if period == HALF else f"năm {period}"
            return f"{line_label(name, 'vi')}, {days}: {written(part)} trên {written(of)}, chiếm {percent(part, of)}."
    return ""


@pytest.mark.part(6)
@pytest.mark.parametrize("path", WORKBOOKS, ids=lambda path: path.stem)
def test_every_sentence_of_a_made_up_province_is_what_its_figures_say(
    path: Path, material: Material, made_up: Callable[[Path], Reading]
):
    compared, wrong = 0, []
    for rows in (made_up(path).observations,):
        own = replace(material, observations=rows.assign(corrected=False, withheld=""))
        for name in NAMES:
            said = " ".join(sentence.plain for sentence in course_sentences(own, name, "o-x"))
            share = share_sentence(own, name, "o-x")
            for shown, wanted in (
                (said, course_told(rows, name)),
                (share.plain if share else "", share_told(rows, name)),
            ):
                compared += bool(wanted)
                if shown != wanted:
                    wrong.append(f"{path.name} {name}:\n  {shown}\n  {wanted}")
    assert not wrong, "\n".join(wrong[:5])
    assert compared > 20


@pytest.mark.part(6)
@pytest.mark.parametrize("path", WORKBOOKS, ids=lambda path: path.stem)
def test_every_plan_and_every_shortcoming_of_a_made_up_province_is_what_its_figures_say(
    path: Path, material: Material, made_up: Callable[[Path], Reading]
):
    rows = made_up(path).observations
    found = assess(rows)
    verdicts = found.verdicts
    own = replace(
        material,
        observations=rows.assign(corrected=False, withheld=""),
        verdicts=verdicts.assign(withheld=""),
        workings=found.workings.assign(withheld=""),
    )
    item = next(item for item in outline() if any(shown.kind == "plans" for shown in item.shows))
    shown = plan_rows(own, item)
    assert (
        [[cell.plain for cell in row[1:]] for row in shown.rows] == plans_told(rows) if shown else not plans_told(rows)
    )
    labels = {name: line_label(name, "vi") for name in NAMES}
    proposed = {
        kind: [one.plain for one in weak_points(own, kind)] for kind in ("direction", "implementation", "resources")
    }
    assert proposed["direction"] == gaps_told(rows)
    assert proposed["implementation"] == [*targets_told(verdicts), *falls_told(rows, labels, of_money=False)]
    assert proposed["resources"] == falls_told(rows, labels, of_money=True)


def test_a_sentence_never_tells_a_withheld_figure_by_the_others(material: Material):
    for hidden in range(4):
        values = [40.0, 30.0, 20.0, 10.0]
        own = material_with(material, years_of(NAMES[0], dict(zip(YEARS, values, strict=True))))
        marks = ["small" if place == hidden else "" for place in range(4)]
        kept = [None if mark else value for mark, value in zip(marks, values, strict=True)]
        shown = replace(own, observations=own.observations.assign(withheld=marks, value=kept))
        said = " ".join(sentence.plain for sentence in course_sentences(shown, NAMES[0], "o-x"))
        assert "không công bố" in said
        # Nothing but the name of the line: no year, no figure, neither highest nor lowest.
        assert not re.search(r"\d", said.replace(line_label(NAMES[0], "vi"), ""))


ENGLISH: list[tuple[dict[str, float | None], str]] = [
    ({"2018": 7}, "7 files in 2018; with figures of one year only, no change can be told."),
    ({"2016": 40, "2019": 50}, "50 files in 2019, up 10 (25%) from 40 in 2016."),
    ({"2016": 10, "2019": 12}, "12 files in 2019, up 2 from 10 in 2016."),
    ({"2016": 40, "2019": 30}, "30 files in 2019, down 10 (25%) from 40 in 2016."),
    ({"2016": 40, "2019": 0}, "0 files in 2019, against 40 in 2016."),
    ({"2016": 0, "2019": 9}, "9 files in 2019, up 9 from 0 in 2016."),
    ({"2016": 0, "2019": 0}, "0 files in 2019, the same as in 2016 (0)."),
    ({"2016": 40, "2018": 30}, "No figure for 2017, 2019."),
    ({"2016": 5, "2017": 9, "2018": 3, "2019": 6}, "Highest in 2017 (9), lowest in 2018 (3)."),
    ({"2019": 8, "2020-H1": 4}, "not a whole year, so not compared with others."),
]


@pytest.mark.parametrize(("values", "said"), ENGLISH)
def test_what_a_course_says_in_english_is_right_at_its_edges(
    material: Material, values: dict[str, float | None], said: str
):
    own = replace(material_with(material, years_of("files_home_voluntary", values)), language="en")
    assert said in " ".join(sentence.plain for sentence in course_sentences(own, "files_home_voluntary", "o-x"))


def test_all_of_a_whole_is_a_hundred_percent_in_both_languages(material: Material):
    rows = [*years_of("counsellors_total", {"2019": 40}), *years_of("counsellors_certified", {"2019": 40})]
    own = material_with(material, rows)
    for language, said in (("vi", "40 trên 40, chiếm 100%."), ("en", "40 of 40, 100%.")):
        share = share_sentence(replace(own, language=language), "counsellors_certified", "o-x")
        assert share is not None and said in share.plain


def test_nearly_all_of_a_whole_is_never_told_as_all_of_it(material: Material):
    rows = [*years_of("counsellors_total", {"2019": 10000}), *years_of("counsellors_certified", {"2019": 9999})]
    share = share_sentence(material_with(material, rows), "counsellors_certified", "o-x")
    assert share is not None and "100%" not in share.plain


def test_money_of_another_unit_is_told_in_the_lines_own(material: Material, filled: Callable[..., Path]):
    # Read from a workbook in đồng, money is in million đồng before any sentence is made of it.
    rows = years_of("funding_recurrent_centre", {"2016": 2000.0, "2019": 2500.5})
    said = " ".join(s.plain for s in course_sentences(material_with(material, rows), "funding_recurrent_centre", "o-x"))
    assert "là 2.500,5 triệu đồng, tăng 500,5 triệu đồng (25%) so với năm 2016 (2.000)" in said
