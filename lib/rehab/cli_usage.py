"""The group of all commands: help and usage errors in the language spoken, with what would work."""

import locale
import os
import sys
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any

import typer
from typer.core import TyperGroup

from rehab.catalog.texts import LANGUAGES, texts
from rehab.cli_completion import OPTIONS, speak_of_completion
from rehab.cli_help import HELP, bounds, explain, show_help, value_of
from rehab.cli_say import HAS_ERRORS, not_heard, say, speak, spoken, told

# typer has click inside, or beside it, as its version goes: what it raises is told by what this is made from.
_UsageError: Any = next(kind for kind in typer.BadParameter.__mro__ if kind.__name__ == "UsageError")
_COMPLETION = "_REHAB_COMPLETE"
SETTINGS = {"help_option_names": list(HELP)}
# Where a typer, as its version goes, has what kind of value a parameter takes.
_NUMBERS = (("type", "name"), ("type_descriptor", "annotation"))
_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def language_of(arguments: Sequence[str], environment: Mapping[str, str], system: str = "") -> str:
    """The language of messages: that of `--lang` where it is one, else the locale's, else Vietnamese.

    >>> language_of(["run", "--lang", "en"], {}), language_of(["run"], {"LANG": "en_US.UTF-8"})
    ('en', 'en')
    >>> language_of(["run", "--lang=vi,en"], {"LC_ALL": "C.UTF-8", "LANG": "en_US"}), language_of([], {}, "en_GB")
    ('vi', 'en')
    """
    for place, argument in enumerate(arguments):
        name, _, value = argument.partition("=")
        given = value or next(iter(arguments[place + 1 :]), "")
        if name == "--lang" and given in LANGUAGES:
            return given
    known = next((environment[name] for name in _VARIABLES if environment.get(name)), system)
    own = known.partition("_")[0].partition(".")[0].casefold()
    return LANGUAGES[0] if own in ("", "c", "posix", "vi", "vietnamese") else "en"


class Commands(TyperGroup):
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
        """Run a command as typer does, in the language of its arguments or of the locale."""
        given = args = _as_option(sys.argv[1:] if args is None else list(args))
        speak(language_of(given, os.environ, _system_language()))
        if set(HELP) & set(given) or any(name.startswith(_COMPLETION) for name in os.environ):
            explain(self, spoken())
        if any(word.startswith(OPTIONS) for word in given):
            speak_of_completion(self)
        settings = {"windows_expand_args": windows_expand_args, **extra}
        if not standalone_mode:
            return super().main(args, prog_name, complete_var, standalone_mode=False, **settings)
        try:
            status = super().main(args, prog_name, complete_var, standalone_mode=False, **settings)
        except _UsageError as error:
            say(self._said(error, given), err=True)
            sys.exit(error.exit_code)
        except typer.Abort:
            sys.exit(1)
        except SystemExit as ended:
            # typer ends with 1, "has errors", where a pipe was closed.
            if isinstance(ended.__context__, OSError) and ended.code == HAS_ERRORS:
                sys.exit(not_heard(ended.__context__))
            raise
        except OSError as error:
            # Of files and folders commands tell themselves; without a name it is what is printed.
            if error.filename is not None:
                raise
            sys.exit(not_heard(error))
        sys.exit(status if isinstance(status, int) else 0)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """What there is to type, in the language spoken."""
        show_help(self, ctx, spoken())

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that is named; one that there is not is told with those there are."""
        name = args[0] if args else ""
        if name and not name.startswith("-") and self.get_command(ctx, name) is None:
            known = self.list_commands(ctx)
            near = get_close_matches(name, known, n=2, cutoff=0.5)
            said = told("usage.no_command", name=name, known=", ".join(known))
            how = told("usage.how", command="rehab")
            raise _UsageError(" ".join(piece for piece in (said, _perhaps(near), how) if piece))
        return super().resolve_command(ctx, args)

    def _said(self, error: Any, given: Sequence[str]) -> str:
        """What was typed wrong, and what would work; what is only known in English is left to the library."""
        # Of an option without its value the library does not tell the command.
        typed = next((f"rehab {word}" for word in given[:1] if word in self.commands), "rehab")
        command = error.ctx.command_path if error.ctx else typed
        key = _TEXTS.get(type(error).__name__, "other")
        param = getattr(error, "param", None)
        named = getattr(error, "option_name", None) or (_in_words(max(param.opts, key=len)) if param else "")
        if not named and error.ctx is None:
            return str(error.message)
        if key == "missing" and param and param.param_type_name == "option":
            named = f"{named} {value_of(param, typed.rpartition(' ')[2], spoken())}"
        said = told(f"usage.{key if named else 'other'}", name=named, allowed=_allowed(param))
        near = getattr(error, "possibilities", None) or ()
        elsewhere = self._elsewhere(named) if key == "no_option" and not near else ""
        how = told("usage.how", command=command)
        return " ".join(piece for piece in (said, _perhaps(near), elsewhere, how) if piece)

    def _elsewhere(self, option: str) -> str:
        """The commands that have an option which the one typed has not."""
        having = [
            f"rehab {name}" for name, own in self.commands.items() if any(option in param.opts for param in own.params)
        ]
        return told("usage.elsewhere", commands=", ".join(having)) if having else ""


def _as_option(given: list[str]) -> list[str]:
    """What is typed, with `help COMMAND` as `COMMAND --help`.

    >>> _as_option(["help", "run"]), _as_option(["help"]), _as_option(["run", "help"])
    (['run', '--help'], ['--help'], ['run', 'help'])
    """
    return [*given[1:2], HELP[0]] if given[:1] == ["help"] else given


def _system_language() -> str:
    """What Windows and macOS say where no variable does."""
    return locale.getlocale()[0] or ""


_TEXTS = {
    "NoSuchOption": "no_option",
    "MissingParameter": "missing",
    "BadParameter": "bad_value",
    "BadOptionUsage": "bad_use",
}


def _in_words(name: str) -> str:
    """What an argument is; an option is named as it is typed."""
    key = f"usage.argument_{name}"
    return told(key) if key in texts() else name


def _perhaps(near: Sequence[str]) -> str:
    return told("usage.perhaps", near=", ".join(near)) if near else ""


def _allowed(param: Any) -> str:
    """The numbers that a parameter takes, where it takes numbers; a typer that does not tell leaves the bounds out."""
    if between := bounds(param):
        return told("usage.between", low=between[0], high=between[1])
    kinds = (getattr(getattr(param, name, None), key, "") for name, key in _NUMBERS)
    return told("usage.whole") if any(kind is int or str(kind).startswith("integer") for kind in kinds) else ""
