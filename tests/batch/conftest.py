"""Workers that serve a whole file of tests."""

from collections.abc import Iterator

import pytest

from places import KeptWorkers, kept_workers


@pytest.fixture(scope="module")
def workers() -> Iterator[KeptWorkers]:
    """Two local workers with warm kernels."""
    kept = kept_workers()
    yield kept
    kept.end()
