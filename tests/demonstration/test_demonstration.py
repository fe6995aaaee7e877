"""The demonstration: a believable year, made by the rules, that harms nothing real."""

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from io import StringIO
from itertools import pairwise

import pytest
from allauth.account.models import EmailAddress
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import Sum
from django.db.models.functions import TruncMonth
from django.utils.timezone import localdate

import demonstration
from accounts.models import Entry, User
from beneficiaries.eligibility import Budget
from beneficiaries.models import Beneficiary, Enrolment, PossibleDuplicate, Referral
from demonstration.script import read
from funding.models import Grant, Post
from partners.models import Amendment, Membership, Organisation
from pimms.kernel.periods import add_months
from pimms.models import RegisterRow
from recharges import services as till
from recharges.models import Cap, Category, Kit, Price, Product, Sale, SaleLine
from reports import figures
from tests.support import databases
from workshops.models import Registration, SupportSession, Workshop

CREDIT = [Category.MOBILE_CREDIT, Category.INTERNET_CREDIT]
pytestmark = pytest.mark.usefixtures("_demonstration", "db")


@pytest.fixture(scope="module")
def _demonstration(demonstration, django_db_blocker):
    """A database of this module's own; each test undoes what it does to it."""
    with django_db_blocker.unblock(), databases.another(demonstration, "demonstration"):
        yield


@pytest.fixture
def today():
    return localdate()


@pytest.fixture
def year(today):
    """The first day of the demonstration year and the last."""
    return add_months(today, -12) + timedelta(days=1), today


def seed(**options) -> str:
    output = StringIO()
    call_command("seed", stdout=output, **options)
    return output.getvalue()


def standing_lines():
    return SaleLine.objects.filter(sale__in=Sale.objects.standing())


# A believable year


def test_about_five_hundred_people_come_more_than_half_of_them_from_antony():
    people = Beneficiary.objects.count()
    assert 470 <= people <= 540
    assert 0.5 < Beneficiary.objects.filter(commune="92002").count() / people < 0.6
    assert Beneficiary.objects.values("commune__department").distinct().count() >= 3


def test_about_two_thousand_lines_are_sold_in_the_year_mostly_for_cash(year):
    sales = Sale.objects.standing().filter(sold_on__range=year)
    assert 1700 <= SaleLine.objects.filter(sale__in=sales).count() <= 2300
    assert sales.filter(payment=Sale.Payment.CASH).count() > sales.count() / 2
    assert 5 <= Sale.objects.filter(reverses__isnull=False).count() <= 40


def test_some_twelve_months_end_in_the_coming_weeks_and_some_just_ended(today):
    enrolments = Enrolment.objects
    assert enrolments.ending_within(30, of=today).count() >= 10
    lately = enrolments.running_on(today - timedelta(days=30)).exclude(period__contains=today)
    assert lately.count() >= 10
    assert enrolments.running_on(today).count() >= 250


def test_most_people_are_referred_and_some_referrals_wait_or_were_refused(today):
    by_status = Counter(Referral.objects.values_list("status", flat=True))
    enrolled = Enrolment.objects.count()
    assert 0.6 < by_status["accepted"] / enrolled < 0.8
    assert by_status["refused"] >= 5
    ages = [
        (today - day).days
        for day in Referral.objects.pending().values_list("received_on", flat=True)
    ]
    assert min(ages) == 1
    assert max(ages) == 20
    assert set(Organisation.objects.filter(referrals__isnull=False).values_list("name", flat=True))


@pytest.mark.parametrize("persons", [1, 2, 7])
def test_whoever_waits_for_a_place_lives_on_little_however_many_they_are(persons):
    for charges, left in read("eligibility")["budgets"]:
        resources = Decimal(charges + left * persons)
        budget = Budget(resources=resources, charges=Decimal(charges), persons=persons)
        assert budget.per_day < 10


