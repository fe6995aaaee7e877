"""The story of the year: who came when, told day by day through the services.

Everything happens in the order of the days, so that dossier and receipt numbers follow one
another as they would have.
"""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from operator import attrgetter
from random import Random

from django.db import transaction

from accounts.models import User
from beneficiaries import services as files
from beneficiaries.models import Referral
from pimms.kernel.periods import add_months
from recharges import services as till
from recharges.models import Sale
from workshops import services as room
from workshops.models import Registration, SupportSession, Workshop

from . import (
    activities,
    appointments,
    baskets,
    batches,
    catalogue,
    desk,
    eligibility,
    family,
    flag,
    history,
    house,
    money,
    network,
    reports,
    returns,
    rights,
    skills,
    stock,
    survey,
    workshops,
)
from .agenda import EVENING, MORNING, NOON, Agenda, open_days
from .batches import Newcomers, Visit
from .fast_validation import in_a_hurry, savepoints_spared
from .people import Crowd, Figure
from .script import drawn, key, read
from .till import Drawer

SEED = 92160
HISTORY_MONTHS = 15  # nothing happened before
EARLIER, DURING, OUTSIDE, RENEWED = 120, 330, 45, 12  # people
PENDING, REFUSED, WAIVED = 11, 14, 3  # referrals
HELD, COMING, SUPPORT = 60, 8, 534
REVERSED, LATELY = 1, 10  # sales a month; days
REFERRED, PRESENT = 0.7, 0.75  # shares
PEOPLE_TOLD, SALES_TOLD = 0.4, 0.75  # of the time that the filling takes
_DATA = read("year")


@transaction.atomic
def fill(today: date, *, reached: Callable[[float], None] = lambda share: None) -> None:
    """The empty database holds the demonstration year that ends on `today`, and says so.

    Meanwhile `reached` is told how far it is, from 0 to 1.
    """
    flag.mark()
    with in_a_hurry():
        Year(today, reached).tell()


