"""Pages of the documents that are made from the catalogue and from docstrings: commands, words, the bench."""

import inspect
from collections.abc import Iterator
from typing import Any

from typer.main import get_command

from rehab.catalog.indicators import indicators
from rehab.catalog.lines import line_label, lines, unit_name
from rehab.catalog.texts import text
from rehab.cli import app
from rehab.cli_help import explain, option_typed

_BENCH = (
    ("rehab.explore.opening", ("open",)),
    ("rehab.explore.collection", ("OpenedCollection",)),
    ("rehab.explore.province", ("OpenedProvince",)),
    ("rehab.explore.indicator", ("OpenedIndicator",)),
    ("rehab.explore.line", ("OpenedLine",)),
    ("rehab.explore.what_if", ("WhatIf",)),
    ("rehab.explore.tracing", ("Trace",)),
    ("rehab.explore.comparison", ("Comparison", "Sums")),
)


def pages() -> dict[str, str]:
    """Every page that is made, by its place in `docs/`, as Markdown."""
    made = {"site/en/python.md": python_page()}
    for language in ("vi", "en"):
        made[f"site/{language}/reference.md"] = command_page(language)
        made[f"site/{language}/glossary.md"] = word_page(language)
    return made


def command_page(language: str) -> str:
    """All commands with their arguments, options and examples.

    >>> "rehab new my-review" in command_page("en")
    True
    """
    group: Any = get_command(app)
    explain(group, language)
    pieces = ["# " + text("docs.commands", language), group.help]
    for name, command in group.commands.items():
        pieces += [f"## rehab {name}", command.help]
        rows = [f"| `{_named(param)}` | {_cell(param.help or '')} |" for param in command.params]
        heads = [text("docs.parameter", language), text("docs.meaning", language)]
        pieces.append("\n".join([_row(heads), _row(["---", "---"]), *rows]))
        examples = text(f"help.{name}_examples", language).split("; ")
        pieces.append("\n".join(["```text", *examples, "```"]))
    return "\n\n".join(pieces) + "\n"


def word_page(language: str) -> str:
    """The nine indicators and every line of the form, in Vietnamese and English.

    >>> "people_on_file" in word_page("vi")
    True
    """
    heads = [text(f"docs.{name}", language) for name in ("name", "in_vietnamese", "in_english", "unit")]
    rows = [[str(own.number), own.short("vi"), own.short("en"), ""] for own in indicators().values()]
    rows += [
        [
            f"`{name}`",
            line_label(name, "vi"),
            line_label(name, "en"),
            unit_name(line.unit, language) if line.unit else "",
        ]
        for name, line in lines().items()
    ]
    table = [_row(heads), _row(["---"] * len(heads)), *(_row([_cell(cell) for cell in row]) for row in rows)]
    return "# " + text("docs.words", language) + "\n\n" + "\n".join(table) + "\n"


def python_page() -> str:
    """What `import rehab` gives, from its docstrings.

    >>> "what_if(" in python_page()
    True
    """
    pieces = [
        "# The bench in Python",
        "`import rehab`, then `rehab.open(…)`: docs/bench.md shows how they go together.",
    ]
    for module, names in _BENCH:
        found = __import__(module, fromlist=list(names))
        for name in names:
            thing = getattr(found, name)
            if inspect.isclass(thing):
                pieces += [f"## {name}", inspect.getdoc(thing) or "", *_members(thing)]
            else:
                pieces += [f"## rehab.{name}", *_signed(name, thing)]
    return "\n\n".join(pieces) + "\n"


def _members(thing: type) -> Iterator[str]:
    for name, member in vars(thing).items():
        if name.startswith("_"):
            continue
        if isinstance(member, property):
            yield f"### .{name}"
            yield inspect.getdoc(member) or ""
        elif inspect.isfunction(member):
            yield from (f"### .{name}()", *_signed(name, member))


def _signed(name: str, function: Any) -> Iterator[str]:
    parameters = [str(own) for own in inspect.signature(function).parameters.values() if own.name != "self"]
    yield "```text\n" + f"{name}({', '.join(parameters)})" + "\n```"
    yield inspect.getdoc(function) or ""


def _named(param: Any) -> str:
    return option_typed(param) if param.param_type_name == "option" else str(param.metavar)


def _unit(unit: str, language: str) -> str:
    return unit_name(unit, language) if unit else ""


def _cell(said: str) -> str:
    return " ".join(said.replace("|", "\\|").split())


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
