"""Every constraint of eligibility, broken: see test_constraints."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from tests.support import eligibility, factories
from tests.support.rules import EMPTY, broken, sentence

FUTURE = DateRange(date(2030, 1, 1), None)


def finding():
    return eligibility.assessment().findings.get()


def threshold():
    return eligibility.criterion("family_quotient").thresholds.get()


def later(**changes):
    """The version as it would be after all others, with what the rule forbids."""
    return lambda version: {"period": EMPTY} | changes


def reread(review):
    """Another assessment's, so that only the rule in question is broken."""
    return {"assessment": eligibility.assessment(on=date(2016, 2, 1))}


TABLE = [
    ("programme_version_one_at_a_time", eligibility.version, {"period": FUTURE}),
    ("programme_version_has_a_first_day", eligibility.version,
     {"period": DateRange(None, date(1980, 1, 1))}),
    ("programme_version_asks_for_something", eligibility.version, later(required_count=0)),
    ("programme_version_validities_last", eligibility.version, later(referral_valid_months=0)),
    ("programme_version_validities_last", eligibility.version, later(assessment_valid_months=0)),
    ("programme_version_capacity_positive", eligibility.version, later(capacity=0)),
    ("programme_version_sample_is_a_share", eligibility.version, later(sample_percent=101)),
    ("criterion_once_a_version", eligibility.criterion, {"label": "RSA"}),
    ("criterion_proof_lasts", eligibility.criterion, {"code": "rsa", "proof_valid_months": 0}),
    ("threshold_once_a_size", threshold, {"amount": 900}),
    ("threshold_for_somebody", threshold, {"persons": 0}),
    ("threshold_not_negative", threshold, {"persons": 2, "amount": -1}),
    ("assessment_refused_with_a_code", eligibility.assessment, {"refusal": "age"}),
    ("assessment_refused_with_a_code", eligibility.refused, {"refusal": ""}),
    ("assessment_valid_from_its_day", eligibility.assessment, {"valid_until": date(2016, 3, 14)}),
    ("assessment_of_somebody", eligibility.assessment, {"persons": 0}),
    ("assessment_signed_by_another", eligibility.assessment,
     lambda it: {"signature": "signed", "signed_by": it.assessed_by, "signed_on": it.assessed_on}),
    ("assessment_signature_dated", eligibility.assessment, {"signature": "signed"}),
    ("assessment_signature_dated", eligibility.assessment,
     lambda it: {"signed_by": factories.director(), "signed_on": it.assessed_on}),
    ("assessment_sent_back_with_a_reason", eligibility.assessment,
     lambda it: {"signature": "sent_back", "signed_by": factories.director(),
                 "signed_on": it.assessed_on}),
    ("finding_once_a_criterion", finding, {}),
    ("finding_met_was_seen", finding,
     lambda it: {"criterion": eligibility.criterion("health_cover"), "seen_by": None,
                 "seen_on": None, "proof_valid_until": None}),
    ("finding_seen_by_somebody", finding,
     lambda it: {"criterion": eligibility.criterion("health_cover"), "seen_by": None}),
    ("finding_proof_valid_when_seen", finding,
     lambda it: {"criterion": eligibility.criterion("health_cover"),
                 "proof_valid_until": date(2016, 3, 14)}),
    ("finding_value_not_negative", finding,
     lambda it: {"criterion": eligibility.criterion("health_cover"), "value": -1}),
    ("waiting_once_at_a_time", eligibility.waiting, {"points": 5}),
    ("waiting_left_for_a_reason", eligibility.waiting, {"left_on": date(2016, 4, 1)}),
    ("waiting_left_for_a_reason", eligibility.waiting, {"left_for": "gave_up"}),
    ("waiting_in_time", eligibility.waiting,
     lambda it: {"beneficiary": factories.person(), "offered_on": date(2016, 3, 14)}),
    ("waiting_in_time", eligibility.waiting,
     {"left_on": date(2016, 3, 14), "left_for": "gave_up"}),
    ("diagnosis_bill_not_negative", eligibility.diagnosis, {"monthly_bill": -1}),
    ("diagnosis_debt_not_negative", eligibility.diagnosis, {"debt": -1}),
    ("diagnosis_equipment_known", eligibility.diagnosis, {"equipment": ["minitel"]}),
    ("referral_question_one_open", eligibility.question, {}),
    ("referral_question_asked", eligibility.question,
     lambda it: {"referral": factories.referral(last_name="Keita"), "question": ""}),
    ("referral_question_answered_by_somebody", eligibility.question,
     lambda it: {"referral": factories.referral(last_name="Keita"), "answer": "Oui."}),
    ("review_sample_once_a_quarter", lambda: eligibility.review().sample, {"seed": 8}),
    ("review_sample_begins_a_quarter", lambda: eligibility.review().sample,
     {"quarter": date(2016, 2, 1)}),
    ("review_once_a_sample", eligibility.review, {}),
    ("review_by_another", eligibility.review, lambda it: reread(it) | {"reviewer": it.author}),
    ("review_dated", eligibility.review, lambda it: reread(it) | {"outcome": "compliant"}),
    ("review_explained", eligibility.review,
     lambda it: reread(it) | {"outcome": "disagreement", "reviewed_on": date(2016, 4, 5)}),
    ("review_replied_after_reading", eligibility.review,
     lambda it: reread(it) | {"reply": "Vu.", "replied_on": date(2016, 4, 6)}),
]  # fmt: skip
every_rule = pytest.mark.parametrize(("name", "valid", "changes"), TABLE)


@every_rule
def test_the_database_refuses(db, name, valid, changes):
    row = broken(valid, changes)
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        type(row).objects.bulk_create([row])
    assert refusal.value.__cause__.diag.constraint_name == name


@every_rule
def test_the_refusal_is_a_sentence(db, name, valid, changes):
    with pytest.raises(ValidationError) as refusal:
        broken(valid, changes).validate_constraints()
    assert sentence(name) in refusal.value.messages
