"""A notebook does the same on both engines: cells in a forked child, and in a kernel that is sent messages.

`stock` is papermill's own engine with a kernel that is a program of its own: what both must come to.
"""

import gc
import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import nbformat
import papermill
import psutil
import pytest
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat.v4 import new_code_cell, new_notebook
from papermill.exceptions import PapermillExecutionError

from rehab.batch.warm.cells import TooMuchOutputError
from rehab.batch.warm.nursery import (
    ADDRESS_VARIABLE,
    MEMORY_VARIABLE,
    PROVISIONER,
    PROVISIONER_VARIABLE,
    ForkedChild,
    Nursery,
    NurseryError,
)

ENGINES = ("rehab", "rehab-kernel")
LONGEST_SECONDS = 60
SHARED = Path("/dev/shm")
Execute = Callable[..., nbformat.NotebookNode]


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    """One for all tests here."""
    with Nursery.start() as started:
        yield started


@pytest.fixture(params=ENGINES)
def execute(request: pytest.FixtureRequest, nursery: Nursery, monkeypatch, tmp_path: Path) -> Execute:
    """Run cells on an engine, in `tmp_path`; the executed notebook."""
    monkeypatch.setenv(ADDRESS_VARIABLE, nursery.address)
    monkeypatch.setenv(PROVISIONER_VARIABLE, PROVISIONER)

    def run(*cells: Any, **settings: Any) -> nbformat.NotebookNode:
        return executed(request.param, tmp_path, *cells, **settings)

    return run


def executed(engine: str, folder: Path, *cells: Any, **settings: Any) -> nbformat.NotebookNode:
    """Run cells, each a source or a cell, by papermill."""
    made = [cell if isinstance(cell, dict) else new_code_cell(cell) for cell in cells]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = new_notebook(cells=made, metadata={"kernelspec": kernel})
    target = folder / "executed.ipynb"
    papermill.execute_notebook(
        notebook,
        str(target),
        engine_name=engine,
        kernel_name="python3",
        progress_bar=False,
        cwd=str(folder),
        **settings,
    )
    return nbformat.read(target, as_version=4)


def outputs(notebook: nbformat.NotebookNode) -> list[list[dict[str, Any]]]:
    """Outputs of each code cell that papermill did not add."""
    return [cell.outputs for cell in notebook.cells if cell.cell_type == "code"]


def last_error(execute: Execute, folder: Path, *cells: Any) -> dict[str, Any]:
    """The error of a notebook that fails, from the notebook that papermill kept."""
    with pytest.raises(PapermillExecutionError):
        execute(*cells)
    kept = nbformat.read(folder / "executed.ipynb", as_version=4)
    return next(o for cell in outputs(kept) for o in cell if o.output_type == "error")


