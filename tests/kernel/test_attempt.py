"""A refusal, or a race lost in the database, is a sentence on the form."""

import uuid

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from beneficiaries.models import Referral
from pimms.kernel.forms import attempt
from recharges.models import Sale
from tests.support import factories


class Note(forms.Form):
    reason = forms.CharField(label="Motif")


def filled(**data):
    return Note({"reason": "erreur de saisie"} | data)


def test_what_the_service_returns_comes_back():
    assert attempt(filled(), lambda reason: reason) == "erreur de saisie"


def test_the_service_is_not_called_with_bad_data():
    form = filled(reason="")
    assert attempt(form, pytest.fail, "called") is None
    assert "reason" in form.errors


def test_a_refusal_stands_on_the_field_it_names():
    def refuse(reason):
        raise ValidationError({"reason": "Trop court.", "sale": "Déjà annulée."})

    form = filled()
    assert attempt(form, refuse) is None
    assert form.errors["reason"] == ["Trop court."]
    assert form.non_field_errors() == ["Déjà annulée."]


def test_a_race_lost_on_a_constraint_says_its_sentence(db):
    sent = factories.referral()

    def twice(reason):
        with transaction.atomic():
            Referral.objects.bulk_create(
                [Referral(key=sent.key, organisation=sent.organisation, last_name="Traoré",
                          born_on=sent.born_on, received_on=sent.received_on)]
            )  # fmt: skip

    form = filled()
    attempt(form, twice)
    assert form.non_field_errors() == ["Cette orientation est déjà envoyée."]


def test_a_race_lost_on_a_trigger_says_its_sentence(db):
    sale = factories.sale()

    def too_early(reason):
        with transaction.atomic():
            Sale.objects.bulk_create(
                [Sale(key=uuid.uuid4(), enrolment=sale.enrolment, site=sale.site, payment="cash",
                      series=sale.series, number=sale.number + 1, sold_on="2015-01-01")]
            )  # fmt: skip

    form = filled()
    attempt(form, too_early)
    assert form.non_field_errors() == ["Cette vente tombe hors des douze mois de l’inscription."]


def test_a_collision_that_nobody_foresaw_is_not_hidden(db):
    def unforeseen(reason):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("INSERT INTO kernel_series (name, last) VALUES (NULL, 1)")

    with pytest.raises(IntegrityError):
        attempt(filled(), unforeseen)
