"""The pages of eligibility: assessing, refusing, signing, waiting, asking, reading again."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from beneficiaries import services
from beneficiaries.eligibility import Seen, draw
from beneficiaries.forms.programme import ProgrammeForm
from beneficiaries.models import (
    Assessment,
    Enrolment,
    ProgrammeVersion,
    Referral,
    Review,
    ReviewSample,
    TelecomDiagnosis,
    Waiting,
)
from pimms.kernel.templatetags.french import NARROW
from tests.support import eligibility, factories, referral_sheets
from tests.support.pages import queries_of, text

TODAY = date(2016, 6, 15)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2016-06-15 10:00", tick=False):
        yield


@pytest.fixture
def nadia(sign_in):
    return sign_in("counsellor")


@pytest.fixture
def claire(sign_in):
    return sign_in("director")


def to(name, *args):
    return reverse(f"beneficiaries:{name}", args=args)


def assess(client, person, **more):
    return client.post(to("enrol", person.pk), {"starts_on": "2016-06-15"} | more)


# Assessing on one page


def test_with_a_referral_that_holds_the_button_waits_for_enter(client, nadia):
    awa = factories.person()
    factories.referral(awa, on=date(2016, 6, 1))
    page = client.get(to("enrol", awa.pk)).content.decode()
    assert 'value="admit" autofocus' in page
    assert 'value="admit" autofocus' not in client.get(
        to("enrol", factories.person().pk)
    ).content.decode()  # fmt: skip


def test_the_amounts_typed_decide_and_their_band_alone_is_kept(client, nadia):
    awa = factories.person(adults=1, children=2)
    assess(client, awa, persons="3", resources_rest_to_live_on="812,00",
           charges_rest_to_live_on="455 €")  # fmt: skip
    assessment = Enrolment.objects.get().assessment
    assert assessment.persons == 3
    assert assessment.findings.get().band == "under_5"


def test_the_arithmetic_is_shown_while_typing_and_nothing_is_kept(client, nadia):
    awa = factories.person()
    said = client.post(
        to("arithmetic", awa.pk),
        {"persons": "3", "resources_rest_to_live_on": "812", "charges_rest_to_live_on": "455"},
        headers={"HX-Request": "true", "HX-Target": "said_rest_to_live_on"},
    ).content.decode()
    assert f"= 3,91{NARROW}€ par jour, sous le seuil de 10,00{NARROW}€." in said
    assert not Assessment.objects.exists()


def test_an_amount_above_the_threshold_is_refused_with_its_reason(client, nadia):
    answer = assess(client, factories.person(), criteria=["family_quotient"],
                    value_family_quotient="950")  # fmt: skip
    assert answer.status_code == 422
    assert f"950,00{NARROW}€, au-dessus du seuil de 800,00{NARROW}€." in text(answer)


@pytest.mark.parametrize("typed", ["douze", "-5", "999999999"])
def test_an_amount_that_is_none_is_refused_in_words(client, nadia, typed):
    answer = assess(client, factories.person(), value_family_quotient=typed)
    assert answer.status_code == 422
    assert "montant" in str(answer.context["form"].errors["value_family_quotient"])


def test_a_ticked_amount_has_to_be_typed(client, nadia):
    answer = assess(client, factories.person(), criteria=["rest_to_live_on"])
    assert answer.context["form"].errors == {"resources_rest_to_live_on": ["Indiquez le montant."]}


def test_what_was_seen_and_still_holds_is_ticked_and_the_rest_is_said(client, nadia):
    awa = factories.person()
    services.assess(awa, seen=[Seen("minimum_income"), Seen("health_cover")],
                    opens_on=date(2016, 3, 1), by=nadia, on=date(2016, 3, 1))  # fmt: skip
    page = client.get(to("enrol", awa.pk))
    assert page.context["form"].initial["criteria"] == ["health_cover"]
    assert f"Attestation CAF{NARROW}: plus valable depuis le 31/05/2016." in text(page)


def test_once_full_the_page_says_it_and_the_person_waits(client, nadia):
    eligibility.change(starts_on=TODAY, capacity=1)
    factories.enrolment(starts_on=TODAY)
    awa = factories.person()
    assert "Le programme est complet" in text(client.get(to("enrol", awa.pk)))
    answer = assess(client, awa, criteria=["minimum_income"])
    assert "sur la liste d’attente, au rang 1." in text(client.get(answer.url))
    assert Waiting.objects.get().beneficiary == awa


def test_at_the_first_purchase_admission_says_so(client, nadia):
    eligibility.change(starts_on=TODAY, opens="first_purchase")
    answer = assess(client, factories.person(), criteria=["minimum_income"])
    assert "les douze mois s’ouvriront au premier achat." in text(client.get(answer.url))


# Refusing


def test_a_refusal_is_on_the_file_with_its_letter(client, nadia):
    awa = factories.person()
    answer = assess(client, awa, decision="refuse", refusal="out_of_area",
                    reorientation="CCAS de Versailles")  # fmt: skip
    page = text(client.get(answer.url))
    assert "Hors de la zone du programme" in page
    assert f"Réorientation{NARROW}: CCAS de Versailles" in page
    letter = client.get(to("refusal_letter", Assessment.objects.get().pk))
    assert letter["Content-Type"] == "application/pdf"
    assert letter.content.startswith(b"%PDF")


def test_the_referrer_reads_that_the_person_was_not_eligible(client, sign_in):
    awa = factories.person()
    referral = referral_sheets.referral(awa, on=date(2016, 6, 1))
    eligibility.refused(awa, reorientation="CCAS de Sceaux", on=TODAY)
    sign_in("social_worker")
    page = text(client.get(referral.get_absolute_url()))
    assert f"n’a pas pu être inscrite{NARROW}: pas de fragilité constatée." in page
    assert "CCAS de Sceaux" in page


def test_a_referral_that_waits_has_its_answer_by_the_refusal(nadia):
    awa, referral = factories.person(), factories.referral()
    Referral.objects.filter(pk=referral.pk).update(beneficiary=awa)
    eligibility.refused(awa, reorientation="CCAS de Sceaux", on=TODAY)
    referral.refresh_from_db()
    assert (referral.status, referral.refusal) == ("refused", "not_eligible")
    assert referral.answer == "Pas de fragilité constatée. CCAS de Sceaux"


def test_a_refusal_without_a_reason_is_refused(client, nadia):
    answer = assess(client, factories.person(), decision="refuse")
    assert answer.context["form"].errors == {"refusal": ["Choisissez le motif."]}
    assert not Assessment.objects.exists()


def test_the_letter_says_why_in_whole_sentences(db):
    made = eligibility.refused(reason="Votre revenu est de 2 SMIC.")
    assert made.refusal_to_the_person == (
        "Vos ressources dépassent les limites du programme. Votre revenu est de 2 SMIC."
    )
    other = eligibility.refused(refusal="other", reason="Vous avez déménagé.")
    assert other.refusal_to_the_person == "Vous avez déménagé."


def test_a_favourable_assessment_has_no_letter(client, nadia):
    made = eligibility.assessment()
    assert client.get(to("refusal_letter", made.pk)).url == made.beneficiary.get_absolute_url()


def test_the_slip_of_papers_is_a_document(client, nadia):
    slip = client.get(to("papers", factories.person().pk))
    assert slip.content.startswith(b"%PDF")


# The diagnosis


def test_a_diagnosis_is_on_the_file_and_the_next_starts_from_it(client, nadia):
    awa = factories.person()
    words = {"operator": "Lebara", "plan": "prepaid", "monthly_bill": "10", "debt": "120,50",
             "equipment": ["phone"], "bank_account": "no", "home_internet": "no"}  # fmt: skip
    answer = client.post(to("diagnose", awa.pk), words)
    assert f"120,50{NARROW}€" in text(client.get(answer.url))
    form = client.get(to("diagnose", awa.pk)).context["form"]
    assert form.initial["operator"] == "Lebara"
    client.post(to("diagnose", awa.pk), words | {"debt": ""})
    assert TelecomDiagnosis.objects.count() == 2


# Signing


def test_the_director_signs_what_waits_for_her(client, claire):
    made = eligibility.assessment(on=TODAY, to_sign=True)
    assert str(made.beneficiary) in text(client.get(to("to_sign")))
    answer = client.post(to("sign", made.pk), follow=True)
    assert "est signé." in text(answer)
    assert Enrolment.objects.get().assessment == made


def test_the_director_sends_back_with_a_reason_that_the_file_shows(client, claire):
    made = eligibility.assessment(on=TODAY, to_sign=True)
    assert client.post(to("send_back", made.pk), {"reason": ""}).status_code == 422
    client.post(to("send_back", made.pk), {"reason": "Attestation de 2014."})
    assert "Attestation de 2014." in text(client.get(made.beneficiary.get_absolute_url()))


def test_a_counsellor_s_own_assessment_is_refused_their_signature(client, nadia):
    made = eligibility.assessment(on=TODAY, to_sign=True)
    answer = client.forge(to("sign", made.pk), follow=True)
    assert "La seconde signature est celle d’une autre personne." in text(answer)


# The waiting list


def test_the_list_shows_its_order_its_reasons_and_its_rule(client, nadia):
    eligibility.change(starts_on=TODAY, capacity=5)
    eligibility.waiting(factories.person(last_name="Keita", children=2), on=TODAY)
    eligibility.waiting(factories.person(last_name="Sow", phone="+33639980001"), on=TODAY)
    page = text(client.get(to("waiting_list")))
    assert page.index("KEITA") < page.index("SOW")
    assert "Pas de téléphone · Enfant au foyer" in page
    assert "À l’ancienneté" in page
    assert f"Enfant au foyer{NARROW}: 2 points" in page


def test_a_freed_place_enrols_the_first(client, nadia):
    waiting = eligibility.waiting(on=TODAY)
    client.post(to("offer_place", waiting.pk))
    client.post(to("enrol_waiting", waiting.pk))
    waiting.refresh_from_db()
    assert (waiting.offered_on, waiting.left_for) == (TODAY, "enrolled")
    assert Enrolment.objects.get().beneficiary == waiting.beneficiary


def test_somebody_leaves_the_list_for_a_reason_of_the_list(client, nadia):
    waiting = eligibility.waiting(on=TODAY)
    client.tamper(to("leave_waiting", waiting.pk), {"left_for": "enrolled"})
    assert Waiting.objects.open().exists()
    client.post(to("leave_waiting", waiting.pk), {"left_for": "unreachable"})
    assert not Waiting.objects.open().exists()


def test_a_long_list_asks_no_more_than_a_short_one(client, nadia):
    eligibility.waiting(on=TODAY)
    asked = queries_of(client, to("waiting_list"))
    for _ in range(4):
        eligibility.waiting(on=TODAY)
    assert queries_of(client, to("waiting_list")) == asked


# The programme


def change(client, **more):
    thresholds = {"thresholds_family_quotient": "800 / 900", "thresholds_rest_to_live_on": "10"}
    return client.post(to("change_programme"), {"starts_on": "2016-07-01"} | thresholds | more)


def test_the_director_makes_a_new_version_from_the_last(client, claire):
    new = {"label_new": "Bourse du Crous", "proofs_new": "Notification", "kind_new": "proof"}
    answer = change(client, capacity="300", **new)
    version = ProgrammeVersion.objects.latest_first().first()
    assert answer.url == version.get_absolute_url()
    assert version.capacity == 300
    assert version.criteria.filter(code="bourse_du_crous").exists()
    shown = text(client.get(answer.url))
    assert f"900,00{NARROW}€, à partir de 2 personnes" in shown
    assert "À venir" in text(client.get(to("programme")))


def test_a_version_without_a_criterion_or_with_odd_thresholds_is_refused(client, claire):
    assert change(client, thresholds_family_quotient="mille").status_code == 422
    fields = client.get(to("change_programme")).context["form"].fields
    none = {name: None for name in fields if name.startswith("kept_")}
    assert "Gardez au moins un critère." in text(change(client, **none))


def test_thresholds_of_some_sizes_are_written_for_each_size(db):
    criteria = eligibility.as_given(eligibility.version())["criteria"]
    criteria[2]["thresholds"] = {1: 800, 3: 900}
    given = eligibility.as_given(eligibility.change(criteria=criteria))
    form = ProgrammeForm(last=given)
    assert form["thresholds_family_quotient"].value() == "800,00 / 800,00 / 900,00"


# A question to the referrer


def test_a_question_goes_to_the_referrer_and_the_answer_comes_back(client, sign_in):
    referral = factories.referral()
    sign_in("counsellor")
    client.post(to("ask_referrer", referral.pk), {"question": "A-t-il un toit ?"})
    assert "Question posée" in text(client.get(to("referrals")))
    sign_in("social_worker")
    page = text(client.get(referral.get_absolute_url()))
    assert "A-t-il un toit ?" in page
    assert "Le Pimms attend votre réponse" in page
    client.post(to("answer_question", referral.pk), {"answer": "Oui, un foyer."})
    sign_in("counsellor")
    assert "Oui, un foyer." in text(client.get(referral.get_absolute_url()))
    referral.refresh_from_db()
    assert referral.status == Referral.Status.SENT


def test_one_question_at_a_time_and_none_once_decided(client, nadia):
    referral = factories.referral()
    client.get(referral.get_absolute_url())  # open while a colleague asks
    asked = eligibility.question(referral, on=TODAY)
    again = client.post(to("ask_referrer", referral.pk), {"question": "Et ?"}, follow=True)
    assert "Une question attend déjà sa réponse." in text(again)
    services.refuse_referral(asked.referral, refusal="other", by=nadia, on=TODAY)
    late = client.again()
    assert "Cette orientation a déjà sa réponse." in text(late)


def test_an_asked_referral_can_still_be_accepted_and_says_that_the_person_waits(client, nadia):
    asked, awa = eligibility.question(on=TODAY), factories.person()
    services.accept_referral(asked.referral, beneficiary=awa, by=nadia, on=TODAY)
    eligibility.waiting(awa, on=TODAY)
    page = text(client.get(asked.referral.get_absolute_url()))
    assert "sur la liste d’attente depuis le 15/06/2016, au rang 1." in page


# Reading again


def test_the_same_seed_draws_the_same_and_nobody_reads_their_own(db):
    factories.director()
    made = [eligibility.assessment().pk for _ in range(25)]
    sample = eligibility.sample()
    drawn = list(sample.reviews.order_by("assessment").values_list("assessment", flat=True))
    assert (sample.among, len(drawn)) == (25, 3)
    assert drawn == draw(made, percent=10, seed=7)
    assert {review.reviewer for review in sample.reviews.all()} == {factories.director()}


def test_a_quarter_is_drawn_once_when_it_is_over(client, claire):
    eligibility.assessment()
    client.post(to("draw_sample"), {"quarter": "2016-01-01"})
    assert ReviewSample.objects.get().quarter == date(2016, 1, 1)
    again = client.again(follow=True)
    assert "Sélectionnez un choix valide" in text(again)
    assert ReviewSample.objects.count() == 1


def test_a_colleague_reads_and_the_author_answers(client, sign_in):
    review = eligibility.review()
    claire = sign_in("director")
    assert review.reviewer == claire
    page = client.post(review.get_absolute_url(), {"outcome": "to_complete"})
    assert "Dites ce qui manque" in text(page)
    client.post(review.get_absolute_url(), {"outcome": "to_complete", "note": "Date ?"})
    sign_in("counsellor")
    assert "À compléter" in text(client.get(to("reviews")))
    client.post(review.get_absolute_url(), {"reply": "Vue à nouveau."})
    review.refresh_from_db()
    assert (review.outcome, review.reply) == ("to_complete", "Vue à nouveau.")


def test_a_review_is_for_its_reader_and_its_author(client, nadia):
    review = eligibility.review()
    client.force_login(factories.user("lea@pimms.example", "counsellor", name="Léa Petit"))
    assert client.get(review.get_absolute_url()).status_code == 404
    assert client.get(to("reviews")).status_code == 200
    assert Review.objects.to_read().count() == 1