SAME = {
    "results and counts": ["1 + 1", "", "_ + 1", "x = 3", "x;"],
    "text on both streams": ["import sys\nprint('một')\nprint('hai', file=sys.stderr)\nprint('ba')"],
    "text that is flushed": ["for n in range(3): print(n, flush=True)"],
    "text before and after a display": ["print('a')\ndisplay(1)\nprint('b')\n2"],
    "half a line": ["print('a', end='')", "print('b\\r')"],
    "a bundle with metadata": [
        "from IPython.display import display\n"
        "display({'text/html': '<b>1</b>', 'text/plain': '1'}, raw=True, metadata={'text/html': {'isolated': True}})"
    ],
    "an object of many forms": [
        "class Shown:\n    def _repr_mimebundle_(self, **_):\n"
        "        return {'text/plain': 'p', 'text/html': 'h', 'application/json': {'a': [None]}}, {'rehab': {}}\n"
        "Shown()"
    ],
    "a display that is updated": [
        "from IPython.display import display, update_display\nhandle = display('old', display_id='one')",
        "print('between')\nupdate_display('new', display_id='one')",
    ],
    "outputs that are cleared": [
        "from IPython.display import clear_output\nprint('gone')\nclear_output()\nprint('stays')",
        "print('gone')\nclear_output(wait=True)\nprint('in its place')",
    ],
    "a table": ["import pandas as pd\npd.DataFrame({'số': [1, 2]})"],
    "a picture, at the end of the cell": [
        "import matplotlib.pyplot as plt\nplt.figure(figsize=(1, 1))\nplt.plot([1, 2])\nprint('after')"
    ],
    "the magic that most notebooks of pictures begin with": [
        "%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.figure(figsize=(1, 1))\nprint('after')",
        "%matplotlib nothing",
    ],
    "pictures in SVG": [
        "%config InlineBackend.figure_formats = ['svg']\n"
        "import matplotlib.pyplot as plt\nplt.rcParams['svg.hashsalt'] = 'x'\n"
        "plt.figure(figsize=(1, 1))\nplt.text(0, 0, 'á')\nplt.close()"
    ],
    "bytes as images": [
        "from IPython.display import Image\nImage(data=b'\\x89PNG\\r\\n\\x1a\\n' + bytes(8), format='png')"
    ],
    "magics": ["%precision 2", "1 / 3", "%%capture kept\nprint('kept')", "kept.stdout", "%pwd", "%who_ls"],
    "shell commands": ["!echo a; echo b >&2", "found = !echo c\nfound", "%%bash\necho d\necho e >&2", "%sx echo f"],
    "await": ["import asyncio\nawait asyncio.sleep(0)\nasync def f():\n    return 4\nawait f()"],
    "a task that goes on": [
        "import asyncio\nasync def f():\n    return 5\ntask = asyncio.ensure_future(f())", "await task"
    ],
    "an error that is expected": [
        new_code_cell("1 / 0", metadata={"tags": ["raises-exception"]}), "'after'"
    ],
    "a syntax error that is expected": [new_code_cell("1 +", metadata={"tags": ["raises-exception"]}), "'after'"],
    "exit with nothing to say": ["import sys\nsys.exit(0)", "'after'"],
    "the history": ["1", "In[1], Out[1], __name__"],
    "a thread that prints": ["import threading\nt = threading.Thread(target=print, args=('t',))\nt.start()\nt.join()"],
    "a logger": ["import logging\nlogging.warning('w')\nlogging.warning('v')"],
    "a warning": ["import warnings\nwarnings.simplefilter('ignore')\nwarnings.warn('w')\n1"],
    "a cell that is skipped": [new_code_cell("1", metadata={"tags": ["skip-execution"]}), "2"],
    "help": ["len?", "2"],
}  # fmt: skip


@pytest.mark.part(12)
@pytest.mark.parametrize("name", SAME)
def test_both_engines_leave_the_same_outputs(nursery: Nursery, monkeypatch, tmp_path: Path, name: str):
    monkeypatch.setenv(ADDRESS_VARIABLE, nursery.address)
    monkeypatch.setenv(PROVISIONER_VARIABLE, PROVISIONER)
    found = {}
    for engine in ENGINES:
        # papermill runs on after an error that is expected, and still tells of it at the end.
        with suppress(PapermillExecutionError):
            executed(engine, tmp_path, *SAME[name])
        found[engine] = nbformat.read(tmp_path / "executed.ipynb", as_version=4)
    cells, kernel = (
        [(cell.get("execution_count"), cell.get("outputs")) for cell in found[engine].cells] for engine in ENGINES
    )
    assert json.dumps(cells, ensure_ascii=False) == json.dumps(kernel, ensure_ascii=False)
    assert found["rehab"].metadata["language_info"] == found["rehab-kernel"].metadata["language_info"]


def test_what_other_programs_print_is_an_output_of_their_cell(nursery: Nursery, monkeypatch, tmp_path: Path):
    """In a kernel with sockets that is a matter of luck: a thread of its own looks for it."""
    monkeypatch.setenv(ADDRESS_VARIABLE, nursery.address)
    code = (
        "import subprocess\nprint('a')\nsubprocess.run(['echo', 'é'])\ndisplay(1)\nsubprocess.run(['echo', 'c'])\nNone"
    )
    found = outputs(executed("rehab", tmp_path, code, "'next'"))
    assert [output.get("text") for output in found[0]] == ["a\né\n", None, "c\n"]


