"""What a reader must keep in mind: lower bounds, one person, other denominators, mixed days, disagreement."""

from collections.abc import Iterator

from markupsafe import Markup

from rehab.briefs.calculations import part_workings
from rehab.briefs.figures import Figures, counted_on, fill, join
from rehab.briefs.formats import format_days
from rehab.briefs.material import Material
from rehab.briefs.nine import has_value, known_terms, part_rows
from rehab.catalog.indicators import Indicator, indicators
from rehab.catalog.lines import line_label, lines
from rehab.catalog.tables import Row, records
from rehab.catalog.texts import text

# Problems that are no fault of anyone and yet change how a figure reads: told on the page, not in a list only.
_TOLD_PROBLEMS = ("balance_unexplained",)


def cautions(material: Material, figures: Figures) -> list[Markup]:
    """All cautions of a brief, indicator by indicator, then those of the whole page."""
    found: list[Markup] = []
    for indicator in indicators().values():
        for row in part_rows(material, indicator.number):
            found += _part_cautions(row, indicator, material, figures)
        found += _alternatives(indicator, material, figures)
    found += _disagreements(material, figures)
    found += _told_problems(material)
    found += _stated_only(material, figures)
    found += _plan_baselines(material, figures)
    return found


def _part_cautions(row: Row, indicator: Indicator, material: Material, figures: Figures) -> Iterator[Markup]:
    if not has_value(row):
        return
    language, part = material.language, str(row["part"])
    spoken: dict[str, object] = {"indicator": figures_name(part)}
    value, target = row["value"], row["target"]
    if row["terms_missing"]:
        known, count = known_terms(material, part)
        names = [line_label(name, language) for name in str(row["terms_missing"]).split(";")]
        yield fill(
            text("caution.lower_bound", language),
            value=figures.percent(value, part, target),
            known=figures.count(known),
            all=figures.count(count),
            missing="; ".join(names),
            **spoken,
        )
    if row["borderline"] is True:
        yield _borderline(row, figures, spoken)
    if _mixes_days(material, part):
        yield fill(text("caution.dates_mixed", language), terms=_terms(material, part, figures), **spoken)
    own = next(item for item in indicator.parts if item.id == part)
    if own.reading == "project":
        yield fill(text("caution.project_reading", language), **spoken)


def figures_name(part: str) -> Markup:
    """An indicator's number or a part's name, as a label and not a figure of the data."""
    return Markup('<span class="n">{}</span>').format(part)


def _borderline(row: Row, figures: Figures, spoken: dict[str, object]) -> Markup:
    language, part = figures.language, str(row["part"])
    numerator, distance = row["numerator"], int(row["margin"])
    if distance not in (0, -1):
        return fill(text("caution.doubtful", language), **spoken)
    key, change = ("fewer", -1) if distance == 0 else ("more", 1)
    return fill(
        text("caution.one_person_met" if distance == 0 else "caution.one_person_not_met", language),
        numerator=figures.computed(numerator, part),
        **{key: figures.computed(numerator + change, part)},
        **spoken,
    )


def _spans(material: Material, part: str) -> list[tuple[str, str, list[Row]]]:
    """Each line used over the window with its first and last day and its cells."""
    rows = part_workings(material, part)
    used = rows[(rows["status"] == "used") & (rows["cell"] != "")]
    found = []
    for name in used["line"].unique():
        if lines()[name].is_number:
            own = used[used["line"] == name]
            found.append((own["period_start"].min(), own["period_end"].max(), records(own)))
    return found


def _mixes_days(material: Material, part: str) -> bool:
    """True where counts of different days are added or compared (a flow beside a stock is such a case)."""
    return len({(start, end) for start, end, _ in _spans(material, part)}) > 1


def _terms(material: Material, part: str, figures: Figures) -> Markup:
    pieces = []
    for start, end, cells in _spans(material, part):
        if len(cells) == 1:
            shown, days = figures.observed(cells[0]), counted_on(cells[0], material.language)
        else:
            shown = figures.computed(sum(cell["value"] for cell in cells), part)
            days = format_days("", start, end, material.language)
        pieces.append(Markup("{} ({})").format(shown, days))
    return join(pieces, ", ")


