"""A synthetic association of some size in an empty, migrated database."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from allauth.account.models import EmailAddress
from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from accounts.models import Site, User
from demonstration import accounts, house
from demonstration.fast_validation import questions_spared
from pimms.kernel.periods import add_months
from recharges.models import Cap, Category, Price, Product, TillSession
from recharges.models.catalogue import Tracking
from recharges.services import closings

from . import activity, copying, trade
from . import people as society
from .sizes import Size

SEED = 92160
TEAM = 3  # counsellors of a site
ETUI = "ETUI"  # what the load buys: it is counted on the shelf, and its cap is far
PLENTY = 1_000_000


@dataclass(frozen=True)
class Filled:
    """How many rows came into each table."""

    counts: dict[str, int]


def fill(size: Size, *, today: date) -> Filled:
    """The association stands, as the product would have written it, and is analysed."""
    rng, first = Random(SEED), add_months(today, -12 * size.years) + timedelta(days=1)
    with questions_spared(), transaction.atomic():
        home = house.found(horizon=first - timedelta(days=40), today=today)
        staff = _staff(home, size)
        _put_on_the_shelves(staff, since=first, today=today, by=home.director)
    counts = _copy(rng, size, home, staff, first=first, today=today)
    with transaction.atomic():
        _close_the_tills(today)
    copying.check_foreign_keys()
    copying.analyse()
    return Filled(counts)


def _staff(home: house.House, size: Size) -> society.Staff:
    sites, teams = [home.site], [home.counsellors]
    for n in range(1, size.sites):
        code = "".join("ABCDEFGHIJKLMNOPQRSTUVWXYZ"[d] for d in (n // 26, n % 26)) if n > 25 else ""
        site = Site.objects.create(code=code or chr(65 + n), name=f"Point d’accueil n° {n + 1}")
        sites.append(site)
        teams.append([_counsellor(site, n, place) for place in range(TEAM)])
    return society.Staff(sites, teams)


def _counsellor(site: Site, n: int, place: int) -> User:
    """All of them sign in with the password of the demonstration."""
    email = f"conseil{place + 1}.site{n + 1}@pimms.example"
    user = User(email=email, name=f"Camille {n + 1}-{place + 1}", role="counsellor", site=site)
    user.password = User.objects.get(email=accounts.COUNSELLOR).password
    user.save()
    EmailAddress.objects.create(user=user, email=email, primary=True, verified=True)
    return user


def _put_on_the_shelves(staff: society.Staff, *, since: date, today: date, by: User) -> None:
    """An article that can be bought again and again, counted, under a cap of its own."""
    always = DateRange(since, None)
    product = Product.objects.create(
        reference=ETUI, name="Étui de téléphone", category=Category.OTHER,
        tracking=Tracking.QUANTITY,
    )  # fmt: skip
    Price.objects.create(product=product, period=always, public="4.00", solidarity="1.00")
    Cap.objects.create(
        product=product, span=Cap.Span.MONTH, measure=Cap.Measure.QUANTITY, limit=5000,
        period=always,
    )  # fmt: skip
    with connection.cursor() as cursor:
        for site in staff.sites:
            cursor.execute(
                "INSERT INTO recharges_stockmovement (site_id, product_id, kind, quantity,"
                " moved_on, recorded_at, moved_by_id, reason, reference)"
                " VALUES (%s, %s, 'receipt', %s, %s, now(), %s, '', '')",
                [site.pk, product.pk, PLENTY, today, by.pk],
            )


def _copy(rng, size: Size, home, staff: society.Staff, *, first: date, today: date) -> dict:
    people = society.crowd(
        rng, people=size.people, sites=size.sites, first=first, today=today
    )  # fmt: skip
    sold = trade.baskets(rng, people, lines=size.lines, today=today)
    ledger = trade.Ledger(rng, sold, staff, _prices(), today=today)
    sessions, pieces = ledger.tills()
    held = activity.workshops(rng, staff, count=size.workshops, first=first, today=today)
    dossiers, last = society.numbers(people)
    partners = home.partners
    with copying.silent_triggers():
        counts = {
            table: copying.copy(table, columns, rows)
            for table, columns, rows in (
                ("recharges_tillsession", trade.SESSION, sessions),
                ("recharges_cashcount", trade.COUNT, pieces),
                ("recharges_sale", trade.SALE, ledger.sales()),
                ("recharges_saleline", trade.LINE, ledger.lines()),
                ("workshops_workshop", activity.WORKSHOP, held),
                ("workshops_registration", activity.SEAT,
                 activity.seats(rng, held, people, staff, today=today)),
                ("workshops_supportsession", activity.SESSION,
                 activity.support(rng, people, staff, today=today)),
                ("beneficiaries_referral", activity.REFERRAL,
                 activity.referrals(rng, people, staff, partners, today=today)),
                ("workshops_passage", activity.PASSAGE,
                 activity.passages(rng, people, staff, today=today)),
                ("accounts_entry", activity.ENTRY,
                 activity.journal(rng, people, staff, today=today)),
                ("beneficiaries_enrolment", society.ENROLMENT, society.enrolments(people)),
                ("beneficiaries_dossiernumber", society.NUMBER, dossiers),
                ("beneficiaries_beneficiary", society.BENEFICIARY, society.rows(people, staff)),
                ("kernel_series", "name, last",
                 [(f"dossier {year}", reached) for year, reached in sorted(last.items())]),
            )
        }  # fmt: skip
        copying.settle()
    return counts


def _prices() -> dict[str, list[tuple]]:
    prices: dict[str, list[tuple]] = {}
    for price in Price.objects.select_related("product").order_by("-period"):
        said = (price.period.lower, price.product, price.solidarity, price.public)
        prices.setdefault(price.product.reference, []).append(said)
    return prices


def _close_the_tills(today: date) -> None:
    """Each counted till and each day before today has its Z, by the services themselves."""
    sessions = TillSession.objects.closed().select_related("site", "closed_by")
    for session in sessions.order_by("site", "day"):
        by = session.closed_by
        closings.of_session(session, by=by, at=session.closed_at)
        closings.of_day(session, by=by, at=session.closed_at)
