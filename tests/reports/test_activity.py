"""What is counted of sales, workshops, support, referrals and means."""

from datetime import date, time
from decimal import Decimal

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test.utils import CaptureQueriesContext

from funding.models import Funder, Grant, Post
from partners.models import Amendment, Convention
from pimms.kernel.money import rounded
from recharges import services as till
from recharges.models import Category, Sale
from reports import figures
from tests.support import factories, money
from workshops.models import Registration, Workshop
from workshops.themes import Theme

pytestmark = pytest.mark.django_db


def of_2016(part):
    return figures.of_year(2016).as_json()[part]


def test_sales_count_lines_articles_and_euros():
    mobile = factories.product("5.00", "22.00")
    computer = factories.product("90.00", "249.00", category=Category.COMPUTER)
    factories.sale(quantities={mobile: 3, computer: 1})
    factories.sale(quantities={mobile: 2})

    assert of_2016("sales") == of_2016("sales") | {
        "lines": 3,
        "people": 2,
        "quantity_by_category": {"mobile_credit": 5, "computer": 1},
        "saving_by_category": {"mobile_credit": "85.00", "computer": "159.00"},
        "paid_total": "115.00",
        "public_value": "359.00",
        "saving": "244.00",
    }


def test_a_free_sale_saves_its_whole_public_price():
    given = {"payment": Sale.Payment.FREE, "allocation": Sale.Allocation.EMERGENCY}
    factories.sale(quantities={factories.product("5.00", "22.00"): 1}, **given)

    assert of_2016("sales")["paid_total"] == "0.00"
    assert of_2016("sales")["saving"] == "22.00"


def test_neither_a_reversed_sale_nor_its_reversal_counts():
    till.reverse(factories.sale(), reason="Erreur", by=factories.counsellor(), on=date(2017, 1, 5))
    factories.sale()

    assert of_2016("sales")["lines"] == 1
    assert of_2016("sales")["people"] == 1
    assert figures.of_year(2017).sales.lines == 0


def test_a_year_without_sales_has_amounts_of_nothing():
    assert of_2016("sales") == of_2016("sales") | {
        "lines": 0,
        "people": 0,
        "quantity_by_category": {},
        "saving_by_category": {},
        "paid_total": "0.00",
        "public_value": "0.00",
        "saving": "0.00",
    }


def test_a_workshop_counts_its_own_length_and_who_came():
    workshop = factories.workshop(starts_at=time(9, 30), ends_at=time(11))
    awa, karim, late, expected = (factories.seat(workshop) for _ in range(4))
    for seat, status in ((awa, "present"), (karim, "present"), (late, "absent")):
        Registration.objects.filter(pk=seat.pk).update(status=status)
    assert expected.status == Registration.Status.REGISTERED

    assert of_2016("workshops") == of_2016("workshops") | {
        "sessions": 1,
        "hours": "1.50",
        "attendances": 2,
        "absences": 1,
        "people": 2,
        "by_theme": {"email": {"sessions": 1, "attendances": 2}},
    }


def test_who_comes_twice_is_two_attendances_of_one_person():
    awa = factories.person()
    for _ in range(2):
        seat = factories.seat(beneficiary=awa)
        Registration.objects.filter(pk=seat.pk).update(status="present")

    assert of_2016("workshops")["attendances"] == 2
    assert of_2016("workshops")["people"] == 1


def test_a_cancelled_workshop_counts_nowhere():
    seat = factories.seat()
    Registration.objects.filter(pk=seat.pk).update(status="absent")
    Workshop.objects.update(cancelled_at="2016-03-20T10:00:00Z")

    assert of_2016("workshops")["sessions"] == 0
    assert of_2016("workshops")["absences"] == 0
    assert of_2016("workshops")["hours"] == "0.00"
    assert of_2016("workshops")["by_theme"] == {}


def test_a_workshop_still_to_come_counts_nowhere():
    factories.workshop(held_on=date(2999, 6, 15))

    counted = figures.of_year(2999).as_json()["workshops"]
    assert (counted["sessions"], counted["hours"]) == (0, "0.00")


def test_two_themes_count_the_session_under_each_and_once_in_all():
    seat = factories.seat(factories.workshop(themes=[Theme.EMAIL, Theme.SECURITY]))
    Registration.objects.filter(pk=seat.pk).update(status="present")
    factories.workshop(themes=[Theme.EMAIL])
    factories.support(themes=[Theme.PAPERWORK, Theme.JOB])

    assert of_2016("workshops")["sessions"] == 2
    assert of_2016("workshops")["by_theme"] == {
        "email": {"sessions": 2, "attendances": 1},
        "securite_numerique": {"sessions": 1, "attendances": 1},
    }
    assert of_2016("support")["sessions"] == 1
    assert of_2016("support")["by_theme"] == {
        "aide_aux_demarches_administratives": 1,
        "insertion_professionnelle": 1,
    }


