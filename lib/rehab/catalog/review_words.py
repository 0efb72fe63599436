"""What texts say of the review that is worked on: `{review.span}`, `{review.target_year}` … in any text or spelling."""

from collections.abc import Mapping
from typing import Any

from rehab.catalog.files import read_tree
from rehab.catalog.periods import calendar
from rehab.catalog.reviews import REVIEW_FILE, per_review, review_tree

_FILE = "review_words.toml"
_SIGN = "{review."


def told_of_review(written: str, language: str) -> str:
    """A text with what it says of the review filled in; other `{placeholders}` are left as they stand.

    >>> told_of_review("Target {review.target_year}: {value}", "en")
    'Target 2020: {value}'
    """
    if _SIGN not in written:
        return written
    for name, word in _words(language).items():
        written = written.replace(f"{_SIGN}{name}}}", word)
    return written


@per_review()
def _words(language: str) -> Mapping[str, str]:
    """Words by name; those of `review_words.toml` are named after whether the last year is reviewed half or whole.

    >>> _words("vi")["last_period"], _words("en")["count"]
    ('6 tháng đầu năm 2020', 'nine')
    """
    own, tree = calendar(), read_tree(_FILE)
    count = _counted(tree, len(review_tree("indicators.toml")["indicator"]), language)
    words = {
        "span": own.span,
        "first_year": str(own.all_years[0]),
        "last_whole_year": str(own.years[-1]),
        "last_year": str(own.last_year),
        "window_years": f"{own.window_years[0]}-{own.window_years[-1]}",
        "baseline_year": str(own.baseline_year),
        "target_year": str(own.target_year),
        "provinces": str(review_tree(REVIEW_FILE)["provinces"]),
        "count": count,
        "Count": count.capitalize(),
    }
    kind = "half" if own.half_year else "whole"
    return words | {name: entry[language].format(**words) for name, entry in tree[kind].items()}


def _counted(tree: dict[str, Any], count: int, language: str) -> str:
    """A small number in words, a large one in digits."""
    return str(tree["numbers"][language][count - 1]) if count <= len(tree["numbers"][language]) else str(count)
