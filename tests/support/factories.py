"""Boring, valid things with fixed dates, made by the services that make them in real life.

The day is in spring 2016. Whoever is not named is Nadia the counsellor of Antony, Claire the
director, Karim of the CCAS of Antony.
"""

import uuid
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from allauth.account.models import EmailAddress
from django.core.files.base import ContentFile
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from accounts.models import Site, User
from beneficiaries import services as people
from beneficiaries.models import (
    Beneficiary,
    Enrolment,
    Household,
    Kinship,
    Merge,
    Note,
    Proxy,
    Referral,
)
from partners.models import Membership, Organisation
from pimms.kernel.models import Commune
from recharges import cash
from recharges import services as till
from recharges.models import Cap, Category, Closing, Kit, Price, Product, Sale, TillSession
from recharges.services import till as drawer
from recharges.triggers_till import LOCK_ALONE
from tests.support import numbers
from workshops import services as calendar
from workshops.models import (
    Absence,
    Appointment,
    Cycle,
    Guest,
    Registration,
    Room,
    SupportSession,
    Waiting,
    Workshop,
    WorkshopType,
)
from workshops.recurrence import Rule
from workshops.themes import Theme

DAY = date(2016, 3, 15)
ALWAYS = DateRange(date(2010, 1, 1), None)
PASSWORD = "le parc de Sceaux en mars"


def site(code: str = "A", name: str = "Antony") -> Site:
    return Site.objects.get_or_create(code=code, defaults={"name": name})[0]


def user(email: str, role: str, **fields) -> User:
    """Without a password unless one is given: hashing is slow, and `force_login` asks none."""
    if found := User.objects.filter(email=email).first():
        return found
    if role != User.Role.SOCIAL_WORKER:
        fields.setdefault("site", site())
    fields.setdefault("name", email.split("@")[0].title())
    made = User.objects.create_user(email, role=role, **fields)
    EmailAddress.objects.create(user=made, email=email, primary=True, verified=True)
    return made


def counsellor() -> User:
    return user("nadia@pimms.example", User.Role.COUNSELLOR, name="Nadia Benali")


def director() -> User:
    return user("claire@pimms.example", User.Role.DIRECTOR, name="Claire Morel")


def social_worker(
    email: str = "karim@ccas.example", organisation: Organisation | None = None
) -> User:
    """A social worker who belongs to the organisation, the CCAS of Antony unless named."""
    worker = user(email, User.Role.SOCIAL_WORKER)
    Membership.objects.get_or_create(
        user=worker,
        organisation=organisation or ccas(),
        defaults={"started_on": date(2015, 1, 5)},
    )
    return worker


BY_ROLE = {"counsellor": counsellor, "director": director, "social_worker": social_worker}


def organisation(name: str = "Mission locale de Sceaux", kind: str = "ML") -> Organisation:
    return Organisation.objects.get_or_create(name=name, defaults={"kind": kind})[0]


def ccas() -> Organisation:
    return organisation("CCAS d’Antony", "CCAS")


def antony() -> Commune:
    return Commune.objects.get(code="92002")


def person(**identity) -> Beneficiary:
    """Awa Diallo unless said otherwise; no two are born on the same day."""
    fields = {
        "last_name": "Diallo",
        "first_name": "Awa",
        "born_on": date(1980, 1, 1) + timedelta(days=numbers.following()),
        "gender": Beneficiary.Gender.FEMININE,
        "commune": antony(),
        "postal_code": "92160",
        "site": site(),
        "by": counsellor(),
        "on": DAY,
    }
    return people.register_person(**fields | identity)


def note(beneficiary: Beneficiary | None = None, **more) -> Note:
    fields = {"text": "Parle doucement.", "is_pinned": True, "by": counsellor(), "on": DAY}
    return people.note(beneficiary or person(), **fields | more)


def kinship(beneficiary: Beneficiary | None = None, **more) -> Kinship:
    """Fatou is Awa's sister and lives with her."""
    fields = {"kind": Kinship.Kind.SIBLING, "same_household": True, "by": counsellor(), "on": DAY}
    fields["relative"] = more.pop("relative", None) or person(first_name="Fatou")
    return people.relate(beneficiary or person(), **fields | more)


def proxy(beneficiary: Beneficiary | None = None, **more) -> Proxy:
    fields = {
        "name": "Moussa Traoré",
        "purpose": "acheter et retirer des recharges",
        "starts_on": DAY,
        "last_day": DAY + timedelta(days=180),
        "by": counsellor(),
        "on": DAY,
    }
    return people.grant_proxy(beneficiary or person(), **fields | more)


