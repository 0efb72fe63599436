"""What a process forked from the nursery becomes: cells of a notebook, a worker, or a kernel with sockets."""

import os
import signal
import socket
from typing import Any


def prepare(request: dict[str, Any]) -> None:
    """Be in the place that a request describes, in a process group of one's own, within the limits it sets."""
    import resource

    import numpy

    from rehab.batch.limits import reserved_bytes
    from rehab.batch.watch import begin_watch

    os.setsid()
    os.chdir(request["cwd"])
    os.environ.clear()
    os.environ.update(request["env"])
    begin_watch()
    devnull = os.open(os.devnull, os.O_RDONLY)
    os.dup2(devnull, 0)
    # Python reseeds its own generator after a fork, numpy does not.
    numpy.random.seed()
    if request["memory_bytes"]:
        # Libraries reserve a gigabyte that they never touch: the limit is for what the notebook adds to it.
        most = reserved_bytes() + request["memory_bytes"]
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))


def become_cells(kernel: Any, descriptors: list[int]) -> None:
    """Run cells for a worker: it gave a socket to talk through, and two pipes to print into."""
    from rehab.batch.warm.shell import run_cells

    connection, out, err = descriptors
    os.dup2(out, 1)
    os.dup2(err, 2)
    os.close(out)
    os.close(err)
    run_cells(kernel, socket.socket(fileno=connection))


def become_worker(descriptors: list[int]) -> None:
    """Do the tasks that the run sends."""
    from rehab.batch.warm.crew import do_tasks

    # Ctrl-C is for the run, which then ends its workers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    do_tasks(*descriptors)


def become_kernel(arguments: list[str]) -> None:
    """Be a kernel with sockets until it is shut down."""
    from rehab.batch.warm.kernel import run_kernel
    from rehab.batch.warm.shell import forget_kernel

    forget_kernel()
    run_kernel(arguments)
