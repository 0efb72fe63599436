"""papermill's slots: an engine `rehab`, and parameters that keep their zeros and their Vietnamese.

papermill loads this module for its entry point; from then on every Python notebook's injected parameters are
written by `BriefTranslator`, also by the plain `papermill` command.
"""

import math
import os
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from papermill.engines import NBClientEngine, NotebookExecutionManager
from papermill.translators import PythonTranslator, papermill_translators
from traitlets.config import Config

from rehab.batch.warm.client import PromptClient
from rehab.batch.warm.nursery import ADDRESS_VARIABLE

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
    """papermill's nbclient engine for many short runs: kernels without ports, no autosaves, a limit for the whole.

    The kernel talks through local sockets where the system has them: no port is taken, so none can be raced for or
    listened to by others on the machine. Where REHAB_NURSERY names a nursery, the kernel is forked from it.
    """

    @classmethod
    def execute_managed_notebook(cls, nb_man: NotebookExecutionManager, kernel_name: str, **kwargs: Any) -> None:
        """Run the notebook's cells; `execution_timeout` is for the notebook, not for each cell."""
        if os.environ.get(ADDRESS_VARIABLE):
            # A forked kernel holds nothing that is worth a farewell.
            kwargs["shutdown_kernel"] = "immediate"
        budget = kwargs.pop("execution_timeout", None)
        if budget is not None:
            end = time.monotonic() + budget
            kwargs["timeout_func"] = lambda _cell: max(1, math.ceil(end - time.monotonic()))
        # papermill saves after every cell; it still saves before the first and after the last.
        output_path, nb_man.output_path = nb_man.output_path, None
        try:
            # A folder of its own: the sockets of two kernels started at once would otherwise take each other's names.
            # Inside the nursery's, which goes with the run even if this process is killed.
            nursery = os.environ.get(ADDRESS_VARIABLE)
            with TemporaryDirectory(prefix="rehab-", dir=Path(nursery).parent if nursery else None) as folder:
                kwargs["config"] = Config({"KernelManager": _manager_settings(folder)})
                super().execute_managed_notebook(nb_man, kernel_name, **kwargs)
        finally:
            nb_man.output_path = output_path


def _manager_settings(folder: str) -> dict[str, str]:
    settings = {
        "client_class": f"{PromptClient.__module__}.{PromptClient.__name__}",
        "connection_file": str(Path(folder) / "kernel.json"),
    }
    return {**settings, "transport": "ipc"} if os.name == "posix" else settings


papermill_translators.register("python", BriefTranslator)
