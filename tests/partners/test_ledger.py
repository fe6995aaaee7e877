"""What the database keeps of partners, whoever writes: administrators, and what is history."""

import pytest
from django.db import Error, IntegrityError, connection, transaction

from partners import services
from partners.models import Invitation, Membership
from pimms.kernel.forms import sentence_of
from tests.partners.rules import committed
from tests.support import factories, network


def refused_by(statement) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with pytest.raises(Error) as refusal, transaction.atomic():
            cursor.execute(statement)
    diagnosis = refusal.value.__cause__.diag
    return diagnosis.constraint_name or diagnosis.message_primary


@pytest.fixture
def lea(db):
    return network.member()


@pytest.fixture
def karim_administers(lea):
    return network.administrator().memberships.get()


@pytest.mark.parametrize(
    "change",
    ["ended_on = '2016-05-01'", "is_administrator = false"],
)
def test_the_last_administrator_stays_while_others_do(karim_administers, change):
    statement = f"UPDATE partners_membership SET {change} WHERE id = {karim_administers.pk}"
    assert refused_by(statement) == "organisation_keeps_an_administrator"


def test_the_last_administrator_is_not_deleted_either(karim_administers):
    statement = f"DELETE FROM partners_membership WHERE id = {karim_administers.pk}"
    assert refused_by(statement) == "organisation_keeps_an_administrator"


def test_the_refusal_has_its_sentence(karim_administers):
    with pytest.raises(IntegrityError) as collision, transaction.atomic():
        Membership.objects.filter(pk=karim_administers.pk).update(is_administrator=False)
    assert sentence_of(collision.value) == "L’organisme garde quelqu’un qui l’administre."


def test_one_of_two_administrators_may_go(karim_administers, lea):
    Membership.objects.filter(pk=lea.pk).update(is_administrator=True)
    Membership.objects.filter(pk=karim_administers.pk).update(ended_on=factories.DAY)
    assert Membership.objects.get(pk=karim_administers.pk).ended_on is not None


def test_everybody_may_go_at_once(karim_administers, lea):
    Membership.objects.filter(organisation=lea.organisation).update(ended_on=factories.DAY)
    assert not Membership.objects.running().exists()


def a_document():
    network.document(network.convention(text="Article 1."))
    committed()
    services.write_text(
        network.Convention.objects.get(), text="Article 2.", by=factories.director(), on=network.DAY
    )


@pytest.mark.parametrize(
    "table", ["partners_commitment", "partners_conventiontext", "partners_conventiondocument"]
)
def test_what_is_history_is_not_changed(db, table):
    a_document()
    for statement in (f"UPDATE {table} SET id = id", f"DELETE FROM {table}"):
        assert "Cannot update or delete" in refused_by(statement)
    assert "append-only" in refused_by(f"TRUNCATE {table} CASCADE")


def test_no_invitation_into_what_was_not_accepted(db):
    proposed = network.proposal()
    sent = network.invitation()
    with pytest.raises(IntegrityError) as collision, transaction.atomic():
        Invitation.objects.bulk_create(
            [
                Invitation(
                    organisation=proposed,
                    email="ines@epicerie.example",
                    invited_by=sent.invited_by,
                    invited_at=sent.invited_at,
                    expires_at=sent.expires_at,
                )
            ]
        )
    assert collision.value.__cause__.diag.constraint_name == (
        "invitation_of_an_accepted_organisation"
    )
    assert sentence_of(collision.value).startswith("Cet organisme n’est pas accepté")
