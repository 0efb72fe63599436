"""What `--help` says, in one language: every command, argument and option, and examples, from the catalogue."""

from typing import Any

from typer import Context
from typer.core import TyperGroup

from rehab.catalog.texts import texts

# Headings that typer prints of its own, and which of its constants hold them.
_OWN = {
    "OPTIONS_PANEL_TITLE": "options",
    "ARGUMENTS_PANEL_TITLE": "arguments",
    "COMMANDS_PANEL_TITLE": "commands",
    "DEFAULT_STRING": "default",
    "REQUIRED_LONG_STRING": "required",
}


def explain(group: TyperGroup, language: str) -> None:
    """Put the catalogue's words in place of what the commands' functions say of themselves."""
    # With all that it imports it takes longer than most commands.
    from typer import rich_utils

    for name, key in _OWN.items():
        setattr(rich_utils, name, _text(key, language))
    _say_of(group, "rehab", language)
    for name, command in group.commands.items():
        _say_of(command, name, language)


def _say_of(command: Any, name: str, language: str) -> None:
    about = _text(f"{name}_about", language)
    command.help, command.short_help = about or command.help, about.partition(". ")[0].rstrip(".") or command.short_help
    examples = _text(f"{name}_examples", language)
    if examples:
        lines = "\n\n".join(examples.split("; "))
        command.epilog = f"{_text('examples', language)}\n\n{lines}"
    for param in command.params:
        said = _text(f"{name}_{param.name}", language) or _text(str(param.name), language)
        param.help = said or param.help
    # Made when it is asked for, and kept: the one that is kept is ours.
    option = command.get_help_option(Context(command))
    if option is not None:
        option.help = _text("help", language)


def _text(name: str, language: str) -> str:
    """A text of the catalogue; empty where it has none of that name."""
    key = f"help.{name}"
    return texts()[key][language] if key in texts() else ""
