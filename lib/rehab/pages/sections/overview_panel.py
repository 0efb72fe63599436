"""Of whom a sum is: what is said beside every one (rule 23)."""

from rehab.catalog.provinces import provinces
from rehab.catalog.texts import text
from rehab.country.panels import Panel
from rehab.pages.citing.phrases import Phrase, fill
from rehab.pages.numbers.country import CountryMaterial
from rehab.pages.sections.overview_names import percent, some_names


def panel_words(panel: Panel, material: CountryMaterial) -> Phrase:
    """Of how many provinces a sum is, what part of the population they are, which large ones are missing."""
    language, count = material.language, material.figures.count
    if panel.is_whole:
        return fill(text("country.panel_whole", language), all=count(len(provinces())))
    # Of all provinces of the review, also where fewer were asked of: those without a centre have no such sum.
    whole = Panel(panel.codes, tuple(code for code in provinces() if code not in panel.codes))
    return fill(
        text("country.panel", language),
        count=count(len(panel.codes)),
        share=percent(whole.population_share, language),
        names=some_names(panel.largest_left_out, language),
    )
