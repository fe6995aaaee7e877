"""Enrolling somebody: the twelve months in figures, the reasons to refuse, the waiver."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from beneficiaries.models import Assessment, Enrolment, Referral
from pimms.kernel.templatetags.french import NARROW
from tests.support import factories
from tests.support.pages import text


@pytest.fixture(autouse=True)
def nadia(sign_in):
    with time_machine.travel("2016-06-15 10:00", tick=False):
        yield sign_in("counsellor")


@pytest.fixture
def awa(db):
    return factories.person()


def page_of(person):
    return reverse("beneficiaries:enrol", args=[person.pk])


def enrol(client, person, **more):
    return client.post(page_of(person), {"starts_on": "2016-06-15"} | more)


def refusal(answer) -> str:
    assert answer.status_code == 422
    assert not Enrolment.objects.exists()
    assert not Assessment.objects.exists()
    return str(answer.context["form"].non_field_errors())


def test_the_page_says_when_the_twelve_months_would_end(client, awa):
    page = client.get(page_of(awa))
    assert 'value="2016-06-15"' in page.content.decode()
    assert "Du 15/06/2016 au 14/06/2017." in text(page)


@pytest.mark.parametrize(
    ("starts_on", "arithmetic"),
    [
        ("2016-02-29", "Du 29/02/2016 au 27/02/2017."),
        ("01/07/2016", "Du 01/07/2016 au 30/06/2017."),
        ("31/02/2016", "Du 15/06/2016 au 14/06/2017."),
        ("", "Du 15/06/2016 au 14/06/2017."),
        ("9999-12-31", "Du 15/06/2016 au 14/06/2017."),
    ],
)
def test_another_first_day_shows_another_end(client, awa, starts_on, arithmetic):
    assert arithmetic in text(client.get(page_of(awa), {"starts_on": starts_on}))


def test_somebody_is_enrolled_for_twelve_months(client, awa):
    answer = enrol(client, awa, criteria=["minimum_income", "health_cover"])
    enrolment = Enrolment.objects.get()
    assert (enrolment.period.lower, enrolment.last_day) == (date(2016, 6, 15), date(2017, 6, 14))
    assert enrolment.assessment.criteria == ["minimum_income", "health_cover"]
    assert answer.url == reverse("counter:person", args=[awa.pk])
    assert "DIALLO Awa est inscrite jusqu’au 14/06/2017." in text(client.get(answer.url))


def test_a_referral_is_a_criterion_already_ticked_and_gets_its_answer(client, awa):
    referral = factories.referral(awa, on=date(2016, 6, 1))
    page = client.get(page_of(awa))
    assert "Orientation de CCAS d’Antony, reçue le 01/06/2016." in text(page)
    assert page.context["form"].initial["criteria"] == ["referral"]
    enrol(client, awa, criteria=["referral"])
    assert Enrolment.objects.get().assessment.referral == referral
    referral.refresh_from_db()
    assert referral.status == Referral.Status.ACCEPTED


@pytest.mark.parametrize(
    ("criteria", "sentence"),
    [
        ([], "Aucun critère n’est constaté."),
        (["referral"], "Aucune orientation n’est rattachée à ce dossier."),
    ],
)
def test_without_a_ground_there_is_no_enrolment(client, awa, criteria, sentence):
    assert sentence in refusal(enrol(client, awa, criteria=criteria))


def test_an_old_referral_is_not_proposed_and_is_refused_with_its_date(client, awa):
    factories.referral(awa, on=date(2016, 3, 15))
    assert client.get(page_of(awa)).context["form"].initial["criteria"] == []
    sentence = refusal(enrol(client, awa, criteria=["referral"]))
    assert "L’orientation du 15/03/2016 a plus de 3 mois." in sentence


def test_every_reason_is_said_at_once(client):
    child = factories.person(born_on=date(2000, 6, 16))
    sentences = refusal(enrol(client, child))
    assert "La personne a moins de 16 ans." in sentences
    assert "Aucun critère n’est constaté." in sentences


def test_the_sixteenth_birthday_is_old_enough(client):
    enrol(client, factories.person(born_on=date(2000, 6, 15)), criteria=["minimum_income"])
    assert Enrolment.objects.exists()


def test_nobody_is_enrolled_twice_at_once(client, awa):
    assert enrol(client, awa, criteria=["minimum_income"]).status_code == 302
    again = enrol(client, awa, criteria=["minimum_income"])
    assert again.status_code == 422
    assert "La personne est déjà inscrite jusqu’au 14/06/2017." in text(again)
    assert Enrolment.objects.count() == 1


def test_the_page_says_beforehand_that_somebody_is_enrolled(client, awa):
    factories.enrolment(awa)
    page = client.get(page_of(awa))
    assert "DIALLO Awa est déjà inscrite jusqu’au 14/03/2017." in text(page)
    assert page.context["form"].initial["starts_on"] == date(2017, 3, 15)


def test_a_counsellor_has_no_waiver_even_by_force(client, awa):
    assert "Dérogation" not in text(client.get(page_of(awa)))
    by_force = {"starts_on": "2016-06-15", "waiver": "Je le veux."}
    refusal(client.forge(page_of(awa), by_force))


def test_the_director_lets_somebody_in_and_says_why(client, awa, sign_in):
    sign_in("director")
    assert "Dérogation motivée (facultatif)" in text(client.get(page_of(awa)))
    enrol(client, awa, waiver="Dossier en cours à la CAF.")
    assessment = Enrolment.objects.get().assessment
    assert (assessment.outcome, assessment.reason) == ("waived", "Dossier en cours à la CAF.")


def test_a_waiver_does_not_stretch_twelve_months_that_run(client, awa, sign_in):
    sign_in("director")
    factories.enrolment(awa)
    answer = enrol(client, awa, waiver="Encore un an.")
    assert answer.status_code == 422
    assert "Cette personne est déjà inscrite sur cette période." in text(answer)
    assert Enrolment.objects.count() == 1


@pytest.mark.parametrize(
    ("starts_on", "sentence"),
    [
        ("", "Indiquez le jour"),
        ("31/02/2016", f"Ce jour n’existe pas{NARROW}; écrivez-le comme 15/03/1984."),
        ("9999-12-31", f"Vérifiez l’année{NARROW}: 31/12/9999 est bien loin."),
        ("0216-06-15", f"Vérifiez l’année{NARROW}: 15/06/216 est bien loin."),
    ],
)
def test_a_first_day_that_is_none_is_refused_in_words(client, awa, starts_on, sentence):
    answer = enrol(client, awa, starts_on=starts_on, criteria=["minimum_income"])
    refusal(answer)
    assert sentence in text(answer)


def test_a_criterion_of_one_s_own_is_refused(client, awa):
    criteria = ["minimum_income", "bonne_mine"]
    answer = client.tamper(page_of(awa), {"criteria": criteria})
    refusal(answer)
    assert "criteria" in answer.context["form"].errors
