"""Files that somebody asked for."""

import uuid

from django.http import QueryDict
from django.utils.timezone import now

from pimms.exports import asking
from pimms.exports.listings import LISTINGS
from pimms.models import Export

EVER = "du=2015-01-01&au=2016-12-31"


def asked(by, name="orientations-traitees", query=EVER, **more):
    fields = {"key": uuid.uuid4(), "ending": "xlsx", "named": False, "reason": "", "at": now()}
    return asking.ask(LISTINGS[name], query=QueryDict(query), by=by, **fields | more)


def ready(by):
    """One of them, made when it is first looked for."""
    return Export.objects.visible_to(by).first() or asked(by)
