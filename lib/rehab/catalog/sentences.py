"""Every sentence that pages can print, in both languages, as one list: `python -m rehab.catalog.sentences FILE`.

Each stands as its template and, where it has placeholders, with an example filled in from `sentence_examples.csv`.
"""

import sys
from pathlib import Path
from string import Formatter

from rehab.catalog.files import CatalogError, read_rows, read_tree
from rehab.catalog.problem_kinds import problem_kinds
from rehab.catalog.texts import LANGUAGES, filled_in, tabled, texts

# Files of texts whose words stand on pages and in the tables that leave with them.
PAGE_FILES = (
    "brief",
    "sections",
    "charts",
    "verdicts",
    "disclosure",
    "downloads",
    "country",
    "quality",
    "outline",
    "word",
    "changes",
)
_HEAD = """# Sentences

Every sentence that a page, its pictures, its tables or the list of problems can print, in Vietnamese and in English.
Made from the catalogue by `make sentences`; change the texts there (`lib/rehab/catalog/texts`, `problem_kinds`).
A sentence with placeholders is followed by an example (*), whose figures are no province's.
"""


def sentences_page() -> str:
    """The whole list, in Markdown. Raises CatalogError where a placeholder has no example.

    >>> "Không đạt" in sentences_page()
    True
    """
    pieces = [_HEAD]
    for name in PAGE_FILES:
        pieces.append(f"\n## {name}.toml\n")
        for section, entries in read_tree(f"texts/{name}.toml").items():
            pieces += [_entry(f"{section}.{key}", texts()[f"{section}.{key}"]) for key in entries]
    pieces.append("\n## Problems\n")
    for code, kind in problem_kinds().items():
        said = {"vi": f"{kind.what_vi} {kind.do_vi}", "en": f"{kind.what_en} {kind.do_en}"}
        pieces.append(_entry(f"{code} ({kind.severity})", said))
        if kind.general_vi:
            pieces.append(_entry(f"{code} (in general)", {own: kind.general(own) for own in LANGUAGES}))
    return "\n".join(pieces) + "\n"


def _entry(key: str, said: dict[str, str]) -> str:
    lines = [f"**{key}**", ""]
    for language in LANGUAGES:
        lines.append(f"- {language}: {said[language]}")
        if _placeholders(said[language]):
            lines.append(f"  - *{_filled(key, said[language], language)}*")
    return "\n".join(lines) + "\n"


def _placeholders(template: str) -> list[str]:
    return [name for _, name, _, _ in Formatter().parse(template) if name]


def _filled(key: str, template: str, language: str) -> str:
    examples = {row["placeholder"]: row[f"example_{tabled(language)}"] for row in read_rows("sentence_examples.csv")}
    # "key:placeholder" is an example for one sentence alone.
    alone = key.partition(" ")[0]
    own = {}
    for name in _placeholders(template):
        if name not in examples:
            raise CatalogError("sentence_examples.csv", key, f"give an example of {{{name}}}.")
        own[name] = examples.get(f"{alone}:{name}", examples[name])
    return filled_in(template, own)


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(sentences_page(), encoding="utf-8")
