"""papermill's slots: engines `rehab` and `rehab-kernel`, and parameters that keep their zeros and their Vietnamese.

papermill loads this module for its entry point; from then on every Python notebook's injected parameters are
written by `BriefTranslator`, also by the plain `papermill` command.
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import zmq
from jupyter_client.kernelspec import NATIVE_KERNEL_NAME
from jupyter_client.manager import KernelManager
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NBClientEngine, NotebookExecutionManager, papermill_engines
from papermill.iorw import write_ipynb
from papermill.log import logger
from papermill.translators import PythonTranslator, papermill_translators
from traitlets.config import Config

from rehab.batch.warm.cells import CellsClient, CellsManager
from rehab.batch.warm.client import PromptClient
from rehab.batch.warm.nursery import ADDRESS_VARIABLE, KERNEL_VARIABLE, memory_limit, private_folder, socket_folder

ENGINE, KERNEL_ENGINE = "rehab", "rehab-kernel"
# nbclient takes none at all for no limit.
_SHORTEST_SECONDS = 0.01
# How long papermill waits for a kernel to start.
_START_SECONDS = 60
# How long what a finished cell showed may still be on its way: nbclient's 4 s pass on a busy machine.
_LAST_WORD_SECONDS = 60
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


class KernelEngine(NBClientEngine):
    """papermill's nbclient engine for many short runs: kernels without ports, no autosaves, a limit for the whole.

    The kernel talks through local sockets where the system has them: no port is taken, so none can be raced for or
    listened to by others on the machine. Where REHAB_NURSERY names a nursery, the kernel is forked from it.
    """

    @classmethod
    def execute_notebook(
        cls, nb: NotebookNode, kernel_name: str, output_path: str | None = None, *args: Any, **kwargs: Any
    ) -> NotebookNode:
        """Run the notebook; papermill writes it when it is done, and here it is written only where that breaks off.

        papermill would write it before its first cell, too, and after each.
        """
        try:
            done: NotebookNode = super().execute_notebook(nb, kernel_name, None, *args, **kwargs)
        except BaseException:
            if output_path:
                write_ipynb(nb, output_path)
            raise
        return done

    @classmethod
    def execute_managed_notebook(cls, nb_man: NotebookExecutionManager, kernel_name: str, **kwargs: Any) -> None:
        """Run the notebook's cells; `execution_timeout` is for the notebook, not for each cell."""
        budget = kwargs.pop("execution_timeout", None)
        if budget is not None:
            end = time.monotonic() + budget
            kwargs["timeout_func"] = lambda _cell: max(_SHORTEST_SECONDS, end - time.monotonic())
        cls._run(nb_man, kernel_name, **kwargs)

    @classmethod
    def _run(cls, nb_man: NotebookExecutionManager, kernel_name: str, **kwargs: Any) -> None:
        if private_folder():
            # A forked kernel holds nothing that is worth a farewell.
            kwargs["shutdown_kernel"] = "immediate"
        # A folder of its own: the sockets of two kernels started at once would otherwise take each other's names.
        # Inside the nursery's, which goes with the run even if this process is killed.
        with TemporaryDirectory(prefix="rehab-", dir=private_folder() or socket_folder()) as folder:
            settings = _client_settings(kwargs)
            settings["kernel_name"] = kernel_name
            settings["startup_timeout"] = kwargs.get("start_timeout", _START_SECONDS)
            settings["iopub_timeout"] = _LAST_WORD_SECONDS
            settings["config"] = Config({"KernelManager": _manager_settings(folder)})
            _CountingNotebookClient(nb_man, **settings).execute()


class BriefEngine(KernelEngine):
    """The same without a kernel: cells run in a child forked from the nursery; without nursery, in a kernel after all.

    A notebook for another kernel than this Python's own gets that kernel.
    """

    @classmethod
    def _run(cls, nb_man: NotebookExecutionManager, kernel_name: str, **kwargs: Any) -> None:
        nursery = os.environ.get(ADDRESS_VARIABLE)
        if not nursery or os.environ.get(KERNEL_VARIABLE) or kernel_name != NATIVE_KERNEL_NAME:
            super()._run(nb_man, kernel_name, **kwargs)
            return
        cells = CellsClient(nursery, str(Path.cwd()), memory_limit())
        try:
            client = _CellsNotebookClient(nb_man, km=CellsManager(cells), **_client_settings(kwargs))
            client.kc = cells
            client.execute()
        finally:
            cells.close()


class _CountingNotebookClient(PapermillNotebookClient):
    """papermill's client; a cell that showed too much has failed for that reason, whatever else it came to.

    A flooded kernel may reply, fall silent or die before all that it showed has been taken.
    """

    def execute_cell(self, cell: NotebookNode, cell_index: int, **kwargs: Any) -> NotebookNode:
        """Run one cell. Raises TooMuchOutputError, or what papermill's own client raises."""
        try:
            done: NotebookNode = super().execute_cell(cell, cell_index, **kwargs)
        except (CellTimeoutError, DeadKernelError):
            self._refuse_flood()
            raise
        self._refuse_flood()
        return done

    def _refuse_flood(self) -> None:
        if isinstance(self.kc, PromptClient):
            self.kc.refuse_flood()


class _CellsNotebookClient(PapermillNotebookClient):
    """papermill's client; whoever made the kernel also ends it."""

    @contextmanager
    def setup_kernel(self, **_: Any) -> Iterator[None]:
        """The kernel is there already."""
        yield


def _client_settings(asked: dict[str, Any]) -> dict[str, Any]:
    """What papermill's own engine passes on to its client."""
    unused = ("input_path", "start_timeout", "startup_timeout", "timeout")
    passed = {name: value for name, value in asked.items() if name not in unused}
    return {**passed, "timeout": asked.get("timeout"), "kernel_name": NATIVE_KERNEL_NAME, "log": logger}


def _connection(folder: str) -> dict[str, str]:
    """How a kernel is talked to: by sockets in a folder of its own, or by encrypted ports where the system has none."""
    own = {"connection_file": str(Path(folder) / "kernel.json")}
    if os.name == "posix":
        return {**own, "transport": "ipc"}
    can_encrypt = "transport_encryption" in KernelManager.class_traits() and zmq.has("curve")
    return {**own, "transport_encryption": "auto"} if can_encrypt else own


def _manager_settings(folder: str) -> dict[str, str]:
    return {**_connection(folder), "client_class": f"{PromptClient.__module__}.{PromptClient.__name__}"}


papermill_translators.register("python", BriefTranslator)
papermill_engines.register(KERNEL_ENGINE, KernelEngine)
