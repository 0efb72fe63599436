"""papermill's slots: an engine `rehab`, and parameters that keep their zeros and their Vietnamese.

papermill loads this module for its entry point; from then on every Python notebook's injected parameters are
written by `BriefTranslator`, also by the plain `papermill` command.
"""

import os
from typing import Any

from papermill.engines import NBClientEngine
from papermill.translators import PythonTranslator, papermill_translators
from traitlets.config import Config

_CODE_PARAMETER = "province"
_CODE_DIGITS = 2


class BriefTranslator(PythonTranslator):
    """Writes injected parameters as Python: Vietnamese as Vietnamese, a province's code as two characters."""

    @classmethod
    def translate_escaped_str(cls, str_val: object) -> str:
        """A string literal that reads as the text does; only quotes and control characters are escaped.

        >>> BriefTranslator.translate_escaped_str('Đắk "Nông"')
        '"Đắk \\\\"Nông\\\\""'
        """
        text = str(str_val)
        quoted = repr(text)
        if quoted.startswith("'"):
            inner = quoted[1:-1].replace("\\'", "'").replace('"', '\\"')
            return f'"{inner}"'
        return quoted

    @classmethod
    def codify(cls, parameters: dict[str, object], comment: str = "Parameters") -> str:
        """The injected cell; `papermill -p province 01` reads 01 as a number, here it is a code again."""
        code = parameters.get(_CODE_PARAMETER)
        if isinstance(code, int) and not isinstance(code, bool):
            parameters = {**parameters, _CODE_PARAMETER: str(code).zfill(_CODE_DIGITS)}
        return str(super().codify(parameters, comment))


class BriefEngine(NBClientEngine):
    """papermill's nbclient engine, with kernels that talk through local sockets where the system has them.

    No port is taken, so none can be raced for or listened to by others on the machine.
    """

    @classmethod
    def execute_managed_notebook(cls, nb_man: object, kernel_name: str, **kwargs: Any) -> None:
        """Run the notebook's cells; see papermill's engines for the arguments."""
        if os.name == "posix":
            kwargs["config"] = Config({"KernelManager": {"transport": "ipc"}})
        super().execute_managed_notebook(nb_man, kernel_name, **kwargs)


papermill_translators.register("python", BriefTranslator)
