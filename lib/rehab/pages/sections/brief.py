"""The brief of one province: what a notebook calls, section by section."""

from collections.abc import Iterable
from functools import cached_property

from rehab.catalog.problem_kinds import SEVERITIES
from rehab.catalog.reviews import in_its_review
from rehab.charts.canvas import Chart
from rehab.disclosure.audiences import PUBLIC
from rehab.pages.citing.html import Html, render
from rehab.pages.frame.links import GivenLink
from rehab.pages.numbers.finding import finding
from rehab.pages.numbers.material import load_material
from rehab.pages.numbers.shortfalls import shortfalls
from rehab.pages.numbers.words import all_words
from rehab.pages.pictures.pictures import (
    Picture,
    centres_picture,
    flow_pictures,
    funding_pictures,
    nine_picture,
    support_pictures,
    treatment_pictures,
    trend_pictures,
)
from rehab.pages.sections.cautions import FIRST, cautions
from rehab.pages.sections.centres import centres
from rehab.pages.sections.details import details
from rehab.pages.sections.downloads import downloads
from rehab.pages.sections.funding import funding
from rehab.pages.sections.heading import KIND, heading
from rehab.pages.sections.movement import movement
from rehab.pages.sections.nine import SYMBOLS, nine_table
from rehab.pages.sections.open import open_points
from rehab.pages.sections.province_page import ProvincePage
from rehab.pages.sections.treatment import treatment


@in_its_review
class Brief(ProvincePage):
    """Sections of one province's brief."""

    def heading(self, kind: str = KIND) -> Html:
        """Province, report, plan and contents; says so where the data is made up.

        `kind` is the kind of page that the notebook makes of these sections, if it is not the brief.
        """
        return heading(self.material, self._links, kind)

    # ── The first page: enough for a leader ─────────────────────────────────────────────────────────────

    def summary(self) -> Html:
        """The finding in one sentence, and the nine at a glance: verdict, figure, target and whose word."""
        own = nine_table(self.material)
        return self._render("summary", finding=finding(self.material), rows=own, symbols=SYMBOLS)

    def picture(self) -> Html:
        """The nine in one picture; a sentence where nothing was computed."""
        return self._render("targets", chart=nine_picture(self.material).chart)

    def nine_indicators(self) -> Html:
        """The nine-row table in the official form, and what each missed target would take."""
        return self._render("nine", rows=nine_table(self.material), shortfalls=shortfalls(self.material))

    def cautions(self) -> Html:
        """What to keep in mind when reading the table: what matters most, the rest folded."""
        found = cautions(self.material)
        return self._render("cautions", first=found[:FIRST], rest=found[FIRST:])

    # ── For those who ask on ────────────────────────────────────────────────────────────────────────────

    def indicators(self) -> Html:
        """Each indicator: why, the calculation with its cells, its years, other definitions."""
        return self._render("details", details=details(self.material, self._charts))

    def treatment(self) -> Html:
        """People on file and in treatment, by form and year."""
        table = treatment(self.material)
        charts = self._drawn(*treatment_pictures(self.material))
        return self._render("treatment", table=table, charts=charts)

    def movement(self) -> Html:
        """Admissions, completions, and the balance of the centres."""
        charts = self._drawn(*flow_pictures(self.material), *support_pictures(self.material))
        return self._render("movement", movement=movement(self.material), charts=charts)

    def centres(self) -> Html:
        """Centres, places, occupancy, staff."""
        return self._render(
            "centres",
            centres=centres(self.material),
            charts=self._drawn(centres_picture(self.material)),
        )

    def funding(self) -> Html:
        """Funding by source and year."""
        return self._render(
            "funding",
            funding=funding(self.material),
            charts=self._drawn(*funding_pictures(self.material)),
        )

    def open_points(self) -> Html:
        """What the data leaves open: what is missing and why, corrections, problems."""
        return self._render("open", points=open_points(self.material))

    # ── Annex ───────────────────────────────────────────────────────────────────────────────────────────

    def words(self) -> Html:
        """Goals, explanations and causes as the province words them, in full."""
        return self._render("words", words=all_words(self.material))

    def downloads(self) -> Html:
        """The page's tables, to be saved."""
        return downloads(self.material)

    def problems(self) -> Html:
        """What a reader must look at in the workbook, the worst first."""
        worst_first = sorted(self.material.facts.problems, key=lambda problem: -SEVERITIES.index(problem.severity))
        return self._render("problems", problems=worst_first)

    def method(self) -> Html:
        """How it was worked out, in short."""
        return self._render("method")

    def sources(self) -> Html:
        """Where the page lists every cell that a figure on it came from, and where it is used: the exporter does."""
        province = self.material.province.code
        words = {"file": self.material.file, "province": province}
        return render("sources", self.material.language, sources=words, province=province)

    @cached_property
    def _charts(self) -> dict[str, Chart]:
        trends = trend_pictures(self.material)
        return {trend.chart.name: trend.chart for trend in trends if trend.chart}

    @staticmethod
    def _drawn(*pictures: Picture) -> list[Chart]:
        """The charts there are; what there is none for, the section's table or sentence tells."""
        return [picture.chart for picture in pictures if picture.chart]


def open_brief(
    province: str | int,
    collection: str,
    language: str = "vi",
    as_of: str = "",
    data: str = "",
    audience: str = PUBLIC,
    links: Iterable[GivenLink] = (),
) -> Brief:
    """The brief of one province of a collection; `province` is a code, a number or any spelling of a name.

    `as_of` (ISO date) leaves out later values. `audience`: `public`, without counts of 1 to 4 people and what
    would tell them, or `internal`. `links`: pages to lead to. Raises MaterialError,
    UnknownProvinceError or UnknownAudienceError.
    """
    return Brief(load_material(province, collection, language, as_of, data, audience), links)
