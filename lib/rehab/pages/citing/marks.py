"""Marks for digits that are no figures of the data: days, document numbers, names of parts, words of a workbook."""

from markupsafe import Markup


def mark(shown: object) -> Markup:
    """A day, a year or a number of an indicator: it comes from the page's own making or the catalogue.

    >>> str(mark("2a"))
    '<span class="n">2a</span>'
    """
    return Markup('<span class="n">{}</span>').format(shown)


def label(shown: object) -> Markup:
    """A name of the catalogue that may hold digits, such as «Phụ lục 4».

    >>> str(label("Phụ lục 4"))
    '<span class="label">Phụ lục 4</span>'
    """
    return Markup('<span class="label">{}</span>').format(shown)


def quoted(words: object) -> Markup:
    """Words of the workbook, in the province's language whatever the page's.

    >>> str(quoted("<b>"))
    '<span class="quoted" lang="vi">&lt;b&gt;</span>'
    """
    return Markup('<span class="quoted" lang="vi">{}</span>').format(words)


def message_mark(message: object) -> Markup:
    """A problem's message, in the page's language; it repeats figures and words of the workbook.

    >>> str(message_mark("ô D7"))
    '<span class="quoted">ô D7</span>'
    """
    return Markup('<span class="quoted">{}</span>').format(message)


def link(anchor: str, shown: object) -> Markup:
    """A link to another place of the page.

    >>> str(link("calc-6", "6"))
    '<a class="label" href="#calc-6">6</a>'
    """
    return Markup('<a class="label" href="#{}">{}</a>').format(anchor, shown)
