"""A small year with something of everything in it."""

from datetime import date

from django.db.backends.postgresql.psycopg_any import DateRange

from beneficiaries.models import Beneficiary
from funding.models import Funder, Grant, Post
from pimms.kernel.models import Commune
from recharges.models import Category
from tests.support import factories
from workshops.models import Registration
from workshops.themes import Theme


def live_a_small_year() -> None:
    """2016 with three people, from two towns and nowhere, helped in each way."""
    awa, moussa, lin = (
        factories.person(first_name=first, gender=gender, commune=commune)
        for first, gender, commune in (
            ("Awa", Beneficiary.Gender.FEMININE, factories.antony()),
            ("Moussa", Beneficiary.Gender.MASCULINE, Commune.objects.get(code="91377")),
            ("Lin", Beneficiary.Gender.NOT_STATED, None),
        )
    )
    factories.referral(awa)
    mobile = factories.product("5.00", "1222.10")
    computer = factories.product("90.00", "249.00", category=Category.COMPUTER)
    factories.sale(factories.enrolment(awa), quantities={mobile: 3, computer: 1})
    workshop = factories.workshop(themes=[Theme.EMAIL, Theme.SECURITY])
    for person, status in ((awa, "present"), (moussa, "present"), (lin, "absent")):
        seat = factories.seat(workshop, person)
        Registration.objects.filter(pk=seat.pk).update(status=status)
    factories.support(lin, minutes=50)
    state = Funder.objects.create(name="État", kind=Funder.Kind.STATE)
    Grant.objects.create(funder=state, year=2016, purpose="Médiation", amount="21912")
    Post.objects.create(
        title="Médiatrice", contract="permanent", period=DateRange(date(2015, 1, 1), None)
    )
