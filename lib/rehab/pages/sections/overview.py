"""The page of the whole collection: what its notebook calls, section by section."""

from collections.abc import Iterable
from typing import Any

from rehab.catalog.indicators import indicators
from rehab.catalog.periods import calendar
from rehab.catalog.provinces import provinces
from rehab.catalog.provinces_2020 import census_year
from rehab.catalog.reviews import Review, in_its_review
from rehab.charts.periods import period_label
from rehab.country.collected import regions
from rehab.country.spread import FEWEST
from rehab.disclosure.audiences import PUBLIC
from rehab.pages.citing.html import Html, render
from rehab.pages.citing.marks import mark
from rehab.pages.citing.phrases import NOTHING
from rehab.pages.frame.links import GivenLink
from rehab.pages.numbers.country import CountryMaterial, load_country
from rehab.pages.sections.overview_centres import centre_columns, centre_table, per_person_rows
from rehab.pages.sections.overview_course import course_tables
from rehab.pages.sections.overview_finding import cautions, finding
from rehab.pages.sections.overview_gaps import agreement_columns, agreement_rows, flip_rows, gap_rows
from rehab.pages.sections.overview_heading import overview_heading
from rehab.pages.sections.overview_map import maps
from rehab.pages.sections.overview_matrix import BASES, KEY, matrix, split_rows
from rehab.pages.sections.overview_own import own_columns, own_rows
from rehab.pages.sections.overview_people import (
    money_rows,
    people_rows,
    plan_rows,
    region_columns,
    region_panels,
    region_rows,
)
from rehab.pages.sections.overview_units import unit_columns, unit_rows
from rehab.pages.sections.overview_values import spread_picture, value_columns, value_rows

KIND = "overview"
CONTENTS = (
    "splits", "matrix", "map", "spread", "course", "people", "centres", "plans", "own", "units", "gaps", "flips",
    "agreement",
)  # fmt: skip


@in_its_review
class Overview:
    """Sections of the page on all provinces, in the language of its material; to be called in any order."""

    def __init__(self, material: CountryMaterial) -> None:
        self.material = material

    @property
    def review(self) -> Review:
        """The review that the collection reports on."""
        return self.material.review

    def heading(self) -> Html:
        """What the page is of, and contents; says so where the data is made up."""
        return overview_heading(self.material, KIND, CONTENTS)

    def finding(self) -> Html:
        """The page in a few sentences, and what to know before trusting them."""
        return self._render("overview_finding", sentences=finding(self.material), cautions=cautions(self.material))

    def matrix(self) -> Html:
        """All provinces by all indicators, grouped by region."""
        return self._render(
            "overview_matrix",
            regions=matrix(self.material),
            key=KEY,
            all=self.material.figures.count(len(provinces())),
            columns=[(number, one.short(self.material.language)) for number, one in indicators().items()],
        )

    def maps(self) -> Html:
        """The country as a map of tiles, one for each indicator."""
        return self._render("overview_map", charts=maps(self.material))

    def splits(self) -> Html:
        """How many provinces have each verdict on each indicator, and on whose word."""
        return self._render("overview_splits", columns=BASES, rows=split_rows(self.material))

    def spread(self) -> Html:
        """Every ratio over the provinces: both ends, the middle, who is not ranked, and all values."""
        rows, chart = value_rows(self.material), spread_picture(self.material)
        fewest = self.material.figures.count(FEWEST)
        return self._render(
            "overview_spread", chart=chart, rows=rows, columns=value_columns(self.material.language), fewest=fewest
        )

    def course(self) -> Html:
        """Ratios of the country and its regions over the years."""
        own = calendar()
        half = mark(period_label(own.half_year, self.material.language)) if own.half_year else NOTHING
        tables = course_tables(self.material)
        names = list(regions(self.material.language))
        return self._render("overview_course", tables=tables, regions=names, half=half, last_year=own.last_year)

    def people(self) -> Html:
        """People, money and yearly plans, by year and by region."""
        material, own = self.material, calendar()
        return self._render(
            "overview_people",
            years=own.window_years,
            people=people_rows(material),
            region_columns=region_columns(material.language),
            region_rows=region_rows(material),
            region_panels=region_panels(material),
            per_person=per_person_rows(material),
            centre_columns=centre_columns(material.language),
            centres=centre_table(material),
            money=money_rows(material),
            plans=plan_rows(material),
            census=census_year(),
            fewest=material.figures.count(FEWEST),
            last_year=own.last_year,
            has_half=own.half_year is not None,
        )

    def own(self) -> Html:
        """Each province's figures behind the sums, with a way to its cells, and the provinces alike."""
        material = self.material
        return self._render(
            "overview_own",
            columns=own_columns(material.language),
            rows=own_rows(material),
            unit_columns=unit_columns(material),
            units=unit_rows(material),
            year=calendar().window_years[-1],
        )

    def gaps(self) -> Html:
        """How many people are missing to the targets, and where."""
        return self._render("overview_gaps", rows=gap_rows(self.material))

    def sensitivity(self) -> Html:
        """What another way to count would change, and where computed and stated verdicts differ."""
        return self._render(
            "overview_flips",
            rows=flip_rows(self.material),
            agreement=agreement_rows(self.material),
            agreement_columns=agreement_columns(self.material.language),
        )

    def _render(self, template: str, **context: Any) -> Html:
        return render(template, self.material.language, **context)


def open_overview(
    collection: str, language: str = "vi", data: str = "", audience: str = PUBLIC, links: Iterable[GivenLink] = ()
) -> Overview:
    """The page on all provinces of a collection.

    `audience`: `public`, made of each province's public tables alone, or `internal`. `links`: pages to lead to.
    Raises MaterialError, CollectionError or UnknownAudienceError.
    """
    return Overview(load_country(collection, language, data, audience, links))
