"""What somebody may still buy, and why not more: the caps, in numbers and in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange

from beneficiaries.models import Beneficiary, Enrolment
from pimms.kernel import periods
from pimms.kernel.money import ZERO
from pimms.kernel.templatetags.french import day
from recharges.models import Cap, Product, SaleLine


@dataclass(frozen=True)
class Bought:
    """One line of the ledger, as far as the caps look at it.

    `enrolment_id` is the enrolment that counts, should the sale's own be counted with another;
    `beneficiary_id` is None where only one person's lines are looked at.
    """

    sold_on: date
    enrolment_id: int
    product_id: int
    category: str
    quantity: int
    paid: Decimal
    beneficiary_id: int | None = None


@dataclass(frozen=True)
class Home:
    """How many live together, and the names of those who share the caps of the household."""

    size: int = 1
    sharers: tuple[str, ...] = ()


ALONE = Home()


@dataclass(frozen=True)
class Allowance:
    """One cap as it stands for one person on one day."""

    cap: Cap
    used: Decimal
    opens_on: date | None  # the day the count starts again; None: not within these twelve months
    home: Home = ALONE
    ends_on: date | None = None  # the last of these twelve months, where the count outlasts it

    @property
    def limit(self) -> Decimal:
        return self.cap.limit_for(self.home.size)

    @property
    def left(self) -> Decimal:
        return max(self.limit - self.used, ZERO)

    @property
    def is_used_up(self) -> bool:
        return not self.left

    @property
    def is_shared(self) -> bool:
        return self.cap.scope == Cap.Scope.HOUSEHOLD and len(self.home.sharers) > 1

    @property
    def rest(self) -> str:
        """What is left of the limit: `1 sur 2`, `15,00 € sur 30,00 €`."""
        return f"{self.cap.amount(self.left)} sur {self.cap.amount(self.limit)}"

    @property
    def percent(self) -> int:
        """How much of the limit is used, from 0 to 100."""
        return min(int(100 * self.used / self.limit), 100) if self.limit else 100

    @property
    def refusal(self) -> str:
        """Which rule refuses, what is left, when it opens again, and who shares it."""
        rest = f"il reste {self.cap.amount(self.left)}" if self.left else "il ne reste rien"
        return (
            f"{self.cap.subject}\u202f: au plus {self.cap.amount(self.limit)}"
            f" {self.cap.terms}{self._grown}, {rest}{self._opens}.{self._shared}"
        )

    @property
    def advice(self) -> str:
        """What an advisory cap says: the same, and that one may go on."""
        return f"{self.refusal} Ce plafond est indicatif."

    @property
    def _opens(self) -> str:
        if self.opens_on:
            return f"\u202f; le compte repart le {day(self.opens_on)}"
        return f"\u202f; l’inscription prend fin le {day(self.ends_on)}" if self.ends_on else ""

    @property
    def _shared(self) -> str:
        if not self.is_shared:
            return ""
        return f" Le foyer partage ce plafond\u202f: {_listed(self.home.sharers)}."

    @property
    def _grown(self) -> str:
        grown = self.cap.factor and self.home.size > 1
        return f" pour {self.home.size} personnes au foyer" if grown else ""


def _listed(names: Iterable[str]) -> str:
    """`Awa, Karim et Lina`."""
    *first, last = names
    return f"{', '.join(first)} et {last}" if first else last


@dataclass(frozen=True)
class Wish:
    """A line somebody would like to buy; `paid` is for the whole line."""

    product: Product
    quantity: int
    paid: Decimal


def allowances_for(
    enrolment: Enrolment, *, on: date, sharers: list[Beneficiary] | None = None
) -> list[Allowance]:
    """Every cap in force that day with what the person, or the household where the cap is its,
    has used of it; three queries, two when the `sharers` of the caps are known already."""
    enrolment = enrolment.absorbed_by or enrolment
    caps = list(
        Cap.objects.filter(period__contains=on)
        .select_related("product")
        .order_by("product__reference", "span", "pk")
    )
    members = sharers or _sharing_with(enrolment.beneficiary)
    lines = bought(enrolment, on=on, by=[member.pk for member in members])
    return standing(caps, lines, enrolment=enrolment, on=on, home=_home(enrolment, members))


def _sharing_with(person: Beneficiary) -> list[Beneficiary]:
    """Whoever lives alone shares with nobody, and nobody is asked for."""
    if person.household_id is None:
        return [person]
    return list(Beneficiary.objects.sharing_with(person.pk))


def _home(enrolment: Enrolment, members: list[Beneficiary]) -> Home:
    person = next(each for each in members if each.pk == enrolment.beneficiary_id)
    sharers = [each for each in members if each.merged_into_id is None]
    if person.household_id is None:
        return Home(max((person.adults or 0) + (person.children or 0), 1), (str(person),))
    return Home(max(len(sharers), 1), tuple(str(each) for each in sharers))


# The enrolments by an index each: a single OR, joined to the ledger, would read the ledger whole.
_BOUGHT = """
SELECT s.sold_on, e.root, l.product_id, p.category, l.quantity, l.paid, e.beneficiary_id
FROM (
  SELECT id, coalesce(absorbed_by_id, id) AS root, beneficiary_id FROM beneficiaries_enrolment
  WHERE beneficiary_id = ANY (%(people)s)
  UNION
  SELECT id, absorbed_by_id, beneficiary_id FROM beneficiaries_enrolment
  WHERE absorbed_by_id = %(enrolment)s
) e
JOIN recharges_sale s ON s.enrolment_id = e.id AND s.reverses_id IS NULL
  AND (s.sold_on >= %(since)s OR e.root = %(enrolment)s)
