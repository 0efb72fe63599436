"""What counts as a small number of people, and the texts that say so: one setting, `small.toml`."""

from functools import cache

from rehab.catalog.files import read_rows, read_tree
from rehab.catalog.texts import text


@cache
def largest_small() -> int:
    """The largest count of people that the public may not see.

    >>> largest_small()
    4
    """
    return int(read_tree("small.toml")["small"]["largest"])


def is_small(value: float) -> bool:
    """True for a count that no reader may learn: above 0, and no more than `largest_small`.

    >>> [is_small(value) for value in (0, 1, 4, 5)]
    [False, True, True, False]
    """
    return 0 < value < largest_small() + 1


def small_text(key: str, language: str) -> str:
    """A text of the section `disclosure` that speaks of small counts.

    >>> small_text("small", "vi")
    '<5'
    """
    largest = largest_small()
    return text(f"disclosure.{key}", language, largest=str(largest), above=str(largest + 1))


@cache
def people_units() -> frozenset[str]:
    """Units in which people are counted: one file or decision is about one person.

    >>> sorted(people_units())
    ['hồ sơ', 'lượt người', 'người', 'quyết định']
    """
    return frozenset(row["unit"] for row in read_rows("disclosure_units.csv"))


@cache
def count_of_amount() -> dict[str, str]:
    """Lines of money that is given person by person, with the line that counts the people.

    >>> count_of_amount()
    {'loan_amount': 'loan_recipients'}
    """
    return {row["amount"]: row["count"] for row in read_rows("disclosure_amounts.csv")}
