"""A forked process as a kernel with sockets: what `rehab run --kernel` uses, and notebooks for comparison."""

import os

import zmq
from ipykernel.iostream import IOPubThread
from ipykernel.kernelapp import IPKernelApp
from IPython.core.pylabtools import select_figure_formats
from jupyter_client.session import Session
from matplotlib_inline.backend_inline import configure_inline_support
from matplotlib_inline.config import InlineBackend
from zmq.eventloop.zmqstream import ZMQStream

_BACKEND = "inline"
_UNHEARD_MILLISECONDS = 3000


class LocalPrints(IOPubThread):
    """ipykernel's slot for what forked processes of a notebook print: through a local socket, not a TCP port."""

    def __init__(self, socket: zmq.Socket, session: Session, address: str) -> None:
        self._address = address
        super().__init__(socket, pipe=True, session=session)

    def _setup_pipe_in(self) -> None:
        self._pipe_uuid = os.urandom(16)
        pipe = self.socket.context.socket(zmq.PULL)
        pipe.linger = 0
        pipe.bind(self._address)
        self._pipe_in = ZMQStream(pipe, self.io_loop)
        self._pipe_in.on_recv(self._handle_pipe_msg)

    def _setup_pipe_out(self) -> tuple[zmq.Context, zmq.Socket]:
        # A process that was forked needs a context of its own.
        context = zmq.Context()
        pipe = context.socket(zmq.PUSH)
        pipe.linger = _UNHEARD_MILLISECONDS
        pipe.connect(self._address)
        return context, pipe


class QuietKernelApp(IPKernelApp):
    """ipykernel's application without its TCP port, and without anybody's start-up files."""

    def init_iopub(self, context: zmq.Context) -> None:
        """As in ipykernel, but for `LocalPrints`."""
        self.iopub_socket = context.socket(zmq.XPUB)
        self.iopub_socket.linger = 1000
        self.iopub_port = self._bind_socket(self.iopub_socket, self.iopub_port)
        self.configure_tornado_logger()
        self.iopub_thread = LocalPrints(self.iopub_socket, self.session, f"ipc://{self.abs_connection_file}-prints")
        self.iopub_thread.start()
        self.iopub_socket = self.iopub_thread.background_socket

    def load_config_file(self, suppress_errors: bool | None = True) -> None:
        """A person's configuration changes no page."""


def run_kernel(arguments: list[str]) -> None:
    """Be a kernel until it is shut down."""
    app = QuietKernelApp.instance()
    app.exec_files, app.exec_PYTHONSTARTUP = [], False
    app.initialize(arguments)
    # Done when matplotlib's backend is imported, for the shell that there is then.
    InlineBackend.clear_instance()
    configure_inline_support(app.shell, _BACKEND)
    settings = InlineBackend.instance()
    select_figure_formats(app.shell, settings.figure_formats, **settings.print_figure_kwargs)
    app.start()