JOIN recharges_saleline l ON l.sale_id = s.id AND l.kind = 'sold'
JOIN recharges_product p ON p.id = l.product_id
WHERE NOT EXISTS (SELECT FROM recharges_sale r WHERE r.reverses_id = s.id)
"""


def bought(enrolment: Enrolment, *, on: date, by: list[int]) -> list[Bought]:
    """What these people bought that any cap may count on that day: in the year, in the month, in
    these twelve months; reversed sales and what was given aside.

    In SQL of its own: each sale asks it, and composing it took longer than the answer.
    """
    since = min(periods.year(on.year).lower, enrolment.period.lower)
    with connection.cursor() as cursor:
        # There is no enrolment yet before a first purchase.
        cursor.execute(_BOUGHT, {"people": by, "enrolment": enrolment.pk or 0, "since": since})
        return [Bought(*line) for line in cursor]


def window(span: str, *, enrolment: Enrolment, on: date) -> DateRange:
    """The days that a cap of that span counts together."""
    if span == Cap.Span.MONTH:
        return periods.month(on)
    return periods.year(on.year) if span == Cap.Span.YEAR else enrolment.period


def standing(
    caps: Iterable[Cap],
    lines: Iterable[Bought],
    *,
    enrolment: Enrolment,
    on: date,
    home: Home = ALONE,
) -> list[Allowance]:
    """What `lines` have used of each cap on that day.

    A month and a year are those of the calendar and the person's, across enrolments; the twelve
    months are the enrolment's. What a household shares, all its members use up: in its twelve
    months it is what they bought on the days of this enrolment. Source: the desk register's rules
    3 and 4, and the caps of the director.
    """
    lines = list(lines)
    return [_standing(cap, lines, enrolment, on, home) for cap in caps]


def _standing(cap: Cap, lines: list[Bought], enrolment: Enrolment, on: date, home: Home):
    days = window(cap.span, enrolment=enrolment, on=on)
    shared = cap.scope == Cap.Scope.HOUSEHOLD

    def counts(line: Bought) -> bool:
        if not cap.covers_like(line.product_id, line.category):
            return False
        if not shared and line.beneficiary_id not in (None, enrolment.beneficiary_id):
            return False
        if cap.span == Cap.Span.ENROLMENT and not shared:
            return line.enrolment_id == enrolment.pk
        return line.sold_on in days

    used = (cap.measures(quantity=it.quantity, paid=it.paid) for it in lines if counts(it))
    opens_on = ends_on = None
    if cap.span != Cap.Span.ENROLMENT:
        again = days.upper in enrolment.period
        opens_on, ends_on = (days.upper, None) if again else (None, enrolment.last_day)
    return Allowance(cap, sum(used, ZERO), opens_on, home, ends_on)


def passed(allowances: Iterable[Allowance], wishes: Iterable[Wish | SaleLine]) -> list[Allowance]:
    """The caps, blocking or advisory, that these lines together would pass."""
    wishes = list(wishes)
    return [allowance for allowance in allowances if _is_passed(allowance, wishes)]


def refusals(allowances: Iterable[Allowance], wishes: Iterable[Wish | SaleLine]) -> list[str]:
    """Why these lines together would pass a blocking cap, in words; empty when they do not."""
    over = passed(allowances, wishes)
    return [allowance.refusal for allowance in over if not allowance.cap.is_advisory]


def _is_passed(allowance: Allowance, wishes: list[Wish | SaleLine]) -> bool:
    cap = allowance.cap
    asked = [
        cap.measures(quantity=wish.quantity, paid=wish.paid)
        for wish in wishes
        if cap.covers(wish.product)
    ]
    return bool(asked) and allowance.used + sum(asked) > allowance.limit
