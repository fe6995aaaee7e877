"""The desk: permanences, arrivals, passages, aid and complaints, with fixed dates."""

import uuid
from datetime import timedelta
from decimal import Decimal

from django.core.files.base import ContentFile

from beneficiaries.models import Beneficiary
from tests.support import factories
from tests.support.factories import DAY, an_instant, counsellor, director, person, site, support
from workshops import services
from workshops.demands import Demand
from workshops.models import (
    AidRequest,
    Arrival,
    Complaint,
    DropIn,
    NextStep,
    Passage,
    SupportPaper,
    SupportSession,
)
from workshops.recurrence import Rule

TOMORROW = DAY + timedelta(days=1)  # a Wednesday


def drop_in(**details) -> DropIn:
    """Nadia's permanence of the next day, from nine to noon, in slots of half an hour."""
    return drop_ins(**details)[0]


def drop_ins(*, first_on=TOMORROW, last_on=TOMORROW, **details) -> list[DropIn]:
    fields = {
        "title": "Permanence connectée",
        "host": counsellor(),
        "starts_at": factories.time(9),
        "ends_at": factories.time(12),
        "slot_minutes": 30,
        "site": site(),
        "by": counsellor(),
    }
    rule = Rule(first_on, frozenset({first_on.weekday()}))
    return services.plan_drop_ins(rule=rule, last_on=last_on, **fields | details)


def arrival(beneficiary: Beneficiary | None = None, **more) -> Arrival:
    fields = {"site": site(), "by": counsellor(), "at": an_instant(10)}
    return services.note_arrival(beneficiary=beneficiary, **fields | more)


def passage(*demands: str, **more) -> Passage:
    fields = {"key": uuid.uuid4(), "site": site(), "by": counsellor(), "at": an_instant(10)}
    return services.note_passage(demands=list(demands or [Demand.PRINTING]), **fields | more)


def step(beneficiary: Beneficiary | None = None, **more) -> NextStep:
    fields = {
        "what": "Rappeler l’opérateur",
        "due_on": TOMORROW,
        "assigned_to": counsellor(),
        "by": counsellor(),
    }
    return services.plan_step(beneficiary or person(), **fields | more)


def paper(session: SupportSession | None = None, **more) -> SupportPaper:
    fields = {
        "file": ContentFile(b"%PDF-1.7", "lettre.pdf"),
        "kind": "application/pdf",
        "title": "Lettre de l’opérateur",
        "by": counsellor(),
        "at": an_instant(11),
    }
    return services.join_paper(session or support(), **fields | more)


def aid(beneficiary: Beneficiary | None = None, **more) -> AidRequest:
    fields = {
        "organisation": factories.ccas(),
        "purpose": "Dette de téléphone",
        "amount_asked": Decimal("80.00"),
        "asked_on": DAY,
        "by": counsellor(),
    }
    return services.ask_aid(beneficiary or person(), **fields | more)


def complaint(**more) -> Complaint:
    fields = {
        "received_on": DAY,
        "channel": "desk",
        "about": "delay",
        "text": "J’ai attendu une heure.",
        "by": counsellor(),
    }
    return services.receive_complaint(**fields | more)


def one_of_each(awa: Beneficiary) -> None:
    """What the pages of the desk show."""
    drop_in(host=director())
    arrival(awa)
    passage()
    step(awa)
    paper(support(awa))
    aid(awa)
    complaint()
