"""Many at once, with real commits: what each was answered."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection

from pimms.kernel.forms import sentence_of


def race(jobs) -> list:
    """Run the jobs at the same moment; what each returned, or the sentence it was refused with."""
    start = Barrier(len(jobs))

    def run(job):
        try:
            start.wait(timeout=60)
            return job()
        except ValidationError as refusal:
            return refusal.messages[0]
        except IntegrityError as collision:
            return sentence_of(collision)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as clients:
        return list(clients.map(run, jobs))


def of_type(kind, outcomes) -> list:
    return [outcome for outcome in outcomes if isinstance(outcome, kind)]
