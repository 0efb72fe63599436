"""What `--help` says, in one language: every command, argument and option, and examples, from the catalogue."""

import re
from collections.abc import Sequence
from functools import partial
from typing import Any

from typer import Context
from typer.core import TyperCommand, TyperGroup

from rehab.catalog.texts import texts
from rehab.cli_say import spoken

_BETWEEN = re.compile(r"(?<!\d)(\d{1,9})<=x<=(\d{1,9})(?!\d)")
_NARROWEST_OPTION = 18
HELP = ("--help", "-h")


class Command(TyperCommand):
    """A command whose help is all in the language spoken: typer's own usage line and types are English."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Print it, on a terminal in colour."""
        show_help(self, ctx, spoken())


def explain(group: TyperGroup, language: str) -> None:
    """Put the catalogue's words in place of what the commands' functions say of themselves."""
    _say_of(group, "rehab", language)
    for name, command in group.commands.items():
        _say_of(command, name, language)


def show_help(command: Any, context: Any, language: str) -> None:
    """How a command is typed, what it does, what may be given, and examples; `explain` comes first."""
    # With all that it imports it takes longer than most commands.
    from rich.console import Console
    from rich.markup import escape

    console, says = Console(highlight=False), partial(_text, language=language)
    params = [param for param in command.get_params(context) if not getattr(param, "hidden", False)]
    arguments = [param for param in params if param.param_type_name == "argument"]
    options = [param for param in params if param.param_type_name == "option"]
    own = getattr(command, "commands", {})
    typed = [context.command_path, f"[{says('options').upper()}]", *map(_typed, arguments)]
    typed += [f"{says('value_command')} …"] if own else []
    console.print(f"\n[bold]{escape(says('usage'))} {escape(' '.join(typed))}[/]\n")
    console.print(escape(command.help or ""))
    _show_rows(console, says("arguments"), [(_typed(param), _told(param, context, language)) for param in arguments])
    _show_rows(console, says("options"), [(option_typed(param), _told(param, context, language)) for param in options])
    _show_rows(console, says("commands"), [(name, one.short_help or "") for name, one in own.items()])
    if examples := says(f"{command.name if context.parent else 'rehab'}_examples"):
        shown = "".join(f"\n  {escape(example)}" for example in examples.split("; "))
        console.print(f"\n[bold]{escape(says('examples'))}[/]{shown}", soft_wrap=True)


def option_typed(param: Any) -> str:
    """An option as it is typed, with what follows it; a switch is followed by nothing."""
    name = ", ".join(sorted(param.opts, key=len, reverse=True))
    return f"{name} {param.metavar}" if param.metavar else name


def bounds(param: Any) -> tuple[str, str] | None:
    """The least and the greatest number a parameter takes; None where it has no bounds, or typer does not tell."""
    tell = getattr(param, "_get_number_range_help_str", lambda: "")
    found = _BETWEEN.search(tell() or "")
    return (found[1], found[2]) if found else None


def _show_rows(console: Any, heading: str, rows: Sequence[tuple[str, str]]) -> None:
    from rich.markup import escape
    from rich.table import Table

    if not rows:
        return
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 2), pad_edge=False)
    table.add_column(min_width=_NARROWEST_OPTION, overflow="fold", style="cyan")
    table.add_column(overflow="fold")
    for typed, told in rows:
        table.add_row(f"  {escape(typed)}", escape(told))
    console.print(f"\n[bold]{escape(heading)}[/]")
    console.print(table)


def _typed(argument: Any) -> str:
    several = " …" if argument.nargs != 1 else ""
    name = f"{argument.metavar or str(argument.name).upper()}{several}"
    return name if argument.required else f"[{name}]"


def _told(param: Any, context: Any, language: str) -> str:
    """What a parameter is for; its default where that is more than "none", and is not told in the words already."""
    default = param.get_default(context)
    shown = "" if default is None or isinstance(default, bool | list | tuple) else str(default)
    needed = param.required and param.param_type_name == "option"
    after = _text("required", language) if needed else _text("default", language).format(shown) if shown else ""
    return f"{param.help or ''} {after}".strip()


def _say_of(command: Any, name: str, language: str) -> None:
    about = _text(f"{name}_about", language)
    command.help, command.short_help = about or command.help, about.partition(". ")[0].rstrip(".") or command.short_help
    for param in command.params:
        said = _text(f"{name}_{param.name}", language) or _text(str(param.name), language)
        param.help = said or param.help
        param.metavar = value_of(param, name, language)
    # Made when it is asked for, and kept: the one that is kept is ours.
    option = command.get_help_option(Context(command, help_option_names=list(HELP)))
    if option is not None:
        option.help, option.metavar = _text("help", language), ""


def value_of(param: Any, command: str, language: str) -> str:
    """What is typed in the place of a parameter's value: bounds of numbers as such; a switch has none."""
    if getattr(param, "is_flag", False):
        return ""
    if between := bounds(param):
        return "–".join(between)
    return _text(f"value_{command}_{param.name}", language) or _text(f"value_{param.name}", language)


def _text(name: str, language: str) -> str:
    """A text of the catalogue; empty where it has none of that name."""
    key = f"help.{name}"
    return texts()[key][language] if key in texts() else ""
