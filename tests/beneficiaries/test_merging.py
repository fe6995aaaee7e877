"""Two files of one person become one, and two again."""

import uuid
from datetime import date, timedelta

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Entry
from beneficiaries import services
from beneficiaries.models import (
    Beneficiary,
    Change,
    DossierNumber,
    Enrolment,
    Merge,
    PossibleDuplicate,
)
from recharges import allowances
from recharges import services as till
from recharges.models import Sale
from reports import figures
from tests.support import factories
from workshops import services as room
from workshops.models import Registration
from workshops.models import Waiting as Queued

DAY = factories.DAY
AFTER = {Entry, Change, Merge}  # what only ever grows


def refused(verb, *args, **kwargs) -> str:
    with pytest.raises(ValidationError) as refusal, transaction.atomic():
        verb(*args, **kwargs)
    return " ".join(refusal.value.messages)


def unmerge(done, on=DAY, by=None):
    return services.unmerge(done, by=by or factories.counsellor(), on=on)


def state() -> dict:
    """Every row of every table of ours, but for those that only grow."""
    return {
        model: sorted(map(str, model._base_manager.values_list()))
        for model in apps.get_models()
        if model not in AFTER
        and model._meta.app_label in {"beneficiaries", "recharges", "workshops", "kernel"}
    }


@pytest.fixture
def two(db):
    awa = factories.person(phone="", address="3 rue des Baconnets")
    double = factories.person(last_name="Dialo", phone="+33612345678", notes="Vient le mardi.")
    return awa, double


def test_everything_hangs_on_the_survivor_and_both_numbers_find_it(two):
    awa, double = two
    factories.referral(double)
    factories.sale(factories.enrolment(double))
    for make in (factories.support, factories.note, factories.kinship, factories.proxy):
        make(double)
    factories.seat(beneficiary=double)
    numbers = [DossierNumber.objects.get(beneficiary=each).number for each in (awa, double)]
    factories.merge(awa, absorbed=double)
    awa.refresh_from_db()
    assert Sale.objects.get().enrolment.beneficiary_id == awa.pk
    for name in ("referrals", "support_sessions", "team_notes", "kin", "proxies", "registrations"):
        assert getattr(awa, name).count() == 1, name
    assert awa.dossier_numbers.count() == 2
    for number in numbers:
        assert Beneficiary.objects.matching(number).get() == awa


def test_each_field_is_taken_from_where_it_says_something_or_was_chosen(two):
    awa, double = two
    factories.merge(awa, absorbed=double, choices={"last_name": "absorbed"})
    awa.refresh_from_db()
    assert (awa.last_name, awa.phone) == ("Dialo", "+33612345678")
    assert (awa.address, awa.notes) == ("3 rue des Baconnets", "Vient le mardi.")


@pytest.mark.parametrize("choice", ["survivor", "absorbed"])
def test_both_names_of_somebody_who_married_find_the_file_that_stays(db, choice):
    kept = factories.person(last_name="Durand", first_name="Marion")
    other = factories.person(last_name="Limouzin", first_name="Marion")
    done = factories.merge(kept, absorbed=other, choices={"last_name": choice})
    for name in ("durand", "limouzin", "marion limouzin"):
        assert Beneficiary.objects.called(name).get() == kept
    unmerge(done, by=factories.counsellor(), on=DAY)
    kept.refresh_from_db()
    assert (kept.last_name, kept.used_name) == ("Durand", "")
    assert Beneficiary.objects.called("limouzin").get() == other


def test_a_misspelt_name_is_not_kept(two):
    awa, double = two
    factories.merge(awa, absorbed=double)
    awa.refresh_from_db()
    assert awa.used_name == ""


def test_a_merged_file_is_found_by_no_search_and_points_to_the_survivor(two):
    awa, double = two
    factories.merge(awa, absorbed=double)
    double.refresh_from_db()
    assert double.survivor == awa
    assert list(Beneficiary.objects.matching("dialo")) == [awa]
    assert double not in Beneficiary.objects.visible_to(factories.counsellor())


def test_of_two_enrolments_at_once_the_one_without_sales_counts_with_the_other(two):
    awa, double = two
    older = factories.enrolment(awa, starts_on=date(2016, 1, 4))
    younger = factories.enrolment(double)
    factories.sale(younger)
    factories.merge(awa, absorbed=double)
    older.refresh_from_db()
    assert older.absorbed_by == younger
    assert Enrolment.objects.running_on(DAY).get() == younger
    counted = figures.of_year(2016).as_json()
    assert counted["people"]["enrolments_active"] == 1
    assert counted["people"]["served"] == 1


def test_of_two_enrolments_with_sales_the_younger_counts_with_the_older_and_so_do_its_sales(two):
    awa, double = two
    product = factories.product(a_year=3)
    older = factories.enrolment(awa, starts_on=date(2016, 1, 4))
    younger = factories.enrolment(double)
    for enrolment in (older, younger):
        factories.sale(enrolment, quantities={product: 1})
    factories.merge(awa, absorbed=double)
    younger.refresh_from_db()
    assert younger.absorbed_by == older
    [allowance] = allowances.allowances_for(older, on=DAY)
    assert allowance.left == 1
    assert Sale.objects.on_statement_of(older).count() == 2
    assert "Recommencez" in refused(
        till.sell, younger, quantities={product: 1}, payment="cash", key=uuid.uuid4(),
        by=factories.counsellor(), on=DAY,
    )  # fmt: skip


