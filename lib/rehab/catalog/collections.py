"""Collections: which of them are made up."""

MADE_UP_COLLECTIONS = ("sample",)


def is_made_up(collection: str) -> bool:
    """True for a collection of made-up figures, which say so wherever they show.

    >>> is_made_up("sample"), is_made_up("reported")
    (True, False)
    """
    return collection in MADE_UP_COLLECTIONS
