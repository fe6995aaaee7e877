"""Whatever the caps and the sales, the page, the database and the replay answer the same."""

import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from beneficiaries import entitlement
from beneficiaries import services as rights
from beneficiaries.models import Enrolment
from recharges import allowances, history, services
from recharges.models import Cap, SaleLine
from recharges.replay import Desk
from tests.support import factories
from tests.support.ledger import bare_sale

CENTS = st.integers(0, 4000).map(lambda cents: Decimal(cents) / 100)
CAPS = st.fixed_dictionaries(
    {
        "on": st.integers(0, 2),  # the first article, the second, both by their categories
        "span": st.sampled_from(Cap.Span.values),
        "measure": st.sampled_from(Cap.Measure.values),
        "scope": st.sampled_from(Cap.Scope.values),
        "limit": st.one_of(st.integers(0, 5).map(Decimal), CENTS),
        "factor": st.sampled_from([Decimal("0"), Decimal("0.5"), Decimal("0.33"), Decimal("1")]),
        "is_advisory": st.booleans(),
        "since": st.sampled_from([date(2010, 1, 1), date(2016, 6, 1)]),
    }
)
RENEWED, COUNTED_WITH = 3, 4  # the first person's next months; months counted with the second's
PAUSES = st.tuples(
    st.integers(0, 2),  # whose rights
    st.integers(10, 300),  # after how many days
    st.integers(1, 60),  # for how many
)
BASKETS = st.tuples(
    st.integers(0, 4),  # by which enrolment
    st.integers(0, 350),  # how many days after they could
    st.lists(st.tuples(st.integers(0, 1), st.integers(1, 3), CENTS), min_size=1, max_size=2),
    st.sampled_from(["sold", "sold", "sold", "allocation", "overridden", "all that is left"]),
    st.booleans(),  # undone afterwards
)
MUCH = {"quantity": 10_000, "paid": Decimal("90000.00")}  # passes any blocking cap


class Undone(Exception):
    """What was tried is taken back."""


class TheSame(TestCase):
    @settings(max_examples=30, deadline=None)
    @given(
        caps=st.lists(CAPS, min_size=1, max_size=4),
        pauses=st.lists(PAUSES, max_size=2),
        baskets=st.lists(BASKETS, min_size=1, max_size=8),
        together=st.integers(0, 3),
        declared=st.integers(0, 4),
    )
    def test_the_page_the_database_and_the_replay_agree(
        self, caps, pauses, baskets, together, declared
    ):
        self.articles = [factories.product(category=name) for name in ("phone", "computer")]
        for cap in caps:
            lay_down(cap, self.articles)
        enrolments = enrolled(together, declared, pauses)
        days = [enrolments[who].period.lower + timedelta(days=n) for who, n, *_ in baskets]
        for day, (who, _, lines, kind, undone) in sorted(
            zip(days, baskets, strict=True), key=lambda each: each[0]
        ):
            enrolment = Enrolment.objects.select_related("absorbed_by").get(pk=enrolments[who].pk)
            if day in enrolment.period and not is_suspended(enrolment, day):
                self.sell(enrolment, day, lines, kind, undone=undone)

    def sell(self, enrolment, day, drawn, kind, *, undone):
        standing = allowances.allowances_for(enrolment, on=day)
        if kind == "all that is left":
            drawn = [all_that_is_left(standing, self.articles, drawn[0])]
        lines = [self.line(kind, *each) for each in drawn]
        if kind == "overridden":
            self.keep(enrolment, day, lines, undone=undone, **overridden())
            return
        counted = [line for line in lines if not line.is_allocation]
        by_page = bool(allowances.refusals(standing, counted))
        by_replay, used = self.replayed(enrolment, day, lines)
        for each in standing:
            assert used[each.cap.pk] == each.used, each.cap
        self.compare_what_is_used(enrolment, day, standing, lines[0].product)
        by_ledger = self.is_refused(enrolment, day, lines, undone)
        assert by_page == by_ledger == by_replay, standing

    def line(self, kind, n, pieces, paid):
        given = kind == "allocation"
        return SaleLine(
            product=self.articles[n], quantity=pieces, public_price=50,
            kind="allocation" if given else "sold", paid=0 if given else paid,
        )  # fmt: skip

    def keep(self, enrolment, day, lines, *, undone=False, **fields):
        """The basket written past the services; a copy of its lines, for they may be refused."""
        if lines[0].is_allocation:
            fields |= {"payment": "free", "allocation": "faulty"}
        sale = bare_sale(enrolment, sold_on=day, **fields)
        rows = [
            SaleLine(sale=sale, product=each.product, quantity=each.quantity, kind=each.kind,
                     paid=each.paid, public_price=each.public_price)
            for each in lines
        ]  # fmt: skip
        SaleLine.objects.bulk_create(rows)
        if undone:
            services.reverse(sale, reason="Rendu", by=factories.counsellor(), on=factories.DAY)
        return sale

    def is_refused(self, enrolment, day, lines, undone) -> bool:
        try:
            with transaction.atomic():
                self.keep(enrolment, day, lines, undone=undone)
        except IntegrityError as refusal:
            if refusal.__cause__.diag.constraint_name != "sale_line_within_caps":
                raise
            return True
        return False

    def replayed(self, enrolment, day, lines):
        """Whether the replay refuses, and what it finds used of each cap that day."""
        try:
            with transaction.atomic():
                sale = self.keep(enrolment, day, lines, **overridden())
                rows = list(history.lines(since=date(2010, 1, 1), until=day))
                raise Undone
        except Undone:
            caps = list(Cap.objects.order_by("pk"))
        desk, used = Desk(caps, day), {}
        for pk, group in groupby(rows, key=lambda row: row.sale_id):
            rung = list(group)
            if pk == sale.pk:
                rung = [replace(row, is_overridden=False) for row in rung]
                used = {cap.pk: desk.used(n, rung[0]) for n, cap in enumerate(caps)}
                return not desk.ring_up(rung), used
            assert desk.ring_up(rung)
        raise AssertionError("the basket is the last of the day")

    def compare_what_is_used(self, enrolment, day, standing, article):
        """What the database adds up, said when far too much is asked of it."""
        blocking = {each.cap.pk: each for each in standing if not each.cap.is_advisory}
        words = self.words_of_the_refusal(enrolment, day, article)
        if not words:
            assert not [each for each in blocking.values() if each.cap.covers(article)]
            return
        pk, sum_ = re.fullmatch(r"cap (\d+) would be passed: (.*)", words).groups()
        each = blocking[int(pk)]
        assert Decimal(sum_) == each.used + each.cap.measures(**MUCH), each.cap

    def words_of_the_refusal(self, enrolment, day, article) -> str:
        try:
            with transaction.atomic():
                self.keep(enrolment, day, [SaleLine(product=article, public_price=50, **MUCH)])
                raise Undone
        except Undone:
            return ""
        except IntegrityError as refusal:
            return refusal.__cause__.diag.message_primary