def test_sixty_workshops_were_held_and_three_in_four_came(today):
    held = Workshop.objects.filter(held_on__lt=today)
    assert held.count() == 60
    seats = Registration.objects.filter(workshop__in=held)
    assert not seats.filter(status="registered").exists()
    assert 0.68 < seats.filter(status="present").count() / seats.count() < 0.82


def test_the_coming_workshops_have_registrations_and_places_left(today):
    coming = list(Workshop.objects.coming_up(today).with_counts())
    assert len(coming) >= 5
    assert all(workshop.seated > 0 for workshop in coming)
    [full] = [workshop for workshop in coming if workshop.places_left == 0]
    assert (full.held, full.waiting) == (1, 3)  # one of the three was just offered a place


def test_support_is_recorded_with_themes_and_durations(year):
    sessions = SupportSession.objects.filter(held_on__range=year)
    assert sessions.count() == 550
    assert 200 < sessions.aggregate(minutes=Sum("minutes"))["minutes"] / 60 < 400


def test_two_or_three_pairs_are_put_before_a_counsellor():
    assert 2 <= PossibleDuplicate.objects.count() <= 4


def test_the_money_is_that_of_the_programme(today):
    ccas = Grant.objects.filter(funder__kind="ccas").order_by("year")
    amounts = list(ccas.values_list("year", "amount"))
    assert amounts[0] == (2012, 5000)
    assert amounts[1:] == [(year, 2500) for year in range(2013, today.year + 1)]
    for year in (2016, today.year):
        others = Grant.objects.filter(year=year).exclude(funder__kind="ccas")
        assert {21912, 5000} < set(others.values_list("amount", flat=True))
        assert others.count() == 4
    assert Post.objects.filter(contract="subsidised", period__contains=today).count() == 3
    assert Amendment.objects.filter(period__contains=today).count() == 1


def test_the_figures_of_the_year_can_be_counted(year):
    for number in {day.year for day in year}:
        counted = figures.of_year(number).as_json()
        assert counted["people"]["served"] > 0
        assert counted["sales"]["lines"] > 0


def test_the_shelf_the_kit_and_what_was_let_pass_are_there(today):
    assert Product.objects.exclude(barcode="").count() >= 5
    assert Price.objects.exclude(purchase=None).count() >= 10
    assert Price.objects.filter(period__upper_inf=False).exists()
    assert Kit.objects.in_use().exists()
    in_force = Cap.objects.filter(period__contains=today)
    assert in_force.filter(is_advisory=True).exists()
    assert in_force.filter(scope=Cap.Scope.HOUSEHOLD).exists()
    assert in_force.filter(categories=CREDIT, span="month", measure="euros", limit=30).exists()
    assert Sale.objects.overridden().count() >= 3
    assert Sale.objects.filter(payer__isnull=False).exists()
    assert SaleLine.objects.filter(kind=SaleLine.Kind.ALLOCATION, quantity__gt=0).exists()


# Made by the rules


def test_nothing_happened_before_the_last_fifteen_months(today):
    horizon = add_months(today, -15)
    for model, day in (
        (Sale, "sold_on"),
        (Workshop, "held_on"),
        (SupportSession, "held_on"),
        (Referral, "received_on"),
        (Enrolment, "period__startswith"),
        (PossibleDuplicate, "found_on"),
        (Membership, "started_on"),
        (Product, "prices__period__startswith"),
        (Product, "caps__period__startswith"),
    ):
        assert not model.objects.filter(**{f"{day}__lt": horizon}).exists(), model


def test_nobody_buys_more_credit_in_a_month_than_the_published_cap():
    credit = standing_lines().filter(product__category__in=CREDIT)
    months = credit.annotate(month=TruncMonth("sale__sold_on")).values(
        "sale__enrolment__beneficiary", "month"
    )
    assert not months.annotate(spent=Sum("paid")).filter(spent__gt=30).exists()
    assert months.annotate(spent=Sum("paid")).filter(spent__gt=25).exists()


