"""Every constraint, broken: in the database by a bare INSERT, and in words by `full_clean`.

Each line of the table is a valid row and what its copy has that the rule forbids.
"""

from datetime import date, time

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from beneficiaries.models import PossibleDuplicate
from funding.models import Funder, Grant, Post
from partners.models import Amendment, Convention
from pimms.models import RegisterUpload
from recharges.models import Product
from tests.support import factories
from tests.support.rules import EMPTY, broken, fresh, sentence

YEAR = DateRange(date(2016, 1, 1), date(2017, 1, 1))
LATER = DateRange(date(2020, 1, 1), date(2021, 1, 1))


def membership():
    return factories.social_worker().memberships.get()


def convention():
    return Convention.objects.create(
        organisation=factories.organisation("Emmaüs Connect", "ASSO"),
        subject="Tarif solidaire",
        signed_on=date(2015, 12, 1),
        period=YEAR,
    )


def amendment():
    return Amendment.objects.create(
        convention=convention(), number=1, signed_on=date(2016, 12, 1), period=YEAR
    )


def dossier_number():
    return factories.person().dossier_numbers.get()


def pair():
    older, younger = factories.person(), factories.person()
    return PossibleDuplicate.objects.create(first=older, second=younger, found_on=factories.DAY)


def received():
    return factories.referral(factories.person())


def assessment():
    return factories.enrolment().assessment


def price():
    return factories.product().prices.get()


def cap():
    return factories.cap(factories.product())


def sale_line():
    return factories.sale().lines.get()


def reversal_of(sale):
    return {"reverses": sale, "reason": ""}


def funder():
    return Funder.objects.create(name="CCAS d’Antony", kind=Funder.Kind.CCAS)


def grant():
    return Grant.objects.create(funder=funder(), year=2016, purpose="Médiation", amount=5000)


def post():
    return Post.objects.create(title="Médiatrice", contract="subsidised", period=YEAR)


def upload():
    return RegisterUpload.objects.create(
        name="registre.xlsx", file="registers/x.xlsx", uploaded_by=factories.director()
    )


