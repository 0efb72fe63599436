"""Names of sockets are short, however long the name of the folder for temporary files is."""

import os
import socket
import tempfile
from pathlib import Path

import pytest

from rehab.batch.warm.nursery import socket_folder

# As deep as a kernel's sockets in the folder of the nursery.
DEEPEST = "rehab-abcdefgh/rehab-abcdefgh/kernel.json-prints"
MOST_BYTES = 107


@pytest.mark.parametrize("length", [10, 60, 200])
def test_a_socket_can_be_made_where_folders_with_sockets_are(monkeypatch, tmp_path: Path, length: int):
    usual = tmp_path / ("x" * length)
    usual.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(usual))
    assert len(os.fsencode(socket_folder() / DEEPEST)) <= MOST_BYTES
    folder = tempfile.TemporaryDirectory(prefix="rehab-", dir=socket_folder())
    with folder as made, socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(Path(made) / "kernels"))


def test_the_usual_folder_is_taken_where_its_name_is_short(monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", "/short")
    assert socket_folder() == Path("/short")