def test_what_forked_processes_print_is_heard(execute):
    code = "import os, time\nif os.fork() == 0:\n    print('child', flush=True)\n    os._exit(0)\nos.wait()"
    pause = "import threading; threading.Event().wait(0.3); None"
    said = [output.text for cell in outputs(execute(f"{code}\n{pause}", pause)) for output in cell]
    assert "".join(said) == "child\n"


def test_an_error_ends_the_notebook_with_its_traceback(execute, tmp_path):
    error = last_error(execute, tmp_path, "def f():\n    return 1 / 0", "f()", "print('never')")
    assert (error.ename, error.evalue) == ("ZeroDivisionError", "division by zero")
    assert "Traceback" in "".join(error.traceback)
    kept = nbformat.read(tmp_path / "executed.ipynb", as_version=4)
    assert kept.cells[-1].outputs == []


def test_no_one_can_be_asked_for_input(execute, tmp_path):
    assert last_error(execute, tmp_path, "input('?')").ename == "StdinNotImplementedError"
    assert last_error(execute, tmp_path, "import getpass\ngetpass.getpass()").ename == "StdinNotImplementedError"


def test_a_cell_that_interrupts_itself_has_failed(execute, tmp_path):
    code = "import os, signal, time\nos.kill(os.getpid(), signal.SIGINT)\ntime.sleep(1)"
    assert last_error(execute, tmp_path, code).ename == "KeyboardInterrupt"


def test_sys_exit_with_a_status_is_an_error(execute, tmp_path):
    assert last_error(execute, tmp_path, "import sys\nsys.exit(3)").ename == "SystemExit"


DEATHS = {
    "exits": "import os; os._exit(0)",
    "is killed": "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
    "crashes": "import ctypes; ctypes.string_at(0)",
}


@pytest.mark.parametrize("name", DEATHS)
def test_a_cell_that_ends_its_own_process_is_a_dead_kernel(execute, name: str):
    with pytest.raises(DeadKernelError):
        execute("print('before')", DEATHS[name], "print('never')")


def test_the_time_limit_is_for_the_notebook_as_a_whole(execute, tmp_path):
    pause = "import threading; threading.Event().wait(0.8)"
    with pytest.raises(CellTimeoutError):
        execute("print('before', flush=True)", *[pause] * 5, execution_timeout=2)
    kept = nbformat.read(tmp_path / "executed.ipynb", as_version=4)
    assert kept.cells[0].outputs[0].text == "before\n"


def test_what_was_printed_before_time_was_up_is_kept(execute, tmp_path):
    with pytest.raises(CellTimeoutError):
        execute("print('so far')\nimport threading; threading.Event().wait()", execution_timeout=3)
    kept = nbformat.read(tmp_path / "executed.ipynb", as_version=4)
    assert [output.get("text") for output in kept.cells[-1].outputs] == ["so far\n"]


def test_memory_is_limited(execute, tmp_path, monkeypatch):
    # Much above what a kernel's own threads may reserve: without room for these it is at its end before the cell is.
    monkeypatch.setenv(MEMORY_VARIABLE, "400")
    assert last_error(execute, tmp_path, "bytearray(100 * 2**20)\nNone", "bytearray(2**30)").ename == "MemoryError"


# Each within the limit for itself, all together far above it; what they hold they keep until somebody ends them.
_HOLDING = "kept = bytearray(150 * 2**20); kept[::4096] = bytes(len(kept[::4096])); input()"
TOGETHER = {
    "processes": (
        "import subprocess, sys\n"
        f"code = {_HOLDING!r}\n"
        "for number in range(4):\n"
        "    # One is in a session of its own, as a server would be.\n"
        "    apart = number == 3\n"
        "    held = subprocess.Popen([sys.executable, '-c', code], stdin=subprocess.PIPE, start_new_session=apart)\n"
        "held.wait()"
    ),
    "shared memory": (
        "import threading\n"
        "from multiprocessing.shared_memory import SharedMemory\n"
        "kept = SharedMemory(create=True, size=600 * 2**20)\n"
        "open('kept', 'w').write(kept.name)\n"
        "for place in range(0, kept.size, 4096):\n"
        "    kept.buf[place] = 1\n"
        "threading.Event().wait()"
    ),
}


