"""What is on record of one province in the store; apart from its tables, so that a run plans without pandas."""

from dataclasses import dataclass, field

# Texts in Vietnamese and in English.
Messages = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class PublicStanding:
    """What the public may know of it: counts of its own edition; of a file of no known province, name and messages."""

    problems: dict[str, int] = field(default_factory=dict)
    verdicts: dict[str, int] = field(default_factory=dict)
    files: str = ""
    messages: Messages = ()


@dataclass(frozen=True)
class StoredProvince:
    """One province of a group of workbooks, written down: where, what it holds, and what a reader must know.

    `province` is empty where a workbook is of no known province; then `named` is the province its file name tells,
    if any, and `messages` say what is wrong. `problems` counts by severity, `verdicts` the nine by verdict;
    `public` says the same for the public. `withheld` figures are not in it, and `waiting` sentences.
    `seal` is the hash of every file in its folder. `made_up` tells of each of its files that could be opened whether
    it says that its figures are made up.
    """

    province: str
    stem: str
    files: str
    digest: str
    problems: dict[str, int]
    verdicts: dict[str, int]
    named: str = ""
    messages: Messages = ()
    public: PublicStanding = field(default_factory=PublicStanding)
    withheld: int = 0
    waiting: int = 0
    seal: str = ""
    made_up: dict[str, bool] = field(default_factory=dict)
