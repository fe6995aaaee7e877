"""The till's arithmetic holds for every drawer, and Z add up from days to the year."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pimms.kernel.money import CENT, ZERO
from recharges import cash, services, takings
from recharges.cash import Drawer
from recharges.models import Closing, TillSession
from recharges.services import till
from recharges.takings import Takings
from recharges.verification import verify
from tests.support import factories

euros = st.decimals("0", "100000", places=2)
signed = st.decimals("-5000", "100000", places=2)
pieces = st.dictionaries(st.sampled_from(cash.DENOMINATIONS), st.integers(0, 9999))


@given(euros)
def test_the_smallest_count_of_an_amount_is_that_amount(amount):
    assert cash.total(cash.smallest_count(amount)) == amount


@given(pieces, pieces)
def test_two_counts_together_are_worth_their_sum(one, other):
    both = {cents: one.get(cents, 0) + other.get(cents, 0) for cents in one | other}
    assert cash.total(both) == cash.total(one) + cash.total(other)


@given(pieces)
def test_a_count_is_exact_to_the_cent_and_never_negative(counted):
    assert cash.total(counted) == cash.total(counted).quantize(CENT) >= 0


@given(euros, signed, euros)
def test_the_discrepancy_is_what_makes_the_count_of_what_was_expected(opening, taken, counted):
    drawer = Drawer(opening, taken, counted)
    assert drawer.expected + drawer.discrepancy == counted
    assert Drawer(opening, taken, drawer.expected).discrepancy == ZERO


@given(euros, signed, euros, euros)
def test_what_is_carried_and_banked_is_what_was_counted(opening, taken, counted, banked):
    drawer = Drawer(opening, taken, counted)
    if banked > counted:
        with pytest.raises(ValueError, match=str(banked)):
            drawer.carried(banked=banked)
    else:
        assert drawer.carried(banked=banked) + banked == counted


@given(euros, st.lists(st.tuples(signed, euros), max_size=20))
def test_from_day_to_day_nothing_is_lost(opening, days):
    """First float + all that was taken + all discrepancies = last float + all that was banked."""
    carried, taken, gaps, out = opening, ZERO, ZERO, ZERO
    for took, banked in days:
        counted = max(carried + took, ZERO)
        drawer = Drawer(carried, took, counted)
        banked = min(banked, counted)
        taken, gaps, out = taken + took, gaps + drawer.discrepancy, out + banked
        carried = drawer.carried(banked=banked)
    assert opening + taken + gaps == carried + out


amounts = st.dictionaries(st.sampled_from(["cash", "card", "cheque"]), signed)
some_takings = st.builds(
    Takings, st.integers(0, 99), st.integers(0, 9), amounts, amounts, euros, signed, euros
)


@given(st.lists(some_takings))
def test_takings_add_up_in_whatever_order(parts):
    assert takings.together(parts) == takings.together(reversed(parts))
    assert takings.together(parts).total == sum((each.total for each in parts), ZERO)


visit = st.tuples(
    st.integers(0, 70),  # days after the first one
    st.sampled_from(["cash", "card", "cheque", "third_party", "free"]),
    st.integers(1, 4),
    st.booleans(),  # reversed the same day
)


@pytest.mark.till_by_hand
@settings(max_examples=3, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(visit, min_size=1, max_size=5))
def test_days_make_the_month_and_months_the_year(db, sold):
    first, nadia, claire = date(2017, 1, 2), factories.counsellor(), factories.director()
    here = factories.site("ABC", "Bourg") if not Closing.objects.exists() else _another_site()
    nadia.site = here
    enrolment, product = factories.enrolment(starts_on=first), factories.product("4.30", "9.90")
    for after in sorted({each[0] for each in sold}):
        day = first + timedelta(days=after)
        session = factories.till_open(day, where=here)
        for _, payment, quantity, undone in (each for each in sold if each[0] == after):
            sale = factories.sale(
                enrolment, quantities={product: quantity}, payment=payment, on=day, by=nadia
            )
            if undone:
                services.reverse(sale, reason="Erreur", by=nadia, on=day)
        assert till.taken(session) == sum(
            (each[2] * Decimal("4.30") for each in sold
             if each[0] == after and each[1] == "cash" and not each[3]), ZERO
        )  # fmt: skip
        factories.till_counted(session, ends_the_day=True)
    later = {"by": claire, "on": date(2018, 1, 2), "at": factories.at(date(2018, 1, 2))}
    services.close_year(here, year=2017, **later)

    of = {kind: _takings(here, kind) for kind in ("session", "day", "month", "year")}
    assert of["session"] == of["day"] == of["month"] == of["year"]
    perpetual = Closing.objects.filter(site=here, kind="day").latest("number").perpetual
    assert perpetual == Closing.objects.get(site=here, kind="year").total
    assert not TillSession.objects.open().filter(site=here).exists()
    assert verify().closings


def _takings(site, kind):
    """What the closings of the kind come to together."""
    closings = Closing.objects.filter(site=site, kind=kind).order_by("number")
    total = {"sales": 0, "reversals": 0, "by_payment": {}, "allocated": ZERO}
    for each in closings:
        total["sales"] += each.sales
        total["reversals"] += each.reversals
        total["allocated"] += Decimal(each.totals["allocated"])
        for code, amount in each.totals["by_payment"].items():
            total["by_payment"][code] = total["by_payment"].get(code, ZERO) + Decimal(amount)
    return total


def _another_site():
    """Examples share a transaction: each has a site of its own."""
    codes = (f"{a}{b}" for a in "BCDEFG" for b in "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    taken = set(Closing.objects.order_by("number").values_list("site__code", flat=True))
    code = next(code for code in codes if code not in taken)
    return factories.site(code, code)