def merge(survivor: Beneficiary | None = None, **more) -> Merge:
    """Two files of Awa Diallo, the younger one absorbed."""
    survivor = survivor or person()
    absorbed = more.pop("absorbed", None) or person()
    return people.merge(survivor, absorbed=absorbed, **{"by": counsellor(), "on": DAY} | more)


def referral(beneficiary: Beneficiary | None = None, **words) -> Referral:
    """Karim refers Moussa Traoré, whom nobody knows yet, or somebody who has a file."""
    fields = {
        "organisation": ccas(),
        "last_name": beneficiary.last_name if beneficiary else "Traoré",
        "first_name": beneficiary.first_name if beneficiary else "Moussa",
        "born_on": beneficiary.born_on if beneficiary else date(1975, 6, 2),
        "needs": [Referral.Need.CONNECTION],
        "person_informed": True,
        "by": social_worker(),
        "on": DAY,
    }
    sent = people.refer(**fields | words)
    if beneficiary:
        people.accept_referral(sent, beneficiary=beneficiary, by=counsellor(), on=sent.received_on)
        sent.refresh_from_db()
    return sent


def enrolment(
    beneficiary: Beneficiary | None = None, *, starts_on: date = DAY, **more
) -> Enrolment:
    fields = {"criteria": ["minimum_income"], "by": counsellor(), "on": starts_on}
    return people.enrol(beneficiary or person(), starts_on=starts_on, **fields | more)


def product(
    solidarity: str = "5.00",
    public: str = "10.00",
    *,
    category: str = Category.MOBILE_CREDIT,
    a_month: int | None = None,
    a_year: int | None = None,
) -> Product:
    """An article with its prices, and its caps in pieces where they are given."""
    number = numbers.following()
    made = Product.objects.create(
        reference=f"R{number}", name=f"Recharge {number}", category=category
    )
    Price.objects.create(
        product=made, period=ALWAYS, public=Decimal(public), solidarity=Decimal(solidarity)
    )
    for span, limit in ((Cap.Span.MONTH, a_month), (Cap.Span.ENROLMENT, a_year)):
        if limit is not None:
            cap(made, span=span, limit=limit)
    return made


def cap(product: Product | None = None, **fields) -> Cap:
    boring = {
        "span": Cap.Span.ENROLMENT,
        "measure": Cap.Measure.QUANTITY,
        "limit": Decimal(2),
        "period": ALWAYS,
    }
    return Cap.objects.create(product=product, **boring | fields)


def kit(quantities: dict[Product, int] | None = None, name: str = "Kit de départ") -> Kit:
    return till.compose_kit(name=name, quantities=quantities or {product(): 1}, by=director())


def household(*people: Beneficiary) -> Household:
    """They live together from now on."""
    made = Household.objects.create()
    Beneficiary.objects.filter(pk__in=[each.pk for each in people]).update(household=made)
    return made


def at(day: date, hour: int = 9) -> datetime:
    """An instant of the day."""
    return datetime.combine(day, time(hour), UTC)


def till_open(on: date = DAY, *, where: Site | None = None) -> TillSession:
    """The till of the site is open that day: Nadia opened it with the float that was left, and
    had counted the till of another day, in which nothing was missing."""
    where = where or site()
    running = TillSession.objects.open().filter(site=where)
    if session := running.filter(day=on).first():
        return session
    with connection.cursor() as cursor:
        cursor.execute(LOCK_ALONE, [where.pk])
    if session := running.first():
        if session.day == on:
            return session
        till_counted(session)
    # Past the verb, which closes the days before: a test tells its days in any order.
    left = drawer.carried_over(where)
    return TillSession.objects.create(
        site=where,
        day=on,
        opened_by=counsellor(),
        opened_at=at(on),
        opening_float=Decimal("50.00") if left is None else left,
    )


def till_counted(session: TillSession, **more) -> Closing:
    """The till is closed with what the ledger expects in it, unless said otherwise."""
    pieces = cash.smallest_count(session.opening_float + drawer.taken(session))
    fields = {"pieces": pieces, "by": counsellor(), "at": at(session.day, 17)}
    return till.close_till(session, **fields | more)


