"""Marks for digits that are no figures of the data: days, document numbers, names of parts, words of a workbook."""

from rehab.pages.citing.phrases import Phrase, Run


def mark(shown: object) -> Phrase:
    """A day, a year or a number of an indicator: it comes from the page's own making or the catalogue."""
    return Phrase((Run(str(shown), "n"),))


def label(shown: object) -> Phrase:
    """A name of the catalogue that may hold digits, such as «Phụ lục 4»."""
    return Phrase((Run(str(shown), "label"),))


def quoted(words: object) -> Phrase:
    """Words of the workbook, in the province's language whatever the page's."""
    return Phrase((Run(str(words), "quoted", is_quoted=True),))


def message_mark(message: object) -> Phrase:
    """A problem's message, in the page's language; it repeats figures and words of the workbook."""
    return Phrase((Run(str(message), "quoted"),))


def link(anchor: str, shown: object) -> Phrase:
    """A link to another place of the page."""
    return Phrase((Run(str(shown), "label", leads_to=anchor),))
