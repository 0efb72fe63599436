"""`--install-completion` and `--show-completion`, whose answers typer gives in English: said in the language spoken."""

import sys
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from typing import Any

import typer

from rehab.cli_say import not_done, said_by, say, told

OPTIONS = ("--install-completion", "--show-completion")


def speak_of_completion(group: Any) -> None:
    """Have the group's two options answer as other commands do."""
    for param in group.params:
        if param.name == "install_completion":
            param.callback = _install
        elif param.name == "show_completion":
            param.callback = _show(param.callback)


def _install(context: Any, _: Any, value: Any) -> Any:
    from typer.completion import install  # type: ignore[attr-defined]

    if not value or context.resilient_parsing:
        return value
    try:
        with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
            shell, path = install(shell=value if isinstance(value, str) else None)
    except typer.Exit as error:
        raise not_done(told("completion.unknown")) from error
    except OSError as error:
        raise not_done(told("completion.not_installed", error=said_by(error))) from error
    say(told("completion.installed", shell=shell, path=path))
    sys.exit(0)


def _show(shown: Any) -> Any:
    def show(context: Any, param: Any, value: Any) -> Any:
        try:
            with redirect_stderr(StringIO()):
                return shown(context, param, value)
        except typer.Exit as error:
            raise not_done(told("completion.unknown")) from error

    return show