def overridden() -> dict:
    return {"override_reason": "Urgence", "overridden_by": factories.director()}


def enrolled(together: int, declared: int, pauses) -> list[Enrolment]:
    """Three people's months, with pauses that push their end; then those of RENEWED and
    COUNTED_WITH."""
    people = [factories.person(adults=declared) for _ in range(3)]
    factories.household(*people[:together])
    made = [
        factories.enrolment(type(each).objects.get(pk=each.pk), starts_on=date(2016, 1 + n, 15))
        for n, each in enumerate(people)
    ]
    for who, after, lasting in pauses:
        pause(made[who], after, lasting)
    for each in made:
        each.refresh_from_db()
    made.append(factories.enrolment(made[0].beneficiary, starts_on=made[0].period.upper))
    twin = factories.enrolment(factories.person(), starts_on=date(2016, 3, 1))
    twin.beneficiary, twin.absorbed_by = made[1].beneficiary, made[1]
    twin.save()
    return [*made, twin]


def pause(enrolment: Enrolment, after: int, lasting: int) -> None:
    """Rights that are suspended, and resumed; one that no decision allows is left out."""
    first = enrolment.period.lower + timedelta(days=after)
    words = {"by": factories.counsellor(), "on": factories.DAY}
    try:
        with transaction.atomic():
            rights.suspend(enrolment, effective_on=first, motive="hospital", **words)
            rights.resume(enrolment, effective_on=first + timedelta(days=lasting), **words)
    except ValidationError:
        return


def is_suspended(enrolment: Enrolment, day: date) -> bool:
    return entitlement.state(enrolment, on=day).name != "open"


def all_that_is_left(standing, articles, drawn):
    """As much as the first blocking cap on the article leaves, to the cent or to the piece."""
    n, pieces, paid = drawn
    for each in standing:
        if each.cap.covers(articles[n]) and not each.cap.is_advisory and each.left:
            if each.cap.measure == Cap.Measure.EUROS:
                return n, pieces, each.left
            return n, int(each.left), paid
    return drawn


def lay_down(cap, articles):
    cap = dict(cap)
    on, since = cap.pop("on"), cap.pop("since")
    where = {"categories": ["phone", "computer"]} if on == 2 else {"product": articles[on]}
    try:
        with transaction.atomic():
            factories.cap(**where, period=type(factories.ALWAYS)(since, None), **cap)
    except IntegrityError as collision:
        if collision.__cause__.diag.constraint_name != "cap_one_at_a_time":
            raise


@pytest.mark.parametrize(
    ("limit", "factor", "size", "expected"),
    [("2", "0", 6, "2"), ("2", "0.5", 3, "4"), ("1", "0.75", 3, "2"), ("1", "0.33", 2, "1")],
)
def test_the_limit_of_a_household_in_pieces_is_rounded_down(limit, factor, size, expected):
    cap = Cap(measure="quantity", limit=Decimal(limit), factor=Decimal(factor))
    assert cap.limit_for(size) == Decimal(expected)


def test_the_limit_of_a_household_in_euros_is_rounded_down_to_the_cent():
    cap = Cap(measure="euros", limit=Decimal("30.01"), factor=Decimal("0.33"))
    assert cap.limit_for(2) == Decimal("39.91")
