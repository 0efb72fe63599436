"""Every door through which a notebook gets tables says so, to whoever watches over the run."""

import sys

from rehab.disclosure.audiences import AUDIENCES

# The audit event (sys.audit): province's code or nothing for all, collection, audience.
ASKED = "rehab.material"


def announce(province: str, collection: str, audience: str) -> None:
    """Say what is about to be handed out; in a run for the public, a watch refuses what is not for the public."""
    sys.audit(ASKED, province, collection, audience)


def may_see(audience: str, asked: str) -> bool:
    """True where what is for `asked` may be shown to `audience`.

    >>> may_see("internal", "public"), may_see("public", "internal")
    (True, False)
    """
    return AUDIENCES.index(asked) <= AUDIENCES.index(audience)