@pytest.mark.parametrize(
    ("minutes", "hours"),
    [([20, 20, 20], "1.00"), ([20], "0.33"), ([50], "0.83"), ([1440], "24.00")],
)
def test_support_hours_are_rounded_once_at_the_end(minutes, hours):
    for length in minutes:
        factories.support(minutes=length)

    assert of_2016("support")["hours"] == hours


def test_half_a_hundredth_is_rounded_up():
    assert rounded(Decimal("0.125")) == Decimal("0.13")


def test_referrals_count_on_the_day_they_came_whatever_became_of_them():
    ccas, mission = factories.ccas(), factories.organisation()
    factories.referral(factories.person())
    factories.referral()
    factories.referral(organisation=mission)
    factories.referral(on=date(2015, 12, 31))

    assert of_2016("referrals") == {
        "received": 3,
        "by_organisation": {ccas.name: 2, mission.name: 1},
        "by_status": {"sent": 2, "accepted": 1},
    }


def test_means_are_those_of_the_year():
    state = Funder.objects.create(name="État", kind=Funder.Kind.STATE)
    for year, amount in ((2015, "20000"), (2016, "21912")):
        Grant.objects.create(funder=state, year=year, purpose="Médiation", amount=amount)
    for ends in (date(2016, 1, 1), date(2016, 1, 2), None):
        Post.objects.create(
            title="Médiatrice", contract="permanent", period=DateRange(date(2015, 1, 1), ends)
        )

    means = figures.of_year(2016).means
    assert [grant.amount for grant in means.grants] == [means.granted] == [Decimal("21912.00")]
    assert [(posts.title, posts.contract, posts.count) for posts in means.posts] == [
        ("Médiatrice", "CDI", 2)
    ]
    assert not figures.of_year(2013).means.are_recorded


def test_a_convention_holds_as_long_as_its_amendments_carry_it():
    convention = Convention.objects.create(
        organisation=factories.organisation("Emmaüs Connect", "ASSO"),
        subject="Connexions solidaires",
        signed_on=date(2012, 9, 1),
        period=DateRange(date(2012, 9, 1), date(2013, 9, 1)),
    )
    for number, year in ((1, 2015), (2, 2016)):
        Amendment.objects.create(
            convention=convention,
            number=number,
            signed_on=date(year, 1, 4),
            period=DateRange(date(year, 1, 1), date(year + 1, 1, 1)),
        )

    assert [
        [(agreed.amendment, agreed.last_day) for agreed in figures.of_year(year).means.conventions]
        for year in (2012, 2014, 2016)
    ] == [[(None, date(2013, 8, 31))], [], [(2, date(2016, 12, 31))]]


def test_the_years_with_something_in_them_come_newest_first():
    assert figures.recorded() == ()
    factories.support(held_on=date(2013, 5, 2))
    factories.workshop(held_on=date(2016, 12, 31))
    factories.sale()
    factories.referral(on=date(2016, 1, 1))

    assert [(recorded.year, recorded.kinds) for recorded in figures.recorded()] == [
        (2016, ("orientations", "inscriptions", "ventes", "ateliers")),
        (2013, ("accompagnements",)),
    ]


def test_a_year_in_which_nothing_happened_is_empty():
    factories.enrolment(starts_on=date(2016, 6, 1))

    assert not figures.of_year(2016).is_empty
    assert figures.of_year(2017).people.enrolments_active == 1
    assert figures.of_year(2017).is_empty
    assert figures.of_year(2015).is_empty


def test_the_figures_take_as_many_statements_for_one_person_as_for_many():
    def asked():
        with CaptureQueriesContext(connection) as queries:
            figures.of_year(2016)
            figures.recorded()
        return len(queries)

    factories.sale()
    few = asked()
    for _ in range(5):
        factories.sale()
        factories.seat()
        factories.support()
        factories.referral()

    assert asked() == few == 9 + 2


def test_the_hours_of_workshops_are_those_of_whoever_pays_for_them():
    state = money.funder()
    for funder, hours in ((state, 2), (state, 1), (None, 3)):
        factories.workshop(
            held_on=date(2016, 3, hours), starts_at=time(9), ends_at=time(9 + hours), funder=funder
        )
    assert of_2016("workshops")["hours_by_funder"] == {str(state): "3.00", "non_communique": "3.00"}