@pytest.mark.parametrize("name", TOGETHER)
def test_what_a_notebook_and_its_processes_hold_together_is_limited(execute, monkeypatch, tmp_path, name: str):
    monkeypatch.setenv(MEMORY_VARIABLE, "200")
    monkeypatch.setattr(ForkedChild, "latest_usage", None)
    before = set(psutil.pids())
    with pytest.raises(DeadKernelError):
        execute(TOGETHER[name], execution_timeout=120)
    assert ForkedChild.latest_usage is not None
    assert ForkedChild.latest_usage.is_beyond
    new = [p for p in psutil.process_iter(["cmdline"]) if p.pid not in before]
    assert not any((SHARED / path.read_text("ascii")).exists() for path in tmp_path.glob("kept"))
    holding = [p for p in new if _HOLDING in str(p.info["cmdline"])]
    assert psutil.wait_procs(holding, timeout=LONGEST_SECONDS)[1] == []


def test_shared_memory_that_a_notebook_forgets_goes_with_it(execute, monkeypatch):
    monkeypatch.setenv(MEMORY_VARIABLE, "500")
    making = "from multiprocessing.shared_memory import SharedMemory\nkept = SharedMemory(create=True, size=4096)"
    # As long as the nursery takes between two looks.
    waiting = "import threading\nthreading.Event().wait(0.8)\nprint(kept.name)"
    name = execute(making, waiting).cells[-1].outputs[0].text.strip()
    assert not (SHARED / name).exists()


def test_what_processes_of_a_notebook_share_counts_once(execute, monkeypatch):
    monkeypatch.setenv(MEMORY_VARIABLE, "300")
    code = (
        "import multiprocessing\n"
        "kept = bytearray(150 * 2**20); kept[::4096] = bytes(len(kept[::4096]))\n"
        "with multiprocessing.get_context('fork').Pool(4) as pool:\n"
        "    print(sum(pool.map(abs, range(4))))"
    )
    assert execute(code).cells[-1].outputs[0].text == "6\n"


def test_a_notebook_that_floods_its_outputs_is_ended(execute):
    with pytest.raises(TooMuchOutputError):
        execute("while True: print('x' * 2**20)", execution_timeout=120)
    # What nbclient leaves unfinished is told of now: told of while Python reads code, it may stop that (gh-106905).
    gc.collect()


@pytest.mark.part(1)
def test_a_flood_is_told_as_one_though_its_cell_ends(execute):
    with pytest.raises(TooMuchOutputError):
        execute("for _ in range(80): print('x' * 2**20)", execution_timeout=120)
    gc.collect()


def test_processes_that_a_notebook_leaves_end_with_it(execute, tmp_path):
    code = "import subprocess\nprint(subprocess.Popen(['sleep', '600']).pid)"
    kept = execute(code)
    left = int(kept.cells[-1].outputs[0].text)
    _, alive = psutil.wait_procs([psutil.Process(left)] if psutil.pid_exists(left) else [], timeout=LONGEST_SECONDS)
    assert alive == []


def test_a_notebook_finds_modules_beside_it(execute, tmp_path):
    (tmp_path / "beside.py").write_text("value = 7", encoding="utf-8")
    assert outputs(execute("import beside\nbeside.value"))[0][0]["data"]["text/plain"] == "7"


def test_two_notebooks_share_nothing(execute):
    execute("import builtins\nbuiltins.left = 1\nleft = 2")
    assert (
        outputs(execute("'left' in globals() or hasattr(__builtins__, 'left')"))[0][0]["data"]["text/plain"] == "False"
    )


def test_random_numbers_differ_between_notebooks(execute):
    drawn = "import random\nimport numpy\nrandom.random(), numpy.random.random()"
    assert outputs(execute(drawn)) != outputs(execute(drawn))


def test_without_its_nursery_a_notebook_does_not_run(execute, monkeypatch, tmp_path):
    monkeypatch.setenv(ADDRESS_VARIABLE, str(tmp_path / "nobody"))
    with pytest.raises(NurseryError):
        execute("1")
