"""Opening, counting and closing: what each verb refuses, in words; and the pages of the till."""

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse
from pypdf import PdfReader

from accounts.models import Entry
from pimms.kernel.templatetags.french import NARROW, NO_BREAK
from recharges import services
from recharges.models import Closing, Sale, TillSession
from tests.support import factories
from tests.support.pages import queries_of, text

DAY = factories.DAY
pytestmark = pytest.mark.till_by_hand


def refused(verb, *args, **kwargs) -> str:
    with pytest.raises(ValidationError) as refusal:
        verb(*args, **kwargs)
    return refusal.value.messages[0]


def opened(opening_float="50.00", *, on=DAY, **more) -> TillSession:
    return services.open_till(
        factories.site(), opening_float=Decimal(opening_float), by=factories.counsellor(), on=on,
        at=factories.at(on), **more,
    )  # fmt: skip


def closed(session, pieces, **more) -> Closing:
    return services.close_till(
        session, pieces=pieces, by=factories.counsellor(), at=factories.at(DAY, 17), **more
    )


@pytest.fixture
def sell(db):
    """Awa buys for 5 € without anybody opening the till for her."""
    awa, card = factories.enrolment(), factories.product("5.00", "22.00")
    fields = {"quantities": {card: 1}, "payment": "cash", "by": factories.counsellor(), "on": DAY}
    return lambda **more: services.sell(awa, **fields | {"key": factories.uuid.uuid4()} | more)


# What is refused


def test_nothing_is_sold_while_the_till_is_closed(sell):
    assert refused(sell) == f"La caisse d’Antony est fermée{NARROW}: ouvrez-la avec son fond."
    assert not Sale.objects.exists()


def test_nothing_is_sold_while_yesterday_s_till_was_not_counted(sell):
    opened(on=date(2016, 3, 14))
    assert refused(sell) == (
        f"La caisse du 14/03 n’a pas été clôturée{NARROW}: comptez-la d’abord."
    )


def test_nothing_is_reversed_while_the_till_is_closed(sell):
    opened()
    sale = sell()
    closed(TillSession.objects.get(), {5000: 1, 500: 1})
    assert "est fermée" in refused(
        services.reverse, sale, reason="Erreur", by=factories.counsellor(), on=DAY
    )


def test_a_till_is_opened_once(db):
    opened()
    assert refused(opened) == "La caisse est déjà ouverte."
    assert "14/03" not in refused(opened, on=DAY + timedelta(days=1))


def test_another_float_says_why(db):
    closed(opened(), {5000: 1}, banked=Decimal("20.00"))
    assert refused(opened, "50.00") == (
        f"La dernière clôture a laissé 30,00{NARROW}€{NARROW}: dites pourquoi le fond est de"
        f" 50,00{NARROW}€."
    )
    assert opened("50.00", reason="Monnaie rendue par la banque").opening_motive
    closed(TillSession.objects.open().get(), {5000: 1})
    assert opened("50.00").opening_motive == ""


def test_a_discrepancy_says_why_and_how_much(sell):
    session = opened()
    sell()
    assert refused(closed, session, {5000: 1, 200: 2}) == (
        f"Il manque 1,00{NARROW}€ (compté 54,00{NARROW}€, attendu 55,00{NARROW}€){NARROW}:"
        " recomptez, ou dites pourquoi."
    )
    assert refused(closed, session, {5000: 1, 200: 3}).startswith(f"Il y a 1,00{NARROW}€ de trop")
    z = closed(session, {5000: 1, 200: 2}, reason="Rendu trop")
    session.refresh_from_db()
    assert (session.discrepancy, session.discrepancy_motive) == (Decimal(-1), "Rendu trop")
    assert z.totals["discrepancy"] == "-1.00"


def test_a_motive_without_a_discrepancy_is_not_kept(db):
    session = opened()
    closed(session, {5000: 1}, reason="Rien")
    session.refresh_from_db()
    assert session.discrepancy_motive == ""


def test_more_is_not_banked_than_there_is(db):
    assert refused(closed, opened(), {5000: 1}, banked=Decimal("50.01")) == (
        f"Il y a 50,00{NARROW}€ en caisse{NARROW}: on ne peut pas en déposer 50,01{NARROW}€."
    )


