"""Every door through which a notebook gets tables says so, to whoever watches over the run."""

import sys

from rehab.disclosure.audiences import AUDIENCES, INTERNAL

# The audit event (sys.audit): province's code or nothing for all, collection, audience.
ASKED = "rehab.material"


def announce(province: str, collection: str, audience: str) -> None:
    """Say what is about to be handed out; in a run for the public, a watch refuses what is not for the public."""
    sys.audit(ASKED, province, collection, audience)


_of_run: list[str] = []


def begin_run(audience: str) -> None:
    """Say for whom the run is that this process builds pages for."""
    _of_run[:] = [audience]


def is_in_run() -> bool:
    """True in a process that builds pages for a run: nobody sits before it."""
    return bool(_of_run)


def default_audience() -> str:
    """For whom tables are where nobody says: the run's audience in a run, `internal` at an analyst's bench.

    It grants nothing: who asks for more than the run is for is refused by the run's watch.

    >>> default_audience()
    'internal'
    """
    return _of_run[0] if _of_run else INTERNAL


def may_see(audience: str, asked: str) -> bool:
    """True where what is for `asked` may be shown to `audience`.

    >>> may_see("internal", "public"), may_see("public", "internal")
    (True, False)
    """
    return AUDIENCES.index(asked) <= AUDIENCES.index(audience)
