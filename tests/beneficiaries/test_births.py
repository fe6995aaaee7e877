"""« Jour inconnu »: somebody of whom the year of birth is known, and nothing more."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from beneficiaries import services
from beneficiaries.models import Beneficiary, Change, Referral
from pimms.exports.listings.people import PEOPLE
from tests.support import factories
from tests.support.pages import text

NEW = reverse("beneficiaries:new")


@pytest.fixture(autouse=True)
def nadia(sign_in):
    with time_machine.travel("2016-06-15 10:00", tick=False):
        yield sign_in("counsellor")


def unknown_day(client, **more) -> Beneficiary:
    client.post(
        NEW,
        {"last_name": "Diallo", "first_name": "Awa", "born_on": "1970-05-07", "gender": "feminin"}
        | {"born_day_unknown": "on"}
        | more,
    )
    return Beneficiary.objects.get(last_name="Diallo")


def test_the_year_alone_is_kept_and_said(client):
    awa = unknown_day(client)
    assert (awa.born_on, awa.born_day_unknown) == (date(1970, 1, 1), True)
    assert "née en 1970 (jour inconnu)" in text(client.get(awa.get_absolute_url()))
    counter = reverse("counter:person", args=[awa.pk])
    assert "née en 1970 (jour inconnu)" in text(client.get(counter))


def test_the_first_of_january_may_be_a_day_that_is_known(client):
    awa = unknown_day(client, born_on="1970-01-01", born_day_unknown=None)
    assert not awa.born_day_unknown
    assert "née le 01/01/1970" in text(client.get(awa.get_absolute_url()))


def test_a_file_of_others_has_a_year_and_no_day():
    columns = {column.heading: column.value for column in PEOPLE.columns}
    awa = Beneficiary(born_on=date(1970, 1, 1), born_day_unknown=True)
    assert columns["Date de naissance"](awa) is None
    assert columns["Année de naissance"](awa) == 1970


def test_the_day_is_learnt_and_the_history_says_so(client, nadia):
    awa = unknown_day(client)
    correct = reverse("beneficiaries:correct", args=[awa.pk])
    learnt = {"born_on": "1970-03-09", "born_day_unknown": None, "reason": "Acte de naissance."}
    client.post(correct, learnt)
    awa.refresh_from_db()
    assert (awa.born_on, awa.born_day_unknown) == (date(1970, 3, 9), False)
    changes = {each.field: (each.before, each.after) for each in Change.objects.all()}
    assert changes["born_on"] == ("1970 (jour inconnu)", "09/03/1970")
    assert changes["born_day_unknown"] == ("oui", "non")


def test_whether_a_day_is_known_goes_with_the_date_that_is_chosen_of_two_files(nadia):
    awa = factories.person(born_on=date(1970, 1, 1), born_day_unknown=True)
    same = factories.person(last_name="Dialo", born_on=date(1970, 3, 9))
    services.merge(awa, absorbed=same, choices={"born_on": "absorbed"}, by=nadia, on=factories.DAY)
    awa.refresh_from_db()
    assert (awa.born_on, awa.born_day_unknown) == (date(1970, 3, 9), False)


def test_whom_a_social_worker_refers_may_have_no_day_either(client, sign_in, nadia):
    sign_in("social_worker")
    client.post(
        reverse("beneficiaries:refer"),
        {"organisation": factories.ccas().pk, "last_name": "Traoré", "first_name": "Moussa"}
        | {"born_on": "1975-06-02", "born_day_unknown": "on"}
        | {"needs": ["connection"], "person_informed": "on"},
    )
    sent = Referral.objects.get()
    assert (sent.born_on, sent.born_day_unknown) == (date(1975, 1, 1), True)
    assert "1975 (jour inconnu)" in text(client.get(sent.get_absolute_url()))
    client.force_login(nadia)
    receive = reverse("beneficiaries:receive", args=[sent.pk])
    client.post(receive, {"gender": "masculin", "social_status": "sans_emploi"})
    moussa = Beneficiary.objects.get()
    assert (moussa.born_on, moussa.born_day_unknown) == (date(1975, 1, 1), True)