def test_a_till_is_closed_once(db):
    session = opened()
    closed(session, {5000: 1})
    assert refused(closed, session, {5000: 1}) == "La caisse du 15/03/2016 est déjà clôturée."


def test_a_day_reopens_in_the_afternoon_unless_it_was_closed(db):
    closed(opened(), {5000: 1})
    closed(opened(), {5000: 1}, ends_the_day=True)
    assert refused(opened) == (
        f"La journée du 15/03/2016 est clôturée{NARROW}: la caisse ne rouvre pas le 15/03/2016."
    )
    assert opened(on=DAY + timedelta(days=1)).is_open


def test_a_day_that_nobody_closed_is_closed_by_the_next_opening(db):
    closed(opened(), {5000: 1})
    opened(on=DAY + timedelta(days=1))
    assert Closing.objects.get(kind="day").period.lower == DAY


def test_only_card_and_cash_sales_of_the_till_count_where_they_should(sell):
    session = opened()
    sell()
    sell(payment="card")
    sell(payment="free", allocation="emergency")
    z = closed(session, {5000: 1, 500: 1})
    assert z.totals["by_payment"] == {"card": "5.00", "cash": "5.00", "free": "0.00"}
    assert z.totals["allocated"] == "22.00"
    assert (z.sales, z.total, z.receipts[0]["last"]) == (3, Decimal(10), 3)


def test_a_month_and_a_year_are_closed_when_they_are_over(db):
    session, claire = opened(), factories.director()
    now = {"by": claire, "at": factories.at(DAY)}
    site = factories.site()
    assert refused(services.close_month, site, month=DAY, on=date(2016, 3, 31), **now) == (
        f"Cette période court jusqu’au jeudi 31{NO_BREAK}mars 2016{NARROW}: elle se clôture"
        " ensuite."
    )
    assert "n’a pas été clôturée" in refused(
        services.close_month, site, month=DAY, on=date(2016, 4, 1), **now
    )
    closed(session, {5000: 1})
    services.close_month(site, month=DAY, on=date(2016, 4, 1), **now)
    assert refused(services.close_month, site, month=DAY, on=date(2016, 4, 1), **now) == (
        f"Le mois de mars{NO_BREAK}2016 est clôturé déjà."
    )
    assert Closing.objects.filter(kind="day").count() == 1
    year = services.close_year(site, year=2016, on=date(2017, 1, 1), **now)
    assert (year.period.lower, Closing.objects.filter(kind="month").count()) == (
        date(2016, 1, 1), 1,
    )  # fmt: skip
    assert "est clôturée déjà" in refused(
        services.close_year, site, year=2016, on=date(2017, 1, 1), **now
    )


def test_each_act_has_its_line_in_the_journal(db):
    closed(opened(), {5000: 1}, ends_the_day=True)
    verbs = Entry.objects.order_by("pk").values_list("verb", flat=True)
    assert list(verbs)[-2:] == ["till.opened", "till.closed"]
    services.close_month(
        factories.site(), month=DAY, by=factories.director(), on=date(2016, 4, 1),
        at=factories.at(DAY),
    )  # fmt: skip
    assert Entry.objects.latest("pk").verb == "period.closed"


# The pages


@pytest.fixture
def morning():
    with time_machine.travel("2016-03-15 10:00", tick=False):
        yield


@pytest.fixture
def at_the_counter(sign_in, morning):
    return sign_in("counsellor")


def count(**fields):
    return {f"n-{cents}": number for cents, number in {5000: 1}.items()} | fields


def test_the_till_is_opened_with_the_float_that_was_left(client, at_the_counter):
    page = client.get(reverse("recharges:till"))
    assert "La caisse est fermée" in text(page)
    closed(opened(on=date(2016, 3, 14)), {5000: 1}, banked=Decimal("12.50"),
           reason="Dépôt")  # fmt: skip
    form = client.get(reverse("recharges:open_till")).context["form"]
    assert form["opening_float"].value() == "37,50"
    assert 'value="37,50"' in str(form["opening_float"])
    answer = client.post(reverse("recharges:open_till"), {"opening_float": "37,50 €"}, follow=True)
    assert f"La caisse est ouverte avec un fond de 37,50{NARROW}€." in text(answer)
    assert TillSession.objects.open().get().opening_float == Decimal("37.50")


