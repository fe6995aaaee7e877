"""Whatever the caps and the sales, the page and the database refuse the same."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from recharges import allowances, services
from recharges.models import Cap, SaleLine
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
BASKETS = st.tuples(
    st.integers(0, 2),  # who buys
    st.integers(0, 350),  # how many days after they could
    st.lists(st.tuples(st.integers(0, 1), st.integers(1, 3), CENTS), min_size=1, max_size=2),
    st.sampled_from(["sold", "sold", "sold", "allocation"]),
    st.booleans(),  # undone afterwards
)


class TheSame(TestCase):
    @settings(max_examples=30)
    @given(
        caps=st.lists(CAPS, min_size=1, max_size=3),
        baskets=st.lists(BASKETS, min_size=1, max_size=8),
        together=st.integers(0, 3),
        declared=st.integers(0, 4),
    )
    def test_the_page_and_the_database_refuse_the_same(self, caps, baskets, together, declared):
        articles = [factories.product(category=name) for name in ("phone", "computer")]
        people = [factories.person(adults=declared) for _ in range(3)]
        factories.household(*people[:together])
        people = [type(each).objects.get(pk=each.pk) for each in people]
        enrolments = [
            factories.enrolment(each, starts_on=date(2016, 1 + n, 15))
            for n, each in enumerate(people)
        ]
        for cap in caps:
            lay_down(cap, articles)
        for who, days, lines, kind, undone in baskets:
            enrolment = enrolments[who]
            day = enrolment.period.lower + timedelta(days=days)
            basket = [
                SaleLine(product=articles[n], quantity=pieces, kind=kind, public_price=50,
                         paid=0 if kind == "allocation" else paid)
                for n, pieces, paid in lines
            ]  # fmt: skip
            sold = [line for line in basket if not line.is_allocation]
            words = allowances.refusals(allowances.of(enrolment, on=day), sold)
            assert bool(words) == self.is_refused(enrolment, day, basket, undone), words

    def is_refused(self, enrolment, day, basket, undone) -> bool:
        free = {"payment": "free", "allocation": "faulty"} if basket[0].is_allocation else {}
        try:
            with transaction.atomic():
                sale = bare_sale(enrolment, sold_on=day, **free)
                for line in basket:
                    line.sale = sale
                SaleLine.objects.bulk_create(basket)
        except IntegrityError as refusal:
            if refusal.__cause__.diag.constraint_name != "sale_line_within_caps":
                raise
            return True
        if undone:
            services.reverse(sale, reason="Rendu", by=factories.counsellor(), on=factories.DAY)
        return False


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
