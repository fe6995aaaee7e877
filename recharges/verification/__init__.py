"""The whole ledger read again: receipts, tills, closings, anchors, and all that no longer agrees.

It trusts nothing but the rows and the file beside the database: what was altered with the triggers
off is found all the same. Everything that is sealed is compared with what was sealed with it, never
with what may still be corrected.
"""

from collections.abc import Iterator

from django.db import connection, transaction

from recharges import witness

from . import anchors, closings, receipts, seen, tills, traces
from .rows import link
from .verified import Verified

__all__ = ["Altered", "Verified", "link", "missed_beside", "verify"]


class Altered(Exception):
    """All that does not agree, each in a French sentence of `faults`."""

    def __init__(self, faults: list[str]):
        super().__init__("\n".join(faults))
        self.faults = faults


def verify(*, beside: bool = True) -> Verified:
    """Everything is recomputed and agrees. Raises Altered with all that does not.

    What the file beside the database has seen is compared, unless `beside` says no.
    """
    outermost = not connection.in_atomic_block
    file = witness.path()
    # What the file knows by now was committed before the rows are looked at.
    known = file.stat().st_size if file.exists() else 0
    with transaction.atomic():
        if outermost:  # one moment of the ledger, while others go on selling
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        else:
            connection.check_constraints()
        verified = Verified(witness=file)
        faults = [*_faults(verified), *seen.faults(verified, upto=known if beside else 0)]
    if faults:
        raise Altered(faults)
    return verified


def missed_beside(verified: Verified) -> list[str]:
    """What the file beside the database has seen and a ledger that is whole does not hold."""
    file = verified.witness
    return list(seen.faults(verified, upto=file.stat().st_size)) if file.exists() else []


def _faults(verified: Verified) -> Iterator[str]:
    yield from receipts.faults(verified)
    yield from closings.faults_of_the_chain(verified)
    yield from tills.faults(verified)
    yield from closings.faults_of_the_sums()
    yield from anchors.faults(verified)
    yield from traces.faults()
