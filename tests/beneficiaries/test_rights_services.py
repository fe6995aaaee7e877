"""Decisions about rights: what they do, and how they are refused in words."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from accounts.models import Entry
from beneficiaries import entitlement, services
from beneficiaries.models import Enrolment, ExtensionRequest, Movement
from tests.support import factories, rights
from tests.support.factories import DAY


def refusal(verb, *args, **fields) -> str:
    with pytest.raises(ValidationError) as refused:
        verb(*args, **fields)
    return " ".join(refused.value.messages)


def last_day(enrolment) -> date:
    return Enrolment.objects.get(pk=enrolment.pk).last_day


def test_a_stay_in_hospital_is_given_back_day_for_day(nadia):
    enrolment = factories.enrolment()
    pause = rights.suspension(enrolment)
    assert (pause.pushes, last_day(enrolment)) == (True, date(2017, 3, 14))
    services.resume(enrolment, effective_on=date(2016, 6, 11), by=nadia, on=DAY)
    assert last_day(enrolment) == date(2017, 3, 24)
    assert Entry.objects.filter(verb="enrolment.resumption", by=nadia.email).count() == 1


def test_a_long_absence_is_not(nadia):
    enrolment = factories.enrolment()
    rights.suspension(enrolment, motive="away")
    services.resume(enrolment, effective_on=date(2016, 6, 11), by=nadia, on=DAY)
    assert last_day(enrolment) == date(2017, 3, 14)


def test_a_sale_during_a_suspension_is_refused_in_words(nadia):
    enrolment, product = factories.enrolment(), factories.product()
    rights.suspension(enrolment)
    said = refusal(factories.sale, enrolment, quantities={product: 1}, on=date(2016, 6, 1))
    assert said == (
        "Droits suspendus depuis le 01/06/2016 (hospitalisation)\u202f: reprenez-les d’abord."
    )
    assert factories.sale(enrolment, quantities={product: 1}, on=date(2016, 5, 31)).pk


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"effective_on": date(2016, 3, 14)}, "entre le 15/03/2016 et le 14/03/2017, dernier jour"),
        ({"effective_on": date(2017, 3, 15)}, "entre le 15/03/2016 et le 14/03/2017, dernier jour"),
        ({"motive": "other"}, "Précisez en quelques mots cet autre motif."),
        ({"motive": "moved"}, "Choisissez un motif."),
    ],
)
def test_a_suspension_is_refused_in_words(db, fields, words):
    assert words in refusal(rights.suspension, **fields)


def test_one_suspends_once_and_resumes_once(nadia):
    enrolment = factories.enrolment()
    said = {"by": nadia, "on": DAY}
    june, july = date(2016, 6, 1), date(2016, 7, 1)
    assert refusal(services.resume, enrolment, effective_on=june, **said) == (
        "Les droits ne sont pas suspendus."
    )
    rights.suspension(enrolment)
    assert refusal(rights.suspension, enrolment) == (
        "Les droits sont déjà suspendus depuis le 01/06/2016."
    )
    assert "qui commence le 01/06/2016" in refusal(
        services.resume, enrolment, effective_on=june, **said
    )
    services.resume(enrolment, effective_on=july, **said)
    assert "ont repris le 01/07/2016" in refusal(rights.suspension, enrolment)


def test_an_absence_that_outlasts_the_end_is_not_taken_up_again(nadia):
    enrolment = factories.enrolment()
    rights.suspension(enrolment, motive="away")
    said = refusal(services.resume, enrolment, effective_on=date(2017, 4, 1), by=nadia, on=DAY)
    assert "terminés depuis le 14/03/2017" in said


def test_a_stay_in_hospital_beyond_the_end_is(nadia):
    enrolment = factories.enrolment()
    rights.suspension(enrolment, effective_on=date(2017, 3, 1))
    services.resume(enrolment, effective_on=date(2017, 5, 1), by=nadia, on=DAY)
    assert last_day(enrolment) == date(2017, 5, 14)


def test_taking_up_again_does_not_run_into_the_next_enrolment(nadia):
    enrolment = factories.enrolment()
    rights.suspension(enrolment)
    factories.enrolment(enrolment.beneficiary, starts_on=date(2017, 3, 15))
    said = refusal(services.resume, enrolment, effective_on=date(2016, 6, 3), by=nadia, on=DAY)
    assert said == (
        "Les droits iraient jusqu’au 16/03/2017, mais l’inscription suivante commence le"
        " 15/03/2017."
    )


def test_an_early_end_ends_and_only_its_undo_opens_again(nadia):
    enrolment = factories.enrolment()
    rights.early_end(enrolment)
    assert last_day(enrolment) == date(2016, 8, 31)
    assert "avant terme depuis le 01/09/2016" in refusal(rights.suspension, enrolment)
    services.undo(enrolment, words="La personne est revenue.", by=nadia, on=DAY)
    assert last_day(enrolment) == date(2017, 3, 14)
    assert refusal(services.undo, enrolment, words="encore", by=nadia, on=DAY) == (
        "Il n’y a pas de décision à annuler."
    )


def test_an_exclusion_is_the_directors(nadia, claire):
    enrolment = factories.enrolment()
    said = refusal(rights.early_end, enrolment, motive="excluded")
    assert said == "Une exclusion est décidée par la direction."
    services.end_early(
        enrolment, effective_on=date(2016, 9, 1), motive="excluded", by=claire, on=DAY
    )
    assert "elle seule" in refusal(services.undo, enrolment, words="non", by=nadia, on=DAY)
    assert services.undo(enrolment, words="Recours accepté.", by=claire, on=DAY).pk


def test_an_extension_is_asked_by_one_and_granted_by_another(nadia, claire):
    enrolment = factories.enrolment()
    asked = rights.request(enrolment, months=0, days=15)
    assert "décidée par la direction" in refusal(services.grant_extension, asked, by=nadia, on=DAY)
    granted = services.grant_extension(asked, by=claire, on=date(2016, 3, 20))
    assert (granted.outcome, granted.movement.days) == ("granted", 15)
    assert last_day(enrolment) == date(2017, 3, 29)
    assert "accordée le 20/03/2016" in refusal(services.grant_extension, asked, by=claire, on=DAY)


def test_a_refusal_says_why_and_offers_another_way(claire):
    asked = rights.request()
    words = {"by": claire, "on": DAY}
    said = refusal(services.refuse_extension, asked, answer="non", alternative=" ", **words)
    assert said == "Un refus dit pourquoi, et ce qui est proposé à la place."
    refused = services.refuse_extension(
        asked, answer="Le téléphone est réparé.", alternative="Une offre à 2 €.", **words
    )
    assert refused.outcome == ExtensionRequest.Outcome.REFUSED
    assert Movement.objects.count() == 0


def test_each_motive_has_its_limit(claire):
    enrolment = factories.enrolment()
    too_long = refusal(rights.request, enrolment, months=1, days=1)
    assert "31 jours au plus, vous en demandez 32 (un mois compte pour 31 jours)" in too_long
    assert refusal(rights.request, enrolment, days=0) == (
        "Indiquez la durée demandée, en mois ou en jours."
    )
    asked = rights.request(enrolment)
    assert refusal(rights.request, enrolment) == (
        "Une demande de prolongation attend déjà sa réponse."
    )
    services.grant_extension(asked, by=claire, on=DAY)
    assert "1 fois au plus, déjà accordé 1 fois" in refusal(rights.request, enrolment)
    twice = rights.motive("Deux fois", max_times=2)
    services.grant_extension(rights.request(enrolment, motive=twice), by=claire, on=DAY)
    said = refusal(rights.request, enrolment, motive=twice, days=17)
    assert "31 jours au plus, il en reste 16" in said


def test_nothing_is_asked_once_the_rights_are_over(db):
    enrolment = factories.enrolment()
    said = refusal(rights.request, enrolment, on=date(2017, 3, 15))
    assert said.startswith("Les droits sont terminés depuis le 14/03/2017")


def test_an_extension_does_not_run_into_the_next_enrolment(claire):
    enrolment = factories.enrolment()
    asked = rights.request(enrolment)
    factories.enrolment(enrolment.beneficiary, starts_on=date(2017, 3, 20))
    said = refusal(services.grant_extension, asked, by=claire, on=DAY)
    assert "iraient jusqu’au 29/03/2017, mais l’inscription suivante commence le 20/03/2017" in said


def test_a_renewal_is_told_from_a_first_enrolment(db):
    first = factories.enrolment()
    second = factories.enrolment(first.beneficiary, starts_on=date(2017, 3, 15))
    other = factories.enrolment()
    assert list(Enrolment.objects.renewals()) == [second]
    assert set(Enrolment.objects.first_ones()) == {first, other}


def test_a_renewal_may_have_to_wait_and_the_director_lets_in_earlier(settings, claire):
    settings.RENEWAL_WAIT_DAYS = 30
    first = factories.enrolment()
    awa = first.beneficiary
    said = refusal(factories.enrolment, awa, starts_on=date(2017, 4, 1))
    assert said == (
        "Un renouvellement attend 30 jours après la fin des droits\u202f: à partir du 14/04/2017."
    )
    assert entitlement.waiting(first, starts_on=date(2017, 4, 14), days=30) == []
    let_in = factories.enrolment(
        awa, starts_on=date(2017, 4, 1), by=claire, waiver="Sans logement depuis mars."
    )
    assert let_in.assessment.outcome == "waived"


def test_who_was_paused_buys_again_after_it(nadia):
    enrolment, product = factories.enrolment(), factories.product()
    rights.suspension(enrolment)
    services.resume(enrolment, effective_on=date(2016, 6, 11), by=nadia, on=DAY)
    enrolment.refresh_from_db()
    assert factories.sale(enrolment, quantities={product: 1}, on=date(2017, 3, 24)).pk
