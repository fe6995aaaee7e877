"""The rules on eligibility and enrolments, each broken."""

from datetime import date

from django.db.backends.postgresql.psycopg_any import DateRange

from tests.support import eligibility, factories
from tests.support.rules import EMPTY, Broken

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


def assessment():
    return factories.enrolment().assessment


RULES = [
    Broken("assessment_eligible_on_a_criterion", assessment, {"criteria": []}),
    Broken("assessment_exception_with_a_reason", assessment, {"outcome": "waived", "reason": ""}),
    Broken("assessment_exception_with_a_reason", assessment, {"outcome": "not_eligible"}),
    Broken(
        "enrolment_periods_do_not_overlap",
        factories.enrolment,
        {
            "assessment": None,
            "enrolled_by": None,
            "period": DateRange(date(2017, 3, 14), date(2018, 3, 14)),
        },
    ),
    Broken("enrolment_assessed_or_from_a_register", factories.enrolment, {"assessment": None}),
    Broken("programme_version_one_at_a_time", eligibility.version, {"period": FUTURE}),
    Broken(
        "programme_version_has_a_first_day",
        eligibility.version,
        {"period": DateRange(None, date(1980, 1, 1))},
    ),
    Broken("programme_version_asks_for_something", eligibility.version, later(required_count=0)),
    Broken(
        "programme_version_validities_last", eligibility.version, later(referral_valid_months=0)
    ),
    Broken(
        "programme_version_validities_last", eligibility.version, later(assessment_valid_months=0)
    ),
    Broken("programme_version_capacity_positive", eligibility.version, later(capacity=0)),
    Broken("programme_version_sample_is_a_share", eligibility.version, later(sample_percent=101)),
    Broken("criterion_once_a_version", eligibility.criterion, {"label": "RSA"}),
    Broken(
        "criterion_proof_lasts", eligibility.criterion, {"code": "rsa", "proof_valid_months": 0}
    ),
    Broken("threshold_once_a_size", threshold, {"amount": 900}),
    Broken("threshold_for_somebody", threshold, {"persons": 0}),
    Broken("threshold_not_negative", threshold, {"persons": 2, "amount": -1}),
    Broken("assessment_refused_with_a_code", eligibility.assessment, {"refusal": "age"}),
    Broken("assessment_refused_with_a_code", eligibility.refused, {"refusal": ""}),
    Broken(
        "assessment_valid_from_its_day", eligibility.assessment, {"valid_until": date(2016, 3, 14)}
    ),
    Broken("assessment_of_somebody", eligibility.assessment, {"persons": 0}),
    Broken(
        "assessment_signed_by_another",
        eligibility.assessment,
        lambda it: {
            "signature": "signed",
            "signed_by": it.assessed_by,
            "signed_on": it.assessed_on,
        },
    ),
    Broken("assessment_signature_dated", eligibility.assessment, {"signature": "signed"}),
    Broken(
        "assessment_signature_dated",
        eligibility.assessment,
        lambda it: {"signed_by": factories.director(), "signed_on": it.assessed_on},
    ),
    Broken(
        "assessment_sent_back_with_a_reason",
        eligibility.assessment,
        lambda it: {
            "signature": "sent_back",
            "signed_by": factories.director(),
            "signed_on": it.assessed_on,
        },
    ),
    Broken("finding_once_a_criterion", finding),
    Broken(
        "finding_met_was_seen",
        finding,
        lambda it: {
            "criterion": eligibility.criterion("health_cover"),
            "seen_by": None,
            "seen_on": None,
            "proof_valid_until": None,
        },
    ),
    Broken(
        "finding_seen_by_somebody",
        finding,
        lambda it: {"criterion": eligibility.criterion("health_cover"), "seen_by": None},
    ),
    Broken(
        "finding_proof_valid_when_seen",
        finding,
        lambda it: {
            "criterion": eligibility.criterion("health_cover"),
            "proof_valid_until": date(2016, 3, 14),
        },
    ),
    Broken(
        "finding_value_not_negative",
        finding,
        lambda it: {"criterion": eligibility.criterion("health_cover"), "value": -1},
    ),
    Broken("waiting_once_at_a_time", eligibility.waiting, {"points": 5}),
    Broken("waiting_left_for_a_reason", eligibility.waiting, {"left_on": date(2016, 4, 1)}),
    Broken("waiting_left_for_a_reason", eligibility.waiting, {"left_for": "gave_up"}),
    Broken(
        "waiting_in_time",
        eligibility.waiting,
        lambda it: {"beneficiary": factories.person(), "offered_on": date(2016, 3, 14)},
    ),
    Broken(
        "waiting_in_time",
        eligibility.waiting,
        {"left_on": date(2016, 3, 14), "left_for": "gave_up"},
    ),
    Broken("diagnosis_bill_not_negative", eligibility.diagnosis, {"monthly_bill": -1}),
    Broken("diagnosis_debt_not_negative", eligibility.diagnosis, {"debt": -1}),
    Broken("diagnosis_equipment_known", eligibility.diagnosis, {"equipment": ["minitel"]}),
    Broken("referral_question_one_open", eligibility.question),
    Broken(
        "referral_question_asked",
        eligibility.question,
        lambda it: {"referral": factories.referral(last_name="Keita"), "question": ""},
    ),
    Broken(
        "referral_question_answered_by_somebody",
        eligibility.question,
        lambda it: {"referral": factories.referral(last_name="Keita"), "answer": "Oui."},
    ),
    Broken("review_sample_once_a_quarter", lambda: eligibility.review().sample, {"seed": 8}),
    Broken(
        "review_sample_begins_a_quarter",
        lambda: eligibility.review().sample,
        {"quarter": date(2016, 2, 1)},
    ),
    Broken("review_once_a_sample", eligibility.review),
    Broken(
        "review_by_another", eligibility.review, lambda it: reread(it) | {"reviewer": it.author}
    ),
    Broken("review_dated", eligibility.review, lambda it: reread(it) | {"outcome": "compliant"}),
    Broken(
        "review_explained",
        eligibility.review,
        lambda it: reread(it) | {"outcome": "disagreement", "reviewed_on": date(2016, 4, 5)},
    ),
    Broken(
        "review_replied_after_reading",
        eligibility.review,
        lambda it: reread(it) | {"reply": "Vu.", "replied_on": date(2016, 4, 6)},
    ),
]
