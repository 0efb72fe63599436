"""The head of a page: whose it is, from which report, in which languages, with what in it."""

from collections.abc import Iterable, Mapping

from rehab.catalog.kinds import kinds
from rehab.catalog.small import small_text
from rehab.catalog.texts import text, texts
from rehab.pages.citing.formats import format_day
from rehab.pages.citing.html import Html, render
from rehab.pages.citing.marks import quoted
from rehab.pages.citing.phrases import Phrase, fill, phrase
from rehab.pages.citing.printing import Printer
from rehab.pages.frame.index import index_file
from rehab.pages.frame.links import GivenLink, other_pages
from rehab.pages.numbers.material import Material
from rehab.pages.numbers.terms import days_line, latest_day
from rehab.pages.pictures.pictures import made_up_text

KIND = "brief"
# The sections a reader may want to go to straight away, by the id of their heading.
CONTENTS = (
    "summary",
    "cautions",
    "nine",
    "details",
    "treatment",
    "movement",
    "centres",
    "funding",
    "open",
    "downloads",
    "words",
    "problems",
    "method",
    "sources",
)


def _collection(material: Material) -> Phrase:
    """What a collection is called; one that has no words of its own goes by its name."""
    key = f"collection.{material.collection}"
    return phrase(text(key, material.language)) if key in texts() else quoted(material.collection)


def heading(material: Material, links: Iterable[GivenLink], kind: str = KIND) -> Html:
    """Header and contents of a page of the brief's sections; `footer` in its metadata is markup.

    Its title is that of its kind. Of the contents the exporter keeps what the notebook goes on to print. Raises
    UnknownNameError for a kind that there is not.
    """
    own = kind if f"{kind}.title" in texts() else "page"
    contents = {place: phrase(text(f"place.{place}", material.language)) for place in CONTENTS}
    return page_heading(material, links, kinds().get(kind).name, own, contents)


def page_heading(
    material: Material,
    links: Iterable[GivenLink],
    kind: str,
    words: str,
    contents: Mapping[str, Phrase],
    style: str = "",
    documents: Iterable[tuple[str, str]] = (),
) -> Html:
    """Header and contents of a province's page of a kind; `words` names the texts of its title and footer.

    `contents` are names by the id of what they lead to, `style` is what only pages of this kind need of a style sheet,
    `documents` are files beside the page with what they are.
    """
    language, made_up = material.language, made_up_text(material)
    others = other_pages(links, kind, language)
    subject = material.province.title(language)
    title = text(f"{words}.title", language, province=subject, kind=kinds().get(kind).title(language))
    report_date, plan_date = material.statement("report_date"), material.statement("plan_date")
    named = {"file": quoted(material.file), "collection": _collection(material)}
    return render(
        "heading",
        language,
        page={
            "kind": kind,
            "subject": subject,
            "language": language,
            "title": f"[{made_up}] {title}" if made_up else title,
            "province": material.province.code,
            "audience": material.audience,
            "made_up": made_up,
            "foot": foot(
                text("page.title", language, province=subject, kind=kinds().get(kind).title(language)),
                latest_day(material),
                audience=material.audience,
                language=language,
            ),
            "footer": str(Printer("footer", language).print(fill(text(f"{words}.footer", language), **named))),
        },
        title=title,
        style=style,
        province=material.province.code,
        made_up=made_up,
        internal=small_text("province_banner", language) if material.is_internal else "",
        withheld_note=_notes(material),
        others=others,
        # A run that builds pages of the collection lists them; a page made alone, or sent alone, has no list beside it.
        index=index_file(language) if any(not link["province"] for link in links) else "",
        documents=tuple(documents),
        contents=tuple(contents.items()),
        report=material.statement("report_number"),
        report_date=format_day(report_date, language) if report_date else "",
        issuer=material.statement("issuer") or material.province.title(language),
        plan=material.statement("plan_number"),
        plan_date=format_day(plan_date, language) if plan_date else "",
        as_of=days_line(material),
        file=material.file,
    )


def foot(*said: str, audience: str, language: str) -> str:
    """What stands at the foot of each printed sheet: what it is of, which edition, and the day of its figures."""
    return ". ".join((*(each for each in said if each), text(f"foot.{audience}", language)))


def _notes(material: Material) -> str:
    """What the marks of a public page mean; nothing where it has none."""
    figures = small_text("note", material.language) if material.withholds else ""
    words = text("disclosure.words_note", material.language) if material.replaces_words else ""
    return " ".join(note for note in (figures, words) if note)
