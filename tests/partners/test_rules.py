"""The rules of partners, conventions, network and messages, broken by a bare INSERT."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from accounts.models import SentMail
from partners import services
from partners.models import ConventionText
from tests.support import factories, network

LATER = network.AT + timedelta(days=1)


def committed():
    return services.commit_to_protection(factories.ccas(), by=factories.counsellor(), at=network.AT)


def accepted():
    invitation = network.invitation()
    services.accept_invitation(
        invitation, name="Inès Roy", password=factories.PASSWORD, at=network.AT
    )
    invitation.refresh_from_db()
    return invitation


def written():
    text = network.convention(text="Article 1.").texts.get()
    return ConventionText(convention=text.convention, written_by=text.written_by)


def sent():
    return SentMail(to="lea@ccas.example", kind="invitation", at=timezone.now(), result="sent")


ENDLESS = DateRange(date(2018, 1, 1), None)
TABLE = [
    ("organisation_refused_says_why", factories.ccas, {"name": "A", "status": "refused"}),
    ("organisation_refused_says_why", factories.ccas, {"name": "A", "motive": "Non."}),
    (
        "organisation_proposed_is_undecided",
        network.proposal,
        {"name": "A", "decided_on": factories.DAY},
    ),
    ("organisation_phone_international", factories.ccas, {"name": "A", "phone": "0146661234"}),
    ("commitment_once_a_version", committed, {}),
    ("invitation_one_waiting", network.invitation, {}),
    ("invitation_accepted_or_withdrawn", accepted, {"withdrawn_at": LATER}),
    (
        "invitation_accepted_by_somebody",
        network.invitation,
        {"accepted_at": LATER, "email": "x@x.example"},
    ),
    (
        "invitation_expires_later",
        network.invitation,
        {"expires_at": network.AT, "email": "x@x.example"},
    ),
    ("invitation_email_in_small_letters", network.invitation, {"email": "Ines@Ccas.example"}),
    ("convention_amount_not_negative", network.convention, {"amount": -1}),
    ("amendment_amount_not_negative", network.amendment, {"amount": -1}),
    ("amendment_period_bounded", network.amendment, {"number": 9, "period": ENDLESS}),
    ("convention_text_says_something", written, {"text": "", "written_on": factories.DAY}),
    ("convention_document_size", network.document, {"size": 0}),
    ("convention_document_size", network.document, {"size": 10 * 1024 * 1024 + 1}),
    ("network_action_lasts", network.action, {"minutes": 4}),
    ("network_action_lasts", network.action, {"minutes": 1441}),
    ("network_action_gathers", network.action, {"participants": 0}),
    ("network_action_has_a_topic", network.action, {"topics": []}),
    ("place_id_unique", network.place, {}),
    ("place_pivot_of_nine_to_fourteen", network.place, {"local_id": "2", "pivot": "123"}),
    ("place_postal_code", network.place, {"local_id": "2", "postal_code": "9216"}),
    ("place_is_somewhere", network.place, {"local_id": "2", "name": ""}),
    ("sent_mail_failed_says_why", sent, {"result": "failed"}),
    ("sent_mail_failed_says_why", sent, {"failure": "refus"}),
]


@pytest.mark.parametrize(("name", "make", "change"), TABLE)
def test_the_database_keeps_the_rule(db, name, make, change):
    row = make()
    row.pk, row._state.adding = None, True
    if hasattr(row, "key"):
        row.key = "00000000-0000-4000-8000-000000000000"
    for field, value in change.items():
        setattr(row, field, value)
    with pytest.raises(IntegrityError) as collision, transaction.atomic():
        row.save()
    assert collision.value.__cause__.diag.constraint_name == name
