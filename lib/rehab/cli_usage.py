"""What typer says of a command typed wrong is English: the same in Vietnamese, with what to type for help."""

import sys
from collections.abc import Sequence
from typing import Any

import typer
from typer.core import TyperGroup

from rehab.catalog.texts import text
from rehab.cli_say import say

# typer has click inside, or beside it, as its version goes: what it raises is told by what this is made from.
_UsageError: Any = next(kind for kind in typer.BadParameter.__mro__ if kind.__name__ == "UsageError")

# Raised where help is shown for want of a command: nothing was wrong.
_ONLY_HELP = "NoArgsIsHelpError"


class Bilingual(TyperGroup):
    """The group of all commands."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        """Run a command as typer does; a usage error is said in both languages."""
        settings = {"windows_expand_args": windows_expand_args, **extra}
        if not standalone_mode:
            return super().main(args, prog_name, complete_var, standalone_mode=False, **settings)
        try:
            status = super().main(args, prog_name, complete_var, standalone_mode=False, **settings)
        except _UsageError as error:
            error.show()
            if type(error).__name__ != _ONLY_HELP:
                say(_in_vietnamese(error), err=True)
            sys.exit(error.exit_code)
        except typer.Abort:
            sys.exit(1)
        sys.exit(status if isinstance(status, int) else 0)


_TEXTS = {
    "NoSuchOption": "no_option",
    "MissingParameter": "missing",
    "BadParameter": "bad_value",
    "BadOptionUsage": "bad_use",
}


def _in_vietnamese(error: Any) -> str:
    key = _TEXTS.get(type(error).__name__, "other")
    param = getattr(error, "param", None)
    named = getattr(error, "option_name", None) or " / ".join(param.opts if param else ())
    command = error.ctx.command_path if error.ctx else "rehab"
    return text(f"usage.{key if named else 'other'}", "vi", name=named, command=command)
