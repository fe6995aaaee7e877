"""From what was seen to a decision: findings, signatures, the queue, the first purchase."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from beneficiaries import services
from beneficiaries.eligibility import Seen
from beneficiaries.models import Enrolment, Household, Waiting, household_size
from beneficiaries.papers import missing_papers, standing
from tests.support import eligibility, factories
from tests.support.factories import DAY

pytestmark = pytest.mark.django_db
LATER = date(2016, 6, 1)


def admit(person=None, *, on=DAY, **more):
    fields = {"seen": [Seen("minimum_income")], "opens_on": on, "by": factories.counsellor()}
    return services.admit(person or factories.person(), on=on, **fields | more)


def sentences(verb, *args, **kwargs):
    with pytest.raises(ValidationError) as refusal:
        verb(*args, **kwargs)
    return [sentence.replace("\u202f", " ").replace("\u00a0", " ")
            for sentence in refusal.value.messages]  # fmt: skip


def budget(resources, charges=0):
    return Seen("rest_to_live_on", resources=Decimal(resources), charges=Decimal(charges))


# Findings


def test_a_paper_is_seen_by_somebody_on_a_day_and_holds_for_its_months():
    finding = eligibility.assessment().findings.get()
    assert (finding.proof, finding.seen_on) == ("Attestation CAF", DAY)
    assert finding.seen_by == factories.counsellor()
    assert finding.proof_valid_until == date(2016, 6, 14)


def test_of_a_budget_the_band_alone_is_kept():
    awa = factories.person(adults=1, children=2)
    finding = eligibility.assessment(awa, seen=[budget(812, 455)]).findings.get()
    assert (finding.met, finding.band, finding.value) == (True, "under_5", None)
    assert finding.threshold == 10


def test_of_a_family_quotient_the_attestation_s_figure_is_kept():
    seen = [Seen("family_quotient", value=Decimal("640"))]
    assert eligibility.assessment(seen=seen).findings.get().value == 640


def test_above_the_threshold_the_refusal_shows_its_arithmetic():
    said = sentences(eligibility.assessment, seen=[budget(1500, 300)])
    assert said == [
        "Reste à vivre sous le seuil : (1 500,00 € − 300,00 €) ÷ 1 personne ÷ 30,42 ="
        " 39,45 € par jour, au-dessus du seuil de 10,00 €.",
        "Aucun critère n’est constaté.",
    ]


def test_the_threshold_is_that_of_the_household():
    given = eligibility.as_given(eligibility.version())["criteria"]
    given[2]["thresholds"] = {1: Decimal(500), 3: Decimal(700)}
    eligibility.change(criteria=given)
    awa = factories.person(adults=2, children=1)
    seen = [Seen("family_quotient", value=Decimal(650))]
    assert eligibility.assessment(awa, seen=seen).findings.get().threshold == 700
    assert "au-dessus du seuil de 500,00 €" in sentences(eligibility.assessment, seen=seen)[0]


def test_a_household_counts_its_members_else_what_was_declared_and_at_least_one():
    home = Household.objects.create()
    awa = factories.person(adults=1, children=4, household=home)
    factories.person(household=home)
    assert household_size(awa) == 2
    assert household_size(factories.person(adults=2, children=1)) == 3
    assert household_size(factories.person()) == 1


def test_what_was_seen_before_and_still_holds_keeps_its_day():
    awa = factories.person()
    eligibility.assessment(awa)
    again = eligibility.assessment(awa, on=LATER)
    assert again.findings.get().seen_on == DAY
    assert again.findings.get().proof_valid_until == date(2016, 6, 14)


def test_what_no_longer_holds_is_seen_anew():
    awa = factories.person()
    eligibility.assessment(awa)
    assert eligibility.assessment(awa, on=date(2016, 6, 15)).findings.get().seen_on.month == 6


def test_a_paper_that_has_run_out_is_refused():
    seen = [Seen("minimum_income", valid_until=date(2016, 3, 1))]
    assert sentences(eligibility.assessment, seen=seen) == [
        "Minima sociaux (RSA, ASS, AAH, ASPA…) : ce justificatif n’est plus valable depuis le"
        " 01/03/2016. Demandez-en un plus récent."
    ]


def test_a_criterion_that_the_version_does_not_have_is_refused():
    assert sentences(eligibility.assessment, criteria=["bonne_mine"]) == [
        "Ce critère n’est pas dans le programme : bonne_mine."
    ]


# The version decides


def test_the_version_may_ask_for_a_referral_and_for_two_criteria():
    eligibility.change(referral_required=True, required_count=2)
    assert sentences(admit) == [
        "Le programme demande une orientation par un travailleur social.",
        "Un seul critère est constaté ; il en faut 2.",
    ]


def test_a_new_version_ends_the_one_before_and_copies_its_criteria():
    before = eligibility.version()
    after = eligibility.change(starts_on=date(2016, 4, 1), on=DAY, minimum_age=18)
    before.refresh_from_db()
    assert before.last_day == date(2016, 3, 31)
    assert after.criteria.count() == before.criteria.count() == 5
    assert eligibility.version(date(2016, 4, 1)) == after


def test_a_planned_version_is_replaced_before_its_day():
    planned = eligibility.change(starts_on=date(2016, 4, 1), on=DAY)
    eligibility.change(starts_on=date(2016, 5, 1), on=DAY)
    planned.refresh_from_db()
    assert planned.period.isempty
    assert eligibility.version(date(2016, 4, 15)).last_day == date(2016, 4, 30)


def test_a_version_begins_neither_in_the_past_nor_twice_on_a_day():
    assert sentences(eligibility.change, starts_on=date(2016, 3, 1), on=DAY) == [
        "Une version ne commence pas dans le passé."
    ]
    eligibility.change()
    assert sentences(eligibility.change) == [
        "Une version commence déjà ce jour-là ; choisissez le lendemain."
    ]


# Refusals


def test_a_refusal_says_its_code_its_words_and_where_to_turn():
    made = eligibility.refused(reorientation="CCAS de Sceaux")
    assert (made.refusal, made.reason) == ("no_hardship", "Pas de fragilité constatée")
    assert made.reorientation == "CCAS de Sceaux"


def test_another_reason_has_to_be_said():
    assert sentences(eligibility.refused, refusal="other") == ["Dites en quelques mots pourquoi."]
    assert sentences(eligibility.refused, refusal="") == ["Choisissez le motif."]


# The second signature


def test_nobody_is_enrolled_before_the_second_signature_and_signing_enrols():
    eligibility.change(second_signature=True)
    made = admit()
    assert (made.enrolment, made.assessment.signature) == (None, "awaited")
    signed = services.sign(made.assessment, by=factories.director(), on=date(2016, 3, 18))
    assert signed.enrolment.period.lower == date(2016, 3, 18)


def test_an_author_may_ask_for_a_signature_and_never_gives_it():
    made = admit(to_sign=True).assessment
    assert sentences(services.sign, made, by=factories.counsellor(), on=DAY) == [
        "La seconde signature est celle d’une autre personne."
    ]
    lea = factories.user("lea@pimms.example", "counsellor", name="Léa Petit")
    assert sentences(services.sign, made, by=lea, on=DAY) == [
        "La seconde signature est celle de la direction."
    ]


def test_the_director_s_own_assessment_is_signed_by_a_colleague():
    made = admit(to_sign=True, by=factories.director()).assessment
    assert services.sign(made, by=factories.counsellor(), on=DAY).enrolment


def test_what_is_sent_back_admits_nobody_and_says_why():
    made = admit(to_sign=True).assessment
    claire = factories.director()
    back = services.send_back(made, reason="Attestation illisible.", by=claire, on=DAY)
    assert back.sent_back_for == "Attestation illisible."
    assert sentences(
        services.open_twelve_months, back, starts_on=DAY, by=claire, on=DAY
    ) == ["Cet examen n’a pas encore sa seconde signature."]  # fmt: skip
    assert sentences(services.sign, back, by=claire, on=DAY) == [
        "Cet examen n’attend pas de signature."
    ]


# Places and the queue


def test_once_full_the_next_eligible_person_waits():
    eligibility.change(capacity=1)
    assert admit().enrolment
    awa = factories.person(children=2)
    waiting = admit(awa).waiting
    assert (waiting.points, waiting.grounds) == (5, ["Pas de téléphone", "Enfant au foyer"])
    assert standing(awa, on=DAY).rank == 1


def test_enrolling_in_one_go_says_that_the_programme_is_full():
    eligibility.change(capacity=1)
    admit()
    assert sentences(factories.enrolment) == [
        "Le programme est complet : la personne peut attendre une place sur la liste d’attente."
    ]
    assert Enrolment.objects.count() == 1


def test_the_queue_goes_by_points_then_by_the_longest_wait():
    first = eligibility.waiting(factories.person(phone="+33639980001"))
    second = eligibility.waiting(factories.person(phone="+33639980002"), on=date(2016, 3, 16))
    parent = eligibility.waiting(factories.person(children=1), on=date(2016, 3, 17))
    assert list(Waiting.objects.open().in_order()) == [parent, first, second]
    assert list(Waiting.objects.ahead_of(second).in_order()) == [parent, first]


def test_a_free_place_goes_to_the_first_of_the_queue():
    eligibility.change(capacity=1)
    ahead = eligibility.waiting(factories.person(children=1))
    behind = eligibility.waiting(factories.person(phone="+33639980001"))
    nadia = factories.counsellor()
    assert sentences(services.enrol_from_waiting_list, behind, by=nadia, on=DAY) == [
        "1 personne passe avant dans l’ordre publié, pour 1 place libre."
    ]
    services.enrol_from_waiting_list(ahead, by=nadia, on=DAY)
    ahead.refresh_from_db()
    assert ahead.left_for == "enrolled"
    assert sentences(services.offer_place, behind, by=nadia, on=DAY) == [
        "Aucune place n’est libre pour le moment."
    ]


def test_whoever_comes_does_not_pass_those_who_wait():
    eligibility.change(capacity=1)
    eligibility.waiting()
    assert admit().waiting


def test_somebody_leaves_the_queue_for_a_reason():
    waiting, nadia = eligibility.waiting(), factories.counsellor()
    left = services.leave_waiting_list(waiting, left_for="gave_up", by=nadia, on=DAY)
    assert left.left_on == DAY
    assert sentences(
        services.leave_waiting_list, left, left_for="gave_up", by=nadia, on=DAY
    ) == ["Cette personne n’est plus sur la liste d’attente."]  # fmt: skip


# The first purchase


def test_under_a_version_that_opens_at_the_first_purchase_admission_opens_nothing():
    eligibility.change(opens="first_purchase")
    awa = factories.person()
    made = admit(awa)
    assert made.enrolment is None
    assert services.admitted(awa, on=LATER) == made.assessment
    opened = services.open_at_first_purchase(made.assessment, by=factories.counsellor(), on=LATER)
    assert opened.period.lower == LATER
    assert services.admitted(awa, on=LATER) is None


def test_an_admission_is_good_for_as_long_as_its_assessment():
    eligibility.change(opens="first_purchase", assessment_valid_months=2)
    awa = factories.person()
    made = admit(awa).assessment
    assert services.admitted(awa, on=date(2016, 5, 14)) == made
    assert services.admitted(awa, on=date(2016, 5, 15)) is None
    assert "n’est plus valable depuis le 14/05/2016" in sentences(
        services.open_at_first_purchase, made, by=factories.counsellor(), on=date(2016, 5, 15)
    )[0]  # fmt: skip


def test_the_first_purchase_sent_twice_opens_one_enrolment():
    eligibility.change(opens="first_purchase")
    made, nadia = admit().assessment, factories.counsellor()
    first = services.open_at_first_purchase(made, by=nadia, on=LATER)
    assert services.open_at_first_purchase(made, by=nadia, on=LATER) == first


def test_whoever_is_admitted_holds_a_place_until_the_first_purchase():
    eligibility.change(opens="first_purchase", capacity=1)
    admit()
    assert admit().waiting


def test_without_such_a_version_nobody_is_admitted_without_an_enrolment():
    awa = factories.person()
    admit(awa)
    assert services.admitted(awa, on=DAY) is None


# Papers


def test_a_paper_is_asked_for_again_when_the_twelve_months_near_their_end():
    awa = factories.person()
    admit(awa)
    assert missing_papers(awa, on=date(2016, 7, 1)) == []
    assert missing_papers(awa, on=date(2017, 2, 1)) == [
        "Attestation CAF à renouveler\u202f: plus valable depuis le 14/06/2016."
    ]


def test_whoever_waits_is_told_until_when_a_paper_is_valid():
    waiting = eligibility.waiting()
    assert missing_papers(waiting.beneficiary, on=date(2016, 4, 1)) == []
    assert missing_papers(waiting.beneficiary, on=date(2016, 6, 1)) == [
        "Attestation CAF valable jusqu’au 14/06/2016."
    ]
    assert missing_papers(factories.person(), on=DAY) == []