@pytest.mark.parametrize("typed", ["-1", "beaucoup", "", "1e9", "999999999999"])
def test_a_float_that_is_no_amount_is_refused_in_words(client, at_the_counter, typed):
    answer = client.post(reverse("recharges:open_till"), {"opening_float": typed})
    assert answer.status_code == 422
    assert not TillSession.objects.exists()


def test_the_till_is_counted_and_its_z_is_shown(client, at_the_counter, sell):
    opened()
    sell()
    page = text(client.get(reverse("recharges:till")))
    assert f"Espèces 5,00{NARROW}€" in page
    answer = client.post(reverse("recharges:close_till"), count(ends_the_day="on"))
    assert answer.status_code == 422
    assert "Il manque" in text(answer)
    answer = client.post(
        reverse("recharges:close_till"), count(**{"n-500": 1, "banked": "20"}), follow=True
    )
    assert f"La caisse est clôturée{NARROW}: Z n°{NO_BREAK}1." in text(answer)
    session = TillSession.objects.get()
    assert (session.counted, session.banked, session.carried) == (55, 20, 35)


def test_the_server_adds_up_without_closing(client, at_the_counter, db):
    opened()
    answer = client.post(reverse("recharges:close_till"), count(**{"n-20": 3, "add": "1"}))
    assert answer.status_code == 200
    assert f"Compté{NARROW}: 50,60{NARROW}€" in text(answer)
    assert TillSession.objects.get().is_open


def test_bad_counts_are_refused_in_words(client, at_the_counter, db):
    opened()
    for typed in ("-1", "1,5", "100000000000", "x"):
        answer = client.post(reverse("recharges:close_till"), count(**{"n-1": typed}))
        assert answer.status_code == 422
        assert "Indiquez un nombre entier" in text(answer)


def test_two_who_count_at_once_close_it_once(client, at_the_counter, db):
    session = opened()
    client.get(reverse("recharges:close_till"))  # open while a colleague counts
    closed(session, {5000: 1})
    answer = client.post(reverse("recharges:close_till"), count())
    assert answer.status_code == 422
    assert "il n’y a rien à compter" in text(answer)


def test_the_till_of_yesterday_is_to_be_counted_first(client, at_the_counter, db):
    opened(on=date(2016, 3, 14))
    assert "n’a pas été clôturée" in text(client.get(reverse("recharges:till")))
    answer = client.post(reverse("recharges:open_till"), {"opening_float": "0"})
    assert answer.status_code == 422
    assert "La caisse du 14/03 n’a pas été clôturée" in text(answer)


def test_a_z_is_printed(client, at_the_counter, sell):
    session = opened()
    sell()
    z = closed(session, {5000: 1}, reason="Billet égaré", banked=Decimal("10"))
    answer = client.get(reverse("recharges:closing_pdf", args=[z.pk]))
    [page] = PdfReader(BytesIO(answer.content)).pages
    words = page.extract_text()
    assert "Billet égaré" in words
    assert "A2016-000001" in words
    assert z.hash[:20] in words


def test_the_director_closes_what_is_over(client, sign_in, morning):
    claire = sign_in("director")
    closed(opened(on=date(2016, 2, 3)), {5000: 1})
    page = client.get(reverse("recharges:close_period"))
    assert page.context["form"].fields["period"].choices == [("2016-02", f"Février{NO_BREAK}2016")]
    answer = client.post(reverse("recharges:close_period"), {"period": "2016-02"}, follow=True)
    assert f"Le mois de février{NO_BREAK}2016 est clôturé." in text(answer)
    assert Closing.objects.get(kind="month").closed_by == claire
    assert "n’attend d’être clôturé" in text(client.get(reverse("recharges:close_period")))


def test_the_lists_ask_the_database_as_much_for_one_as_for_many(client, at_the_counter, db):
    closed(opened(), {5000: 1})
    pages = [reverse("recharges:tills"), reverse("recharges:closings")]
    before = [queries_of(client, page) for page in pages]
    for _ in range(4):
        closed(opened(), {5000: 1})
    assert [queries_of(client, page) for page in pages] == before
