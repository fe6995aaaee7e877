"""What people buy: month after month, within the caps; and the tills of the last weeks."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from uuid import UUID

from pimms.kernel.periods import add_months
from recharges import cash
from recharges.models import Product

from .people import Person, Staff

TILL_DAYS = 60  # before them, sales came in from registers
FLOAT = Decimal(50)
# One of each in a month is within every cap, and together below the thirty euros.
CREDIT = ("MOB-1H", "NET-5G", "NET-10G", "MOB-2H")
DEVICES = ("SIM-PRE", "BOX-4G", "TEL-TOUCHES", "TEL-ECRAN", "PC-PORTABLE", "CHARGEUR")
_HABITS = (0.3, 0.8, 1.0, 1.9)
_PAYMENTS = ("cash", "cash", "cash", "card", "card", "cheque")


@dataclass(frozen=True, slots=True)
class Basket:
    """One sale, not yet numbered."""

    day: date
    enrolment: int
    articles: tuple[str, ...]
    payment: str


def baskets(rng: Random, people: list[Person], *, lines: int, today: date) -> list[list[Basket]]:
    """For each site its sales, by day; about so many lines in all."""
    sites = 1 + max(person.site for person in people)
    by_site: list[list[Basket]] = [[] for _ in range(sites)]
    months = sum(len(list(_months(e, today))) for person in people for e in person.enrolments)
    mean = lines / months
    for person in people:
        habit = mean * rng.choice(_HABITS)
        for enrolment in person.enrolments:
            devices = list(DEVICES)
            rng.shuffle(devices)
            for first, last in _months(enrolment, today):
                count = min(int(habit + rng.random()), len(CREDIT))
                if not count or not (day := _open_day(rng, first, last)):
                    continue
                articles = rng.sample(CREDIT, count)
                if devices and rng.random() < 0.08:
                    articles[-1] = devices.pop()
                basket = Basket(day, enrolment[0], tuple(articles), rng.choice(_PAYMENTS))
                by_site[person.site].append(basket)
                person.seen(day)
    for each in by_site:
        each.sort(key=lambda basket: (basket.day, basket.enrolment))
    return by_site


def _months(enrolment: tuple[int, date, date], today: date) -> Iterator[tuple[date, date]]:
    """The calendar months of the twelve months, up to today: first and last day."""
    _, starts_on, ends_on = enrolment
    first = starts_on
    until = min(ends_on - timedelta(days=1), today)
    while first <= until:
        after = add_months(first.replace(day=1), 1)
        yield first, min(after - timedelta(days=1), until)
        first = after


def _open_day(rng: Random, first: date, last: date) -> date | None:
    day = first + timedelta(days=rng.randrange((last - first).days + 1))
    if day.weekday() < 6:
        return day
    return next((d for d in (day - timedelta(1), day + timedelta(1)) if first <= d <= last), None)


SALE = (
    "id, key, series, number, sold_on, recorded_at, payment, seller_name, reason, enrolment_id,"
    " site_id, sold_by_id, till_session_id"
)
LINE = "id, name, category, quantity, paid, solidarity_price, public_price, product_id, sale_id"
SESSION = (
    "id, site_id, day, opened_by_id, opened_at, opening_float, opening_motive, closed_by_id,"
    " closed_at, expected, counted, discrepancy_motive, banked, carried"
)
COUNT = "session_id, denomination, pieces"


class Ledger:
    """The baskets as rows: numbered sales, their lines, and the tills they went through."""

    def __init__(self, rng, by_site: list[list[Basket]], staff: Staff, prices, *, today: date):
        self.rng, self.by_site, self.staff, self.today = rng, by_site, staff, today
        self.prices = prices  # reference → [(from, article, solidarity, public)], latest first
        self.since = today - timedelta(days=TILL_DAYS)
        self.sessions: dict[tuple[int, date], int] = {}
        for place in range(len(by_site)):
            day = self.since
            while day <= today:
                if day.weekday() < 6 or day == today:
                    self.sessions[place, day] = len(self.sessions) + 1
                day += timedelta(days=1)

    def _in_order(self) -> Iterator[tuple[int, int, Basket]]:
        """Key, place of the site, basket."""
        pk = 0
        for place, found in enumerate(self.by_site):
            for basket in found:
                pk += 1
                yield pk, place, basket

    def price(self, reference: str, day: date) -> tuple[Product, Decimal, Decimal]:
        """The product, its solidarity price of the day, its public price."""
        return next(rest for since, *rest in self.prices[reference] if since <= day)

    def sales(self) -> Iterator[tuple]:
        last: dict[str, int] = {}
        for pk, place, basket in self._in_order():
            site, team = self.staff.sites[place], self.staff.counsellors[place]
            seller, day = team[basket.enrolment % len(team)], basket.day
            session = self.sessions.get((place, day))
            series = f"{site.code}{day.year}{'' if session else 'R'}"
            last[series] = last.get(series, 0) + 1
            yield (
                pk, UUID(int=pk), series, last[series], day, f"{day} 11:00+01", basket.payment,
                seller.name, "", basket.enrolment, site.pk, seller.pk if session else None, session,
            )  # fmt: skip

    def lines(self) -> Iterator[tuple]:
        pk = 0
        for sale, _, basket in self._in_order():
            for reference in basket.articles:
                pk += 1
                article, solidarity, public = self.price(reference, basket.day)
                said = article.name, article.category
                yield pk, *said, 1, solidarity, solidarity, public, article.pk, sale

    def tills(self) -> tuple[list[tuple], list[tuple]]:
        """The sessions, all counted but those of today, and their notes and coins."""
        taken: dict[int, Decimal] = dict.fromkeys(self.sessions.values(), Decimal(0))
        for _, place, basket in self._in_order():
            session = self.sessions.get((place, basket.day))
            if session and basket.payment == "cash":
                taken[session] += sum(self.price(r, basket.day)[1] for r in basket.articles)
        rows, counts = [], []
        for (place, day), pk in self.sessions.items():
            by = self.staff.counsellors[place][0].pk
            opened = (pk, self.staff.sites[place].pk, day, by, f"{day} 09:00+01", FLOAT, "")
            if day == self.today:
                rows.append((*opened, None, None, None, None, "", None, None))
                continue
            total = FLOAT + taken[pk]
            rows.append((*opened, by, f"{day} 18:00+01", total, total, "", taken[pk], FLOAT))
            counts += [(pk, cents, n) for cents, n in cash.smallest_count(total).items()]
        return rows, counts