def test_receipts_are_numbered_in_the_order_of_the_days():
    for series in set(Sale.objects.values_list("series", flat=True)):
        sales = Sale.objects.filter(series=series).order_by("number")
        numbered = list(sales.values_list("number", "sold_on"))
        assert [number for number, _ in numbered] == list(range(1, len(numbered) + 1))
        assert all(one[1] <= next_one[1] for one, next_one in pairwise(numbered))


def test_each_sale_and_each_session_has_its_line_in_the_journal():
    for verb, model in (("sale.made", "sale"), ("support.recorded", "supportsession")):
        lines = Entry.objects.filter(verb=verb)
        things = set(lines.values_list("thing", flat=True))
        assert lines.count() == len(things)
        assert all(
            thing.endswith(tuple("0123456789")) and f".{model}:" in thing for thing in things
        )
    sold = Sale.objects.filter(reverses=None).count()
    assert Entry.objects.filter(verb="sale.made").count() == sold


def test_the_articles_are_others_than_those_of_the_register_of_2016():
    register = {"RM5", "RM8", "RI10", "SIM", "CLE4G", "TEL", "ORDI"}
    assert not Product.objects.filter(reference__in=register).exists()
    assert not Enrolment.objects.running_on(date(2016, 6, 1)).exists()


def test_a_counsellor_can_sell_today(today):
    enrolment = (
        Enrolment.objects.running_on(today)
        .exclude(sales__sold_on__gte=today.replace(day=1))
        .order_by("pk")
        .first()
    )
    sale = till.sell(
        enrolment,
        quantities={Product.objects.get(reference="MOB-1H"): 1},
        payment=Sale.Payment.CASH,
        key="6f1c0c1e-6a0e-4a53-8ac1-d5e3a1f7f0aa",
        by=User.objects.get(email="conseil@pimms.example"),
        on=today,
    )
    assert sale.number > 1


# Signing in


@pytest.mark.parametrize("sign_in", demonstration.SIGN_INS, ids=lambda sign_in: sign_in[1])
def test_the_three_sign_in_by_the_page(client, sign_in):
    _, email, password = sign_in
    client.post("/compte/login/", {"login": email, "password": password})
    assert client.session["_auth_user_id"] == str(User.objects.get(email=email).pk)


def test_the_others_of_the_demonstration_have_no_password():
    with_password = [user.email for user in User.objects.all() if user.has_usable_password()]
    assert sorted(with_password) == sorted(email for _, email, _ in demonstration.SIGN_INS)
    assert not EmailAddress.objects.filter(verified=False).exists()


def test_the_social_worker_sees_the_referrals_of_the_ccas_only():
    karim = User.objects.get(email="social@ccas.example")
    seen = Referral.objects.visible_to(karim)
    assert set(seen.values_list("organisation__name", flat=True)) == {"CCAS d'Antony"}


# Filling and emptying


def test_a_second_filling_changes_nothing():
    before = Entry.objects.count()
    assert "La base contient déjà des données" in seed(yes=True)
    assert Entry.objects.count() == before


def test_an_installation_that_is_for_real_is_not_filled(settings):
    settings.DEMONSTRATION = False
    with pytest.raises(CommandError, match="n’est pas une démonstration"):
        seed(reset=True)


def test_an_account_made_by_hand_is_not_reset():
    User.objects.create_user("vera@ccas.example", role="social_worker", name="Véra")
    with pytest.raises(CommandError, match="vera@ccas.example"):
        seed(yes=True, reset=True)


def test_an_imported_register_is_not_reset():
    RegisterRow.objects.create(digest="6f1c0c1e-6a0e-4a53-8ac1-d5e3a1f7f0aa", sheet="Ventes")
    with pytest.raises(CommandError, match="registre importé"):
        seed(yes=True, reset=True)


def test_a_database_without_the_mark_is_not_reset():
    with connection.cursor() as cursor:
        cursor.execute("COMMENT ON SCHEMA public IS NULL")
    with pytest.raises(CommandError, match="rien n’est effacé"):
        seed(yes=True, reset=True)
    assert Beneficiary.objects.exists()
