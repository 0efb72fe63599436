"""What was sent and what was not: the page in a few sentences, files of no use, and each province's source."""

from dataclasses import dataclass

from rehab.catalog.provinces import provinces
from rehab.catalog.texts import text
from rehab.country.completeness import filled_lines, lines_of_appendices
from rehab.country.problem_counts import count_kinds
from rehab.pages.citing.formats import format_day
from rehab.pages.citing.marks import mark, message_mark, quoted
from rehab.pages.citing.phrases import NOTHING, Phrase, fill, join, phrase
from rehab.pages.numbers.quality import QualityMaterial
from rehab.pages.numbers.sent_again import change_words
from rehab.pages.sections.overview_matrix import missing
from rehab.pages.sections.overview_names import province_name
from rehab.store.changes import VERDICT

_MOST_NAMED = 5
_DIFFERS = "verdict"


def finding(material: QualityMaterial) -> list[Phrase]:
    """How many sent what, how much is wrong with it, and whom to ask first."""
    language, count = material.language, material.country.figures.count
    own = material.provinces
    if not own:
        return [phrase(text("quality.finding_none", language))]
    filled = filled_lines(material.sent.observations)
    mean = sum(sum(counts.values()) for counts in filled.values()) / len(own)
    errors = [one for one in own if one.by_severity["error"]]
    first = fill(
        text("quality.finding", language),
        sent=count(len(own)),
        all=count(len(provinces())),
        filled=count(round(mean)),
        lines=count(sum(lines_of_appendices().values())),
        errors=count(sum(one.by_severity["error"] for one in own)),
        with_errors=count(len(errors)),
        warnings=count(sum(one.by_severity["warning"] for one in own)),
        remarks=count(sum(one.by_severity["remark"] for one in own)),
    )
    # Said whether any was left out or not: that there is a problem tells of a figure's size.
    public = [] if material.country.is_internal else [phrase(text("quality.public", language))]
    # Most of what there is to ask are two verdicts that differ: no figure is lost by that, and a reader should know.
    differing = sum(kind.count for kind in count_kinds(material.sent) if kind.outcome == _DIFFERS)
    told = [fill(text("quality.finding_differing", language), count=count(differing))] if differing else []
    asked = [one for one in own if one.by_severity["error"] or one.by_severity["warning"]][:_MOST_NAMED]
    if not asked:
        return [first, *told, *public]
    names = [
        fill(
            text("quality.named_errors", language),
            name=province_name(one.code, language),
            errors=count(one.by_severity["error"]),
            warnings=count(one.by_severity["warning"]),
        )
        for one in asked
    ]
    return [first, *told, fill(text("quality.first_to_ask", language), names=join(names, ", ")), *public]


def files_said(material: QualityMaterial) -> list[Phrase]:
    """Who sent nothing, and every file that stands for no page of its own, in sentences."""
    language, count = material.language, material.country.figures.count
    said = missing(material.country)
    said += [
        fill(
            text("quality.stray", language),
            file=quoted(stray.file),
            message=message_mark(stray.message(language)),
        )
        for stray in material.country.tables.strays
    ]
    several = [source for source in material.sent.sources.values() if len(source.files) > 1]
    said += [
        fill(
            text("quality.several", language),
            name=province_name(source.code, language),
            count=count(len(source.files)),
            files=quoted(", ".join(source.files)),
        )
        for source in several
    ] or [phrase(text("quality.several_none", language))]
    if material.others:
        hidden = phrase(text("quality.hidden_name", language))
        names = join([quoted(name) if name is not None else hidden for name in material.others], ", ")
        said.append(fill(text("quality.others", language), count=count(len(material.others)), names=names))
    else:
        said.append(phrase(text("quality.others_none", language)))
    said += [fill(text("quality.taught", language), count=count(material.taught))] if material.taught else []
    return said


@dataclass(frozen=True)
class ChangedRow:
    """One province that sent a workbook again: how much changed, and what."""

    said: Phrase
    changes: tuple[Phrase, ...]


def changed_rows(material: QualityMaterial) -> list[ChangedRow]:
    """A row for each province that sent a workbook before this one, for the house alone."""
    language, count = material.language, material.country.figures.count
    found = []
    for code, changes in material.changes.items():
        said = fill(
            text("changes.of_province", language),
            name=province_name(code, language),
            count=count(len(changes)),
            verdicts=count(int((changes["sort"] == VERDICT).sum())),
        )
        found.append(ChangedRow(said, tuple(change_words(changes, language))))
    return found


def unmatched_words(material: QualityMaterial) -> Phrase:
    """Earlier files that could be compared with no workbook; nothing where there are none."""
    if not material.unmatched:
        return NOTHING
    return fill(text("changes.unmatched", material.language), names=quoted(", ".join(material.unmatched)))


@dataclass(frozen=True)
class SourceRow:
    """One province's source; `file` leads to its page, where it has one."""

    name: str
    page: str
    file: Phrase
    issuer: Phrase
    number: Phrase
    day: Phrase


def source_rows(material: QualityMaterial) -> list[SourceRow]:
    """A row for each province that sent a workbook, in the order of the list."""
    language = material.language
    unsaid = phrase(text("quality.unsaid", language))
    return [
        SourceRow(
            name=province_name(code, language),
            page=material.country.briefs.get(code, ""),
            file=quoted(", ".join(source.files)),
            issuer=quoted(source.issuer) if source.issuer else unsaid,
            number=quoted(source.number) if source.number else unsaid,
            day=mark(format_day(source.day, language)) if source.day else unsaid,
        )
        for code, source in material.sent.sources.items()
    ]
