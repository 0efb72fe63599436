"""Made-up words of a province below the headings of the outline: most provinces have them, none repeats a figure."""

import random

from rehab.catalog.reviews import review_rows
from rehab.catalog.texts import text
from rehab.workbooks.samples.draft import Draft, Fact
from rehab.workbooks.samples.province import ProvinceFigures
from rehab.workbooks.samples.titles import write_titles

WORDS_FILE = "sample_words.csv"
_PROVINCES_WITHOUT, _HEADINGS_WITHOUT = 0.12, 0.1
_WIDTH = 3


def own_words(figures: ProvinceFigures, seed: int) -> dict[str, str]:
    """What a province writes, by heading; nothing for some provinces and some headings.

    Drawn apart from the figures: no word changes a figure.
    """
    drawn = random.Random(f"{seed}/{figures.province.code}/words")
    if drawn.random() < _PROVINCES_WITHOUT:
        return {}
    title = figures.province.title("vi")
    name = title[0].lower() + title[1:]
    true = _truths(figures)
    offered: dict[str, list[str]] = {}
    for row in review_rows(WORDS_FILE):
        if not row["when"] or row["when"] in true:
            offered.setdefault(row["heading"], []).append(row["text_vi"].format(province=name))
    written = {heading: drawn.choice(words) for heading, words in offered.items()}
    return {heading: words for heading, words in written.items() if drawn.random() >= _HEADINGS_WITHOUT}


def _truths(figures: ProvinceFigures) -> set[str]:
    is_private = any(entry.get("facility_ownership") == "private" for entry in figures.facilities)
    held = {"centre": figures.has_facility, "private": is_private, "pilots": bool(figures.pilots)}
    return {name if holds else f"no_{name}" for name, holds in held.items()}


def write_words(draft: Draft, words: dict[str, str]) -> None:
    """A sheet with all headings and the words below each; none where there are no words."""
    if not words:
        return
    sheet = draft.sheet(text("form.narrative_sheet", "vi"))
    row = write_titles(sheet, draft, _WIDTH, text("form.narrative_title", "vi")) + 1
    for column, key in enumerate(("number", "narrative_heading", "narrative_text"), start=1):
        sheet.put(row, column, text(f"form.{key}", "vi"), "heading")
    for heading in review_rows("narrative.csv"):
        row += 1
        sheet.put(row, 1, heading["number"], "number")
        sheet.put(row, 2, heading["title_vi"], "label")
        own = words.get(heading["heading"])
        if own:
            sheet.put(row, 3, own, "words", fact=Fact("narrative", text=own, entry=heading["heading"]))