TABLE = [
    ("site_code_unique", factories.site, {"name": "Sceaux"}),
    ("site_code_capital_letters", factories.site, {"code": "a"}),
    ("site_code_capital_letters", factories.site, {"code": ""}),
    ("user_email_unique_in_any_case", factories.counsellor, {"email": "NADIA@Pimms.example"}),
    ("user_site_iff_staff", factories.counsellor, {"email": "n@pimms.example", "site": None}),
    ("user_site_iff_staff", factories.director, {"email": "c@x.example", "role": "social_worker"}),
    ("organisation_name_unique", factories.ccas, {"name": "CCAS D'ANTONY"}),
    ("organisation_has_a_name", factories.ccas, {"name": "—"}),
    ("membership_one_running", membership, {"started_on": date(2016, 1, 1)}),
    ("membership_ends_after_start", membership, {"ended_on": date(2015, 1, 4)}),
    ("convention_period_bounded", convention, {"period": DateRange(date(2016, 1, 1), None)}),
    ("convention_period_bounded", convention, {"period": DateRange(None, date(2016, 1, 1))}),
    ("convention_period_bounded", convention, {"period": EMPTY}),
    ("amendment_number_unique", amendment, {"period": LATER}),
    ("amendment_periods_do_not_overlap", amendment, {"number": 2}),
    ("beneficiary_is_nobody_else", factories.person, {"last_name": "DIALLO", "first_name": "awa"}),
    ("beneficiary_has_a_name", factories.person, {"last_name": "…", "first_name": "Awa"}),
    ("beneficiary_born_since_1900", factories.person, {"born_on": date(1899, 12, 31)}),
    ("beneficiary_phone_international", factories.person, {"phone": "0612345678"}),
    ("dossier_number_unique", dossier_number, {}),
    ("dossier_number_written", dossier_number, {"number": " "}),
    ("dossier_number_written", dossier_number, {"number": "12 "}),
    ("possible_duplicate_pair_once", pair, {}),
    ("possible_duplicate_in_order", pair, lambda it: {"first": it.second, "second": it.first}),
    ("possible_duplicate_in_order", pair, lambda it: {"second": it.first}),
    ("referral_sent_once", received, {"received_on": date(2016, 4, 1)}),
    ("referral_one_a_day_and_person", received, fresh),
    ("referral_decided_iff_closed", received, {"decided_on": None}),
    ("referral_decided_iff_closed", factories.referral, {"decided_on": date(2016, 4, 1)}),
    ("referral_refused_with_a_reason", received, {"status": "refused"}),
    ("referral_refused_with_a_reason", received, lambda it: fresh(it) | {"refusal": "other"}),
    ("referral_accepted_for_somebody", received, {"beneficiary": None}),
    ("assessment_eligible_on_a_criterion", assessment, {"criteria": []}),
    ("assessment_exception_with_a_reason", assessment, {"outcome": "waived", "reason": ""}),
    ("assessment_exception_with_a_reason", assessment, {"outcome": "not_eligible"}),
    ("enrolment_periods_do_not_overlap", factories.enrolment,
     {"assessment": None, "enrolled_by": None,
      "period": DateRange(date(2017, 3, 14), date(2018, 3, 14))}),
    ("enrolment_assessed_or_from_a_register", factories.enrolment, {"assessment": None}),
    ("product_reference_unique", factories.product, {"name": "Autre recharge"}),
    ("price_one_at_a_time", price, {"period": YEAR}),
    ("price_not_negative", price, {"solidarity": -1}),
    ("price_not_negative", price, {"public": -1}),
    ("cap_on_a_product_or_categories", cap, {"product": None}),
    ("cap_on_a_product_or_categories", cap, {"categories": ["phone"]}),
    ("cap_not_negative", cap, {"limit": -1}),
    ("cap_one_at_a_time", cap, {"period": YEAR}),
    ("sale_recorded_once", factories.sale, {"number": 7000}),
    ("sale_number_unique", factories.sale, fresh),
    ("sale_reversed_with_a_reason", factories.sale, {"reason": "erreur de saisie"}),
    ("sale_reversed_with_a_reason", factories.sale, reversal_of),
    ("sale_line_quantity_not_zero", sale_line, {"quantity": 0}),
    ("sale_line_quantity_not_zero", sale_line, {"paid": -1}),
    ("sale_line_quantity_not_zero", sale_line, {"quantity": -1, "paid": 5}),
    ("sale_line_public_price_not_negative", sale_line, {"public_price": -1}),
    ("workshop_code_unique", lambda: factories.workshop(code="W1"), {}),
    ("workshop_ends_after_start", factories.workshop, {"ends_at": time(14)}),
    ("workshop_has_places", factories.workshop, {"capacity": 0}),
    ("workshop_themes_known", factories.workshop, {"themes": []}),
    ("workshop_themes_known", factories.workshop, {"themes": ["cuisine"]}),
    ("registration_once_a_workshop", factories.seat, {"status": "present"}),
    ("registration_status_known", factories.seat, {"status": "late"}),
    ("support_session_recorded_once", factories.support, {"minutes": 10}),
    ("support_session_lasts_up_to_a_day", factories.support, {"minutes": 0}),
    ("support_session_lasts_up_to_a_day", factories.support, {"minutes": 1441}),
    ("support_session_themes_known", factories.support, {"themes": ["cuisine"]}),
    ("funder_name_unique", funder, {"kind": "state"}),
    ("grant_once_a_year_and_purpose", grant, {"amount": 2500}),
    ("grant_amount_positive", grant, {"amount": 0}),
    ("post_period_not_empty", post, {"period": EMPTY}),
    ("post_period_not_empty", post, {"period": DateRange(None, date(2017, 1, 1))}),
    ("register_upload_failed_says_why", upload, {"status": "failed"}),
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
    row = broken(valid, changes)
    with pytest.raises(ValidationError):
        row.full_clean()
    # `full_clean` skips the rules on fields that a choice or an empty value refused already.
    with pytest.raises(ValidationError) as refusal:
        row.validate_constraints()
    assert sentence(name) in refusal.value.messages


@pytest.mark.parametrize(
    ("valid", "column", "changes"),
    [
        (factories.counsellor, "email", {}),
        (upload, "key", {}),
        (factories.enrolment, "assessment_id", {"period": LATER}),
    ],
)
def test_what_is_unique_by_its_column_is_unique(db, valid, column, changes):
    row = broken(valid, changes)
    with pytest.raises(IntegrityError, match=column), transaction.atomic():
        type(row).objects.bulk_create([row])


def test_a_cap_on_categories_may_stand_beside_another(db):
    """The exclusion is on articles alone: two caps may share a category on purpose."""
    factories.cap(categories=["phone"])
    factories.cap(categories=["phone", "computer"])
    assert Product.objects.count() == 0
