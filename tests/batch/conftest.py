"""Workers that serve all files of tests in this folder."""

import pytest

from places import KeptWorkers, shared_workers


@pytest.fixture(scope="session")
def workers() -> KeptWorkers:
    """Two local workers with warm kernels."""
    return shared_workers()
