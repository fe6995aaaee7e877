"""A person's file: what its frame and its first tab say, and that it was read."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from accounts.models import Entry
from beneficiaries.models import PossibleDuplicate
from pimms.kernel.templatetags.french import NO_BREAK
from tests.support import factories
from tests.support.pages import queries_of, text


@pytest.fixture(autouse=True)
def nadia(sign_in):
    with time_machine.travel("2016-06-15 10:00", tick=False):
        yield sign_in("counsellor")


def test_the_frame_says_who_it_is_and_where_they_stand(client):
    awa = factories.person(born_on=date(1984, 5, 7), phone="+33612345678", number="2014-0001")
    awa.dossier_numbers.create(number="2016-0900")
    factories.enrolment(awa)
    page = text(client.get(awa.get_absolute_url()))
    number = NO_BREAK.join(["06", "12", "34", "56", "78"])
    assert f"2014-0001, 2016-0900 · née le 07/05/1984 · {number} · Antony" in page
    assert "Inscrite jusqu’au 14/03/2017 encore 9 mois" in page


@pytest.mark.parametrize(
    ("day", "words"),
    [("2017-03-13", "encore 2 jours"), ("2017-03-14", "encore 1 jour ")],
)
def test_the_last_day_still_counts(client, sign_in, day, words):
    awa = factories.enrolment().beneficiary
    with time_machine.travel(f"{day} 10:00", tick=False):
        sign_in("counsellor")  # again: a session does not last nine months
        assert words in text(client.get(awa.get_absolute_url()))


def test_the_day_after_there_is_nothing_left(client, sign_in):
    awa = factories.enrolment().beneficiary
    with time_machine.travel("2017-03-15 10:00", tick=False):
        sign_in("counsellor")
        page = text(client.get(awa.get_absolute_url()))
    assert "Droits terminés le 14/03/2017" in page
    assert "encore" not in page.replace("Pas encore", "")


def test_the_file_leads_to_its_tabs_and_its_acts(client):
    awa = factories.person()
    page = client.get(awa.get_absolute_url()).content.decode()
    for name in ("recharges:ledger", "workshops:activity", "beneficiaries:enrol"):
        assert f'href="{reverse(name, args=[awa.pk])}"' in page
    assert f'href="{reverse("beneficiaries:correct", args=[awa.pk])}"' in page


def test_the_dossier_tells_the_household_the_rights_and_the_referrals(client):
    awa = factories.person(adults=1, children=2, income_source="RSA", notes="Vient le mardi.")
    factories.referral(awa)
    factories.enrolment(awa, criteria=["referral", "minimum_income"])
    page = text(client.get(awa.get_absolute_url()))
    for words in ("1 adulte, 2 enfants", "RSA", "Vient le mardi.", "pas de téléphone"):
        assert words in page
    assert "Du 15/03/2016 au 14/03/2017 Éligible le 15/03/2016, par Nadia Benali" in page
    for criterion in ("Orientation par un travailleur social", "Minima sociaux"):
        assert criterion in page
    assert "CCAS d’Antony , reçue le 15/03/2016 · acceptée" in page


def test_a_waiver_tells_its_reason(client):
    awa = factories.person(born_on=date(2001, 1, 1))
    factories.enrolment(awa, by=factories.director(), waiver="Vit seule, suivie par le CCAS.")
    page = text(client.get(awa.get_absolute_url()))
    assert "Dérogation le 15/03/2016, par Claire Morel" in page
    assert "Vit seule, suivie par le CCAS." in page


def test_each_read_is_one_line_of_the_journal_and_nothing_else(client, nadia):
    awa = factories.person()
    client.get(awa.get_absolute_url())
    read = Entry.objects.get(verb="beneficiary.read")
    assert (read.by, read.thing) == (nadia.email, f"beneficiaries.beneficiary:{awa.pk}")
    assert read.details == {"page": awa.get_absolute_url()}


@pytest.mark.parametrize("pk", [0, 999999999, 10**18, 10**30])
@pytest.mark.parametrize("name", ["file", "correct", "enrol"])
def test_a_file_that_is_not_there_is_a_404(client, name, pk):
    assert client.get(reverse(f"beneficiaries:{name}", args=[pk])).status_code == 404
    assert not Entry.objects.filter(verb="beneficiary.read").exists()


def test_two_files_that_may_be_one_lead_to_each_other(client):
    older = factories.person(last_name="Diallo", born_on=date(1984, 5, 6))
    double = factories.person(last_name="Dialo", born_on=date(1984, 5, 6))
    for here, there in ((older, double), (double, older)):
        page = client.get(here.get_absolute_url())
        assert "Peut-être la même personne" in text(page)
        assert there.get_absolute_url() in page.content.decode()


def test_two_people_are_told_apart_once_and_for_both(client, nadia):
    older = factories.person(last_name="Diallo", born_on=date(1984, 5, 6))
    double = factories.person(last_name="Dialo", born_on=date(1984, 5, 6))
    pair = PossibleDuplicate.objects.get()
    dismiss = reverse("beneficiaries:dismiss", args=[pair.pk])
    assert client.get(dismiss).status_code == 405
    client.get(older.get_absolute_url())
    answer = client.post(dismiss, {"read": older.pk}, follow=True)
    assert "DIALLO Awa et DIALO Awa sont deux personnes différentes." in text(answer)
    pair.refresh_from_db()
    assert pair.dismissed_on == date(2016, 6, 15)
    assert Entry.objects.get(verb="duplicate.dismissed").by == nadia.email
    for person in (older, double):
        assert "Peut-être" not in text(client.get(person.get_absolute_url()))


def test_telling_apart_leaves_one_on_the_file_that_one_was_reading(client):
    older = factories.person(last_name="Diallo", born_on=date(1984, 5, 6))
    factories.person(last_name="Dialo", born_on=date(1984, 5, 6))
    dismiss = reverse("beneficiaries:dismiss", args=[PossibleDuplicate.objects.get().pk])
    client.get(older.get_absolute_url())
    answer = client.post(dismiss, {"read": older.pk})
    assert answer.url == older.get_absolute_url()


def test_telling_apart_twice_is_no_error(client):
    older = factories.person(last_name="Diallo", born_on=date(1984, 5, 6))
    factories.person(last_name="Dialo", born_on=date(1984, 5, 6))
    dismiss = reverse("beneficiaries:dismiss", args=[PossibleDuplicate.objects.get().pk])
    client.get(older.get_absolute_url())
    for answer in (client.post(dismiss, {"read": older.pk}), client.again()):
        assert answer.url == older.get_absolute_url()
    assert Entry.objects.filter(verb="duplicate.dismissed").count() == 1


def test_a_long_history_asks_no_more_than_a_short_one(client):
    awa = factories.person(born_on=date(1970, 6, 1))

    def more(years):
        for year in years:
            factories.referral(awa, on=date(year, 3, 1))
            factories.enrolment(
                awa, starts_on=date(year, 3, 15), criteria=["referral"], on=date(year, 3, 15)
            )

    more([1996, 1997])
    few = queries_of(client, awa.get_absolute_url())
    more(range(1998, 2016))
    assert queries_of(client, awa.get_absolute_url()) == few <= 22
