"""Workers that serve all files of tests in this folder."""

from collections.abc import Iterator

import pytest

from places import KeptWorkers, kept_workers


@pytest.fixture(scope="session")
def workers() -> Iterator[KeptWorkers]:
    """Two local workers with warm kernels."""
    kept = kept_workers()
    yield kept
    kept.end()