class Year:
    """Everything drawn by lot comes from one seed: the same day tells the same story."""

    def __init__(self, today: date, reached: Callable[[float], None]):
        horizon = add_months(today, -HISTORY_MONTHS)
        self.reached = reached
        self.today, self.rng = today, Random(SEED)
        self.begins = add_months(today, -12) + timedelta(days=1)
        self.agenda = Agenda(self.rng, first=horizon, last=today)
        self.house = house.found(horizon=horizon, today=today)
        self.crowd = Crowd(self.rng, horizon)  # of age to enrol from the first day on
        self.arrived: list[Figure] = []
        self.visits: list[Visit] = []
        self.newcomers = Newcomers()
        self.payers = catalogue.payers()

    def tell(self) -> None:
        self._people_come()
        self._referrals_wait_or_fail()
        self._workshops_are_held()
        for months in range(0, HISTORY_MONTHS, 4):
            self.agenda.note(self._months_ago(months), EVENING, self._takes_stock)
        eligibility.begin(self)
        rights.foretell(self)
        with savepoints_spared():
            self.agenda.unfold(lambda share: self.reached(PEOPLE_TOLD * share))
            self.newcomers.lay_down()
            eligibility.tell(self)
            self._people_buy()
        chapters = self._chapters()
        for n, chapter in enumerate(chapters, start=1):
            chapter()
            self.reached(SALES_TOLD + (1 - SALES_TOLD) * n / len(chapters))

    def _chapters(self) -> list[Callable[[], None]]:
        """What is told once all sales are in the ledger."""
        rng, house, when = self.rng, self.house, {"today": self.today}
        people = [figure.file for figure in self.arrived]
        return [
            self._support_is_given,
            partial(appointments.take, rng, team=house.counsellors, **when),
            partial(workshops.furnish, house, **when),
            partial(stock.look_over, house, **when),
            partial(rights.unfold, house, **when),
            partial(network.weave, house, **when),
            partial(skills.measure, rng, house, **when),
            partial(desk.fill, rng, house, **when),
            partial(returns.come_back, house, rng, **when),
            partial(family.fill, people, house=house, **when),
            partial(survey.ask, rng, house, **when),
            partial(history.tell, house),
            partial(money.tell, house, **when),
            partial(reports.draw_up, house, **when),
        ]

    def _months_ago(self, months: int) -> date:
        return add_months(self.today, -months)

    def _counsellor(self) -> User:
        return self.rng.choices(self.house.counsellors, [5, 3, 3])[0]

    # People, their twelve months and what they buy

    def _people_come(self) -> None:
        some_day = self.agenda.some_day
        for n in range(EARLIER):
            starts_on = some_day(self._months_ago(14), self._months_ago(12))
            figure = self.crowd.somebody()
            self._comes(figure, starts_on)
            if n < RENEWED:
                self._comes(figure, some_day(add_months(starts_on, 12), self.today))
        for n in range(DURING):
            # More of them in the first half, so that the desk is as busy then as it is now.
            until = self._months_ago(6) if n % 3 == 0 else self.today
            starts_on = some_day(self.begins, until)
            self._comes(self.crowd.somebody(), starts_on, late=n < WAIVED)
        for _ in range(OUTSIDE):
            day = some_day(self.begins, self.today - timedelta(days=7))
            self.agenda.note(day, NOON, self._is_received, self.crowd.somebody())
        for one_way, another in _DATA["twins"]:
            figure = self.crowd.somebody()
            twin = self.crowd.near_twin_of(figure, last_name=another)
            figure.identity["last_name"] = one_way
            self._comes(figure, some_day(self._months_ago(9), self._months_ago(5)))
            self._comes(twin, some_day(self._months_ago(3), self.today))

    def _comes(self, figure: Figure, starts_on: date, *, late: bool = False) -> None:
        """Sent by a partner or not, the person comes and is enrolled."""
        referred = late or self.rng.random() < REFERRED
        other = self.rng.choice(_DATA["other_criteria"])
        if not referred:
            self.agenda.note(starts_on, NOON, self._is_enrolled, figure, None, [other], "")
            return
        days = self.rng.randint(94, 110) if late else self.rng.randint(1, 18)
        referred_on = max(starts_on - timedelta(days=days), self.agenda.first)
        criteria = ["referral", other] if self.rng.random() < 0.4 else ["referral"]
        self.agenda.note(
            referred_on,
            MORNING,
            self._is_referred,
            figure,
            starts_on,
            criteria,
            _DATA["late"] if late else "",
        )

    def _is_referred(self, figure, starts_on, criteria, waiver, *, on: date) -> None:
        referral = self._referral(figure, on=on)
        self.agenda.note(starts_on, NOON, self._is_enrolled, figure, referral, criteria, waiver)

    def _referral(self, figure: Figure, *, on: date) -> Referral:
        partners, who = self.house.partners, figure.identity
        [(organisation, user, _)] = self.rng.choices(partners, [weight for *_, weight in partners])
        return files.refer(
            organisation=organisation,
            key=key(self.rng),
            last_name=who["last_name"],
            first_name=who["first_name"],
            born_on=who["born_on"],
            phone=who["phone"],
            commune_id=who["commune_id"],
            needs=self.rng.sample(Referral.Need.values, k=self.rng.choice([1, 2, 2])),
            situation=self.rng.choice(_DATA["situations"]),
            person_informed=True,
            referrer_name=user.name,
            by=user,
            on=on,
        )

    def _is_received(self, figure: Figure, *, on: date) -> None:
        figure.file = files.register_person(
            site=self.house.site, by=self._counsellor(), on=on, **figure.identity
        )
        figure.arrived_on = on
        self.arrived.append(figure)

    def _is_enrolled(self, figure, referral, criteria, waiver, *, on: date) -> None:
        is_new = figure.file is None
        if is_new:
            self._is_received(figure, on=on)
        by = self.house.director if waiver else self._counsellor()
        if referral:
            files.accept_referral(referral, beneficiary=figure.file, by=by, on=on)
        found = {"criteria": criteria, "waiver": waiver, "by": by, "on": on}
        if is_new:
            enrolment = self.newcomers.enrol(figure.file, referral=referral, **found)
        else:
            self.newcomers.lay_down()
            enrolment = files.enrol(figure.file, starts_on=on, **found)
        days = self.agenda.open_days(on, enrolment.last_day)
        for day, basket in baskets.visits(self.rng, days):
            self.visits.append(
                Visit(
                    day=day,
                    enrolment=enrolment,
                    basket={self.house.products[reference]: n for reference, n in basket.items()},
                    payment=baskets.payment(self.rng),
                    key=key(self.rng),
                    by=self._counsellor(),
                )
            )

    def _people_buy(self) -> None:
        """Day by day, between the opening and the count; the last ones sale by sale."""
        catalogue.fill(self.house.products, by=self.house.director, today=self.today)
        lately = self.today - timedelta(days=LATELY)
        visits = list(baskets.within_caps(sorted(self.visits, key=attrgetter("day"))))
        drawer = Drawer(self.rng, self.house, agenda=self.agenda)
        for month, days in drawer.months(visits):
            mistaken = {self.rng.choice(month).key for _ in range(REVERSED) if month}
            for day, visits_of_day in days:
                drawer.open(day)
                if day < lately:
                    sales = batches.sell(visits_of_day, session=drawer.session, payers=self.payers)
                else:
                    stock.open_up(self.house, on=lately)
                    sales = [self._buys(visit) for visit in visits_of_day]
                for visit, sale in zip(visits_of_day, sales, strict=True):
                    if visit.key in mistaken:
                        reason = self.rng.choice(_DATA["mistakes"])
                        till.reverse(sale, reason=reason, by=sale.sold_by, on=day)
                drawer.close(day)
                told = (SALES_TOLD - PEOPLE_TOLD) * self.agenda.share_at(day)
                self.reached(PEOPLE_TOLD + told)
            batches.take_stock()
        catalogue.let_pass(self.house.products, by=self.house.director, on=self.today, rng=self.rng)

    def _buys(self, visit: Visit) -> Sale:
        return till.sell(
            visit.enrolment,
            quantities=visit.basket,
            payment=visit.payment,
            key=visit.key,
            by=visit.by,
            on=visit.day,
            acknowledged=catalogue.advisory(),
            **catalogue.terms(visit.payment, visit.key.int, self.payers),
        )

    def _takes_stock(self, *, on: date) -> None:
        self.newcomers.lay_down()
        batches.take_stock()

    # Referrals that led to nothing, or not yet

    def _referrals_wait_or_fail(self) -> None:
        for n in range(PENDING):
            day = self.today - timedelta(days=1 + 19 * n // (PENDING - 1))
            self.agenda.note(day, MORNING, self._waits, self.crowd.somebody())
        for _ in range(REFUSED):
            day = self.agenda.some_day(self.begins, self.today - timedelta(days=15))
            self.agenda.note(day, MORNING, self._will_be_refused, self.crowd.somebody())

    def _waits(self, figure: Figure, *, on: date) -> None:
        self._referral(figure, on=on)

    def _will_be_refused(self, figure: Figure, *, on: date) -> None:
        referral = self._referral(figure, on=on)
        answered_on = self.agenda.some_day(on + timedelta(days=3), on + timedelta(days=14))
        self.agenda.note(answered_on, NOON, self._is_refused, referral)

    def _is_refused(self, referral: Referral, *, on: date) -> None:
        refusal = drawn(self.rng, _DATA["refusals"])
        files.refuse_referral(
            referral, refusal=refusal, answer=_DATA["regret"], by=self._counsellor(), on=on
        )

    # Workshops and support

    def _workshops_are_held(self) -> None:
        past = self.agenda.open_days(
            self.begins + timedelta(days=10), self.today - timedelta(days=1)
        )
        coming = open_days(self.today + timedelta(days=2), self.today + timedelta(days=38))
        days = _evenly(past, HELD) + _evenly(coming, COMING)
        for n, held_on in enumerate(days):
            announced_on = min(held_on - timedelta(days=21), self.today)
            self.agenda.note(announced_on, MORNING, self._is_announced, n, held_on)

    def _is_announced(self, n: int, held_on: date, *, on: date) -> None:
        what = activities.WORKSHOPS[n % len(activities.WORKSHOPS)]
        starts_at, ends_at = self.rng.choice(activities.HOURS)
        host = self._counsellor()
        workshop = room.plan(
            site=self.house.site,
            by=host,
            title=what["title"],
            themes=what["themes"],
            held_on=held_on,
            starts_at=starts_at,
            ends_at=ends_at,
            place=activities.PLACE,
            host_name=host.name,
            capacity=self.rng.choice([8, 8, 8, 10]),
        )
        fills_on = min(held_on - timedelta(days=2), self.today)
        self.agenda.note(fills_on, EVENING, self._fills, workshop, what["public"], host)

    def _fills(self, workshop: Workshop, public: str, host: User, *, on: date) -> None:
        suited = [figure for figure in self.arrived if activities.suits(figure, public)]
        coming = workshop.held_on > self.today
        seats = self.rng.randint(2, 6) if coming else self.rng.randint(5, workshop.capacity)
        taken = self.rng.sample(suited, k=min(seats, len(suited)))
        batches.seat(workshop, [figure.file for figure in taken], by=host)
        if not coming:
            self.agenda.note(workshop.held_on, EVENING, self._is_marked, workshop, host)

    def _is_marked(self, workshop: Workshop, host: User, *, on: date) -> None:
        seats = Registration.objects.filter(workshop=workshop).order_by("pk")
        seats = list(seats.values_list("pk", flat=True))
        present = {pk for pk in seats if self.rng.random() < PRESENT}
        room.mark(workshop, present=present, absent=set(seats) - present, by=host)

    def _support_is_given(self) -> None:
        """One person in three is first asked where they stand; some come again and again."""
        figures = self.rng.choices(self.arrived, [figure.age for figure in self.arrived], k=SUPPORT)
        sessions = []
        for n, figure in enumerate(figures):
            first, by = n % 5 == 0, self._counsellor()
            earliest = max(figure.arrived_on, self.begins)
            sessions.append(
                SupportSession(
                    beneficiary=figure.file,
                    held_on=self.agenda.some_day(earliest, earliest if first else self.today),
                    key=key(self.rng),
                    site=by.site,
                    recorded_by=by,
                    counsellor_name=by.name,
                    **activities.support(self.rng, first=first),
                )
            )
        batches.record_support(sorted(sessions, key=attrgetter("held_on")))


def _evenly(days: list[date], wanted: int) -> list[date]:
    """That many of the days, spread evenly from the first to the last."""
    return [days[n * (len(days) - 1) // (wanted - 1)] for n in range(wanted)]
