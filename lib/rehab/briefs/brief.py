"""The brief of one province: what a notebook calls, section by section."""

from typing import Any

from rehab.briefs.calculations import calculations
from rehab.briefs.cautions import cautions
from rehab.briefs.downloads import downloads
from rehab.briefs.figures import Figures
from rehab.briefs.formats import format_day
from rehab.briefs.html import Html, render
from rehab.briefs.material import Material, load_material
from rehab.briefs.nine import nine_rows, summary
from rehab.briefs.pictures import (
    centres_picture,
    flow_pictures,
    funding_picture,
    made_up_text,
    nine_picture,
    support_picture,
    treatment_pictures,
    trend_pictures,
)
from rehab.briefs.reasons import reasons
from rehab.catalog.problem_kinds import SEVERITIES
from rehab.catalog.tables import records
from rehab.catalog.texts import text
from rehab.disclosure.protection import PUBLIC


class Brief:
    """Sections of one province's page, in the language of its material.

    Call `sources` last: it lists the cells of the figures that the other sections have shown.
    """

    def __init__(self, material: Material) -> None:
        self.material = material
        self._figures = Figures(material.language)

    def heading(self) -> Html:
        """Province, report and plan; says so where the data is made up."""
        material, language = self.material, self.material.language
        title = text("brief.title", language, province=material.province.title(language))
        report_date, plan_date = material.statement("report_date"), material.statement("plan_date")
        return render(
            "heading",
            language,
            metadata={
                "language": language,
                "title": title,
                "province": material.province.code,
                "audience": material.audience,
            },
            title=title,
            province=material.province.code,
            made_up=made_up_text(material),
            internal=text("disclosure.internal_banner", language) if material.is_internal else "",
            withheld_note=text("disclosure.note", language) if material.withholds else "",
            report=material.statement("report_number"),
            report_date=format_day(report_date, language) if report_date else "",
            issuer=material.statement("issuer") or material.province.title(language),
            plan=material.statement("plan_number"),
            plan_date=format_day(plan_date, language) if plan_date else "",
            file=material.file,
        )

    def summary(self) -> Html:
        """One sentence on the nine indicators."""
        return self._render("summary", sentence=summary(self.material, self._figures))

    def nine_indicators(self) -> Html:
        """The nine-row table in the official form."""
        return self._render("nine", rows=nine_rows(self.material, self._figures))

    def cautions(self) -> Html:
        """What to keep in mind when reading the table."""
        return self._render("cautions", cautions=cautions(self.material, self._figures))

    def calculations(self) -> Html:
        """The figures behind every computed part, with their dates and cells."""
        return self._render("calculations", calculations=calculations(self.material, self._figures))

    def targets(self) -> Html:
        """Chart of values against targets; a sentence where nothing was computed."""
        return self._render("targets", chart=nine_picture(self.material, self._figures).chart)

    def trends(self) -> Html:
        """Charts of what there is of 2016-2020; a sentence for what there is not."""
        material, figures = self.material, self._figures
        trends = trend_pictures(material, figures) + treatment_pictures(material, figures)
        trends += flow_pictures(material, figures)
        trends += [picture(material, figures) for picture in (support_picture, funding_picture, centres_picture)]
        return self._render("trends", trends=trends)

    def reasons(self) -> Html:
        """How each verdict was reached."""
        return self._render("reasons", reasons=reasons(self.material, self._figures))

    def downloads(self) -> Html:
        """The page's tables, to be saved."""
        return downloads(self.material)

    def problems(self) -> Html:
        """What a reader must look at in the workbook, the worst first."""
        rows = self.material.problems.copy()
        rows["rank"] = rows["severity"].map(SEVERITIES.index)
        ordered = records(rows.sort_values("rank", ascending=False, kind="stable"))
        message = f"message_{self.material.language}"
        return self._render("problems", problems=ordered, message=message)

    def sources(self) -> Html:
        """Every cell that a figure on the page came from."""
        return self._render("sources", sources=self._figures.sources, file=self.material.file)

    def _render(self, template: str, **context: Any) -> Html:
        return render(template, self.material.language, province=self.material.province.code, **context)


def open_brief(
    province: str | int,
    collection: str,
    language: str = "vi",
    as_of: str = "",
    data: str = "",
    audience: str = PUBLIC,
) -> Brief:
    """The brief of one province of a collection; `province` is a code, a number or any spelling of a name.

    `as_of` (ISO date) leaves out later values. `audience`: `public`, without counts of 1 to 4 people and what
    would tell them, or `internal`. Raises MaterialError, UnknownProvinceError or UnknownAudienceError.
    """
    return Brief(load_material(province, collection, language, as_of, data, audience))