def test_two_seats_at_one_workshop_are_one_and_whoever_came_was_there(two):
    awa, double = two
    workshop = factories.workshop()
    factories.seat(workshop, awa)
    came = factories.seat(workshop, double)
    room.mark(workshop, present={came.pk}, absent=set(), by=factories.counsellor())
    before = state()
    done = factories.merge(awa, absorbed=double)
    assert Registration.objects.get().status == "present"
    assert Registration.objects.get().beneficiary == awa
    unmerge(done)
    assert state() == before


def test_a_seat_given_back_does_not_stand_in_the_way_of_one_that_is_kept(two):
    awa, double = two
    workshop = factories.workshop()
    given_back = factories.seat(workshop, awa)
    Registration.objects.filter(pk=given_back.pk).update(status="cancelled")
    factories.seat(workshop, awa)
    came = factories.seat(workshop, double)
    room.mark(workshop, present={came.pk}, absent=set(), by=factories.counsellor())
    before = state()
    done = factories.merge(awa, absorbed=double)
    assert set(Registration.objects.values_list("status", "beneficiary")) == {
        ("cancelled", awa.pk),
        ("present", awa.pk),
    }
    unmerge(done)
    assert state() == before


def test_two_places_in_one_queue_are_one_and_the_first_counts(two):
    awa, double = two
    first = factories.waiting(beneficiary=double)
    factories.waiting(first.workshop, awa)
    before = state()
    done = factories.merge(awa, absorbed=double)
    assert Queued.objects.standing().get() == first
    assert Queued.objects.get(beneficiary=awa).pk == first.pk
    unmerge(done)
    assert state() == before


def test_what_was_added_or_corrected_since_stays_with_the_survivor(two):
    awa, double = two
    done = factories.merge(awa, absorbed=double)
    since = factories.support(awa)
    awa.refresh_from_db()
    services.correct_person(awa, phone="+33698765432", by=factories.counsellor(), on=DAY)
    unmerge(done)
    since.refresh_from_db()
    awa.refresh_from_db()
    double.refresh_from_db()
    assert since.beneficiary == awa
    assert (awa.phone, double.phone) == ("+33698765432", "+33612345678")
    assert double.merged_into is None
    assert double.dossier_numbers.count() == 1


def test_after_thirty_days_it_cannot_be_undone_and_a_sentence_says_so(two):
    awa, double = two
    done = factories.merge(awa, absorbed=double)
    assert "pendant 30 jours" in refused(unmerge, done, on=DAY + timedelta(days=31))
    unmerge(done, on=DAY + timedelta(days=30))
    assert "séparés depuis le" in refused(unmerge, done)


def test_of_two_merges_the_last_is_undone_first(two):
    awa, double = two
    first = factories.merge(awa, absorbed=double)
    second = factories.merge(awa)
    assert "séparez d’abord" in refused(unmerge, first)
    third = factories.merge(factories.person(), absorbed=awa)
    assert "séparez d’abord" in refused(unmerge, second)
    for done in (third, second, first):
        unmerge(done)
    assert not Beneficiary.objects.exclude(merged_into=None).exists()


def test_a_file_is_merged_once_and_never_with_itself(two):
    awa, double = two
    factories.merge(awa, absorbed=double)
    assert "continuez là-bas" in refused(factories.merge, factories.person(), absorbed=double)
    assert "même dossier" in refused(factories.merge, awa, absorbed=awa)
    assert "continuez là-bas" in refused(factories.enrolment, double)


def test_whoever_might_be_the_absorbed_person_might_be_the_survivor(two):
    awa, double = two
    third = factories.person(last_name="Dialloh", first_name="Hawa")
    first, second = sorted((double, third), key=lambda person: person.pk)
    PossibleDuplicate.objects.create(first=first, second=second, found_on=DAY)
    before = state()
    done = factories.merge(awa, absorbed=double)
    pair = PossibleDuplicate.objects.undecided().get()
    assert {pair.first, pair.second} == {awa, third}
    unmerge(done)
    assert state() == before


# In the order of the days: nobody is enrolled before their latest twelve months.
PIECES = {
    "sale": lambda person: factories.sale(
        factories.enrolment(person, starts_on=date(2014, 2, 1)), on=date(2014, 2, 1)
    ),
    "early": lambda person: factories.enrolment(person, starts_on=date(2015, 9, 1)),
    "late": lambda person: factories.enrolment(person, starts_on=date(2016, 9, 1)),
    "referral": factories.referral,
    "support": factories.support,
    "note": factories.note,
    "kinship": factories.kinship,
    "proxy": factories.proxy,
    "seat": lambda person: factories.seat(beneficiary=person),
}
some = st.sets(st.sampled_from(sorted(PIECES)))
choices = st.dictionaries(
    st.sampled_from(["last_name", "first_name", "born_on", "phone", "household", "commune"]),
    st.sampled_from(["survivor", "absorbed"]),
)


@given(mine=some, theirs=some, chosen=choices)
@settings(max_examples=20, suppress_health_check=list(HealthCheck))
def test_a_merge_that_is_undone_leaves_everything_as_it_was(db, mine, theirs, chosen):
    with transaction.atomic():
        awa, double = factories.person(), factories.person(last_name="Dialo", phone="+33612345678")
        for person, pieces in ((awa, mine), (double, theirs)):
            for piece in PIECES:
                if piece in pieces:
                    PIECES[piece](person)
        before = state()
        done = factories.merge(awa, absorbed=double, choices=chosen)
        assert Beneficiary.objects.standing().filter(pk__in=[awa.pk, double.pk]).get() == awa
        unmerge(done)
        assert state() == before
        transaction.set_rollback(True)