def sale(
    to: Enrolment | None = None,
    *,
    quantities: dict[Product, int] | None = None,
    on: date = DAY,
    **more,
) -> Sale:
    fields = {"payment": Sale.Payment.CASH, "key": uuid.uuid4(), "by": counsellor()} | more
    if fields["payment"] == Sale.Payment.FREE:
        fields.setdefault("allocation", Sale.Allocation.EMERGENCY)
    if fields["payment"] == Sale.Payment.THIRD_PARTY:
        fields.setdefault("payer", ccas())
    till_open(on, where=fields["by"].site)
    return till.sell(to or enrolment(), quantities=quantities or {product(): 1}, on=on, **fields)


def workshop(**details) -> Workshop:
    fields = {
        "title": "Ma première adresse électronique",
        "themes": [Theme.EMAIL],
        "held_on": DAY + timedelta(days=7),
        "starts_at": time(14),
        "ends_at": time(16),
        "capacity": 8,
        "site": site(),
        "by": counsellor(),
    }
    return calendar.plan(**fields | details)


def seat(at: Workshop | None = None, beneficiary: Beneficiary | None = None) -> Registration:
    return calendar.register(at or workshop(), beneficiary=beneficiary or person(), by=counsellor())


def support(beneficiary: Beneficiary | None = None, **more) -> SupportSession:
    fields = {
        "held_on": DAY,
        "minutes": 45,
        "themes": [Theme.PAPERWORK],
        "key": uuid.uuid4(),
        "by": counsellor(),
    }
    return calendar.record_support(beneficiary or person(), **fields | more)


def appointment(beneficiary: Beneficiary | None = None, **more) -> Appointment:
    """On the next day at ten, unless said otherwise."""
    at = timezone.make_aware(datetime.combine(DAY, time(9)))
    fields = {
        "host": counsellor(),
        "starts_at": at + timedelta(days=1, hours=1),
        "minutes": 30,
        "by": counsellor(),
        "at": at,
    }
    return calendar.make_appointment(beneficiary or person(), **fields | more)


def room(**fields) -> Room:
    boring = {"site": site(), "name": "Salle informatique", "seats": 10, "computers": 8}
    return calendar.describe_room(by=counsellor(), **boring | fields)


def workshop_type(**fields) -> WorkshopType:
    boring = {"name": "Bagage numérique minimum", "themes": [Theme.EQUIPMENT], "minutes": 120}
    return calendar.describe_type(by=counsellor(), **boring | fields)


def cycle(**details) -> Cycle:
    """Four Tuesdays, from a week after the day on."""
    fields = {
        "title": "Premiers pas",
        "themes": [Theme.INTERNET],
        "starts_at": time(9, 30),
        "ends_at": time(11, 30),
        "capacity": 8,
        "rule": Rule(DAY + timedelta(days=7), frozenset({1})),
        "last_on": DAY + timedelta(days=28),
        "as_a_whole": False,
        "site": site(),
        "by": counsellor(),
    }
    return calendar.plan_cycle(**fields | details)


def guest(**identity) -> Guest:
    boring = {"last_name": "Nguyen", "first_name": "Linh", "phone": "+33612345678"}
    return calendar.welcome_guest(by=counsellor(), **boring | identity)


def waiting(at: Workshop | None = None, beneficiary: Beneficiary | None = None) -> Waiting:
    """In the queue of a workshop whose seats are taken."""
    if at is None:
        at = workshop(capacity=1)
        seat(at)
    return calendar.admit(at, beneficiary=beneficiary or person(), by=counsellor(), at=an_instant())


def an_instant(hour: int = 9) -> datetime:
    """That hour of the day."""
    return timezone.make_aware(datetime.combine(DAY, time(hour)))


def absence(**fields) -> Absence:
    """Nadia is away for a week."""
    boring = {"user": counsellor(), "first": DAY, "last": DAY + timedelta(days=6)}
    return calendar.note_absence(by=director(), **boring | fields)


def house_of_workshops() -> None:
    """One of everything that the pages of workshops show."""
    workshop_type()
    room()
    cycle()
    absence()
    waiting()
    held = seat()
    calendar.mark(held.workshop, present={held.pk}, absent=set(), by=counsellor())
    scan = ContentFile(b"%PDF-1.7", "feuille.pdf")
    calendar.attach_sheet(
        held.workshop, scan=scan, kind="application/pdf", by=counsellor(), at=an_instant()
    )
    calendar.open_feed(by=counsellor(), at=an_instant())