def _alternatives(indicator: Indicator, material: Material, figures: Figures) -> Iterator[Markup]:
    verdicts = [row for row in part_rows(material, indicator.number) if has_value(row)]
    if not verdicts:
        return
    row, language = verdicts[0], material.language
    target, spoken = row["target"], {"indicator": figures_name(str(indicator.number))}
    if _adds_flow_and_stock(material, str(row["part"])) and indicator.alternatives:
        name = indicator.alternatives[0].short(language)
        yield fill(text("caution.flow_and_stock", language), name=name, **spoken)
    for alternative in indicator.alternatives:
        rates = material.rates
        own = rates[(rates["alternative"] == alternative.id) & rates["period"].str.contains("/", regex=False)]
        rate = records(own)[0]
        name = alternative.short(language)
        if rate["withheld"]:
            yield fill(text("disclosure.alternative", language), name=name, **spoken)
            continue
        if not has_value(rate):
            missing = _missing_lines(material, str(row["part"]), alternative.id)
            template = text("caution.alternative_unknown", language)
            yield fill(template, name=name, missing="; ".join(missing), **spoken)
            continue
        value = rate["value"]
        verdict = "met" if value >= target else "not_met"
        key = "caution.alternative_same" if verdict == row["verdict"] else "caution.alternative_flips"
        yield fill(
            text(key, language),
            name=name,
            value=figures.percent(value, alternative.id, target, bool(rate["terms_missing"])),
            verdict=text(f"verdict.{verdict}", language),
            **spoken,
        )


def _adds_flow_and_stock(material: Material, part: str) -> bool:
    rows = part_workings(material, part)
    used = rows[(rows["side"] == "numerator") & (rows["status"] == "used")]
    return used["line"].map(lambda name: lines()[name].measure).nunique() > 1


def _missing_lines(material: Material, part: str, alternative: str) -> list[str]:
    rows = part_workings(material, part, alternative)
    lacking = rows[(rows["side"] == "denominator") & ~rows["status"].isin(["used", "none_stated"])]
    if lacking.empty:
        lacking = rows[~rows["status"].isin(["used", "none_stated"])]
    return [line_label(name, material.language) for name in lacking["line"].unique()]


def _disagreements(material: Material, figures: Figures) -> Iterator[Markup]:
    rows = material.verdicts[(material.verdicts["part"] == "") & (material.verdicts["basis"] == "computed")]
    for row in records(rows):
        if row["agrees"] is False:
            yield fill(
                text("caution.disagrees", material.language),
                indicator=figures_name(str(row["indicator"])),
                computed=text(f"verdict.{row['verdict']}", material.language),
                stated=text(f"verdict.{row['stated_verdict']}", material.language),
            )


def _told_problems(material: Material) -> Iterator[Markup]:
    rows = material.problems[material.problems["code"].isin(_TOLD_PROBLEMS)]
    for message in rows[f"message_{material.language}"]:
        yield Markup('<span class="quoted">{}</span>').format(message)


def _stated_only(material: Material, figures: Figures) -> Iterator[Markup]:
    rows = material.verdicts[material.verdicts["part"] == ""]
    own = rows[(rows["basis"] == "stated") & (rows["verdict"] != "not_assessed")]
    if not own.empty:
        names = join([figures_name(str(number)) for number in own["indicator"]], ", ")
        yield fill(text("caution.stated_only", material.language), indicators=names)


def _plan_baselines(material: Material, figures: Figures) -> Iterator[Markup]:
    rows = material.verdicts[(material.verdicts["part"] == "") & (material.verdicts["baseline_kind"] == "plan")]
    known = rows[rows["baseline"].notna()]
    if not known.empty:
        shown = [figures.fixed(float(value)) for value in known["baseline"]]
        yield fill(text("caution.plan_baseline", material.language), baselines=join(shown, "; "))
