"""The head of a page on the whole collection."""

from rehab.catalog.provinces import provinces
from rehab.catalog.small import small_text
from rehab.catalog.texts import text, texts
from rehab.pages.citing.html import Html, own_style, render
from rehab.pages.citing.marks import quoted
from rehab.pages.citing.phrases import Phrase, fill, phrase
from rehab.pages.citing.printing import Printer
from rehab.pages.frame.index import index_file
from rehab.pages.frame.links import other_pages
from rehab.pages.numbers.country import CountryMaterial
from rehab.pages.sections.heading import foot


def overview_heading(material: CountryMaterial, kind: str, contents: tuple[str, ...], words: str = "country") -> Html:
    """Header and contents of a page of the collection, with the metadata that the page as a whole needs.

    `words` names the texts of its title, its footer and its contents.
    """
    language, made_up = material.language, material.made_up
    subject = text("subject.collection", language, collection=material.collection)
    title = text(f"{words}.title", language, collection=subject)
    footer = fill(text(f"{words}.footer", language), collection=_collection(material))
    own = [link for link in material.links if not link["province"]]
    return render(
        "overview_heading",
        language,
        page={
            "language": language,
            "title": f"[{made_up}] {title}" if made_up else title,
            "audience": material.audience,
            "made_up": made_up,
            "foot": foot(text(f"{words}.page_title", language), subject, audience=material.audience, language=language),
            "footer": str(Printer("footer", language).print(footer)),
        },
        style=own_style("sliding", "overview"),
        title=text(f"{words}.page_title", language),
        subject=subject,
        made_up=made_up,
        internal=small_text("internal_banner", language) if material.is_internal else "",
        withheld_note=small_text("note", language) if material.withholds and words == "country" else "",
        others=other_pages(own, kind, language),
        index=index_file(language),
        contents=[(place, text(f"{words}.{place}", language)) for place in contents],
        sent=material.figures.count(len(material.tables.read)),
        all=material.figures.count(len(provinces())),
        listed=material.review.tree("review.toml")["provinces"],
    )


def _collection(material: CountryMaterial) -> Phrase:
    key = f"collection.{material.collection}"
    return phrase(text(key, material.language)) if key in texts() else quoted(material.collection)
