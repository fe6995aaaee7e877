"""The director's pages of money."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import Entry
from funding import services
from funding.models import Call, Expense, Grant
from tests.support import factories, money
from tests.support.pages import text


@pytest.fixture(autouse=True)
def claire(sign_in):
    with time_machine.travel("2016-06-15 10:00", tick=False):
        yield sign_in("director")


def page(client, name, *args) -> str:
    return text(client.get(reverse(f"funding:{name}", args=args)))


def test_a_call_is_watched_answered_and_won(client):
    fields = {"funder": money.funder().pk, "title": "Numérique", "year": 2016}
    answer = client.post(reverse("funding:new_call"), fields | {"due_on": "2016-06-30"})
    call = Call.objects.get()
    assert answer.url == call.get_absolute_url()
    assert "Répondre à l’appel" in page(client, "overview")
    assert "Répondre à l’appel" in text(client.get(reverse("home")))
    client.post(
        reverse("funding:answer_call", args=[call.pk]),
        {"asked": "8 000", "answered_on": "2016-06-10"},
    )
    answer = client.post(
        reverse("funding:decide_call", args=[call.pk]),
        {"granted": "6500,00", "decided_on": "2016-06-14"},
    )
    grant = Grant.objects.get()
    assert answer.url == grant.get_absolute_url()
    assert (grant.amount, grant.call, grant.report_due_on) == (6500, call, date(2017, 6, 30))
    said = page(client, "year", 2016)
    assert "8\u202f000,00\u202f€ demandé" in said
    assert "6\u202f500,00\u202f€ accordé" in said


def test_a_refusal_makes_no_grant(client):
    call = money.answered()
    refused = {"decided_on": "2016-06-14", "granted": ""}
    client.post(reverse("funding:decide_call", args=[call.pk]), refused)
    call.refresh_from_db()
    assert (call.status, Grant.objects.exists()) == ("lost", False)
    answer = client.again()
    assert answer.status_code == 422
    assert "a changé d’état" in text(answer)


def test_a_report_and_a_payment_that_are_late_say_so(client, claire):
    grant = money.grant(report_due_on=date(2016, 6, 1))
    services.expect(grant, due_on=date(2016, 4, 1), label="solde", amount=Decimal(900), by=claire)
    said = page(client, "overview")
    assert "Rendre compte" in said
    assert "Versement attendu, solde" in said
    assert said.count("en retard") == 2
    money.received(grant, "900", instalment=grant.instalments.get())
    services.report_sent(grant, sent_on=factories.DAY, by=claire, on=factories.DAY)
    assert "en retard" not in page(client, "overview")


def test_an_expense_is_shared_by_euros_and_by_per_cent(client):
    fields = {"day": "2016-06-01", "label": "Toner", "account": "606", "amount": "300,00"}
    client.post(reverse("funding:new_expense"), fields)
    client.again()
    bill, state = Expense.objects.get(), money.grant()
    ccas = money.grant("2500", funder=money.funder("CCAS", "ccas"))
    for grant, part in ((state, "40 %"), (ccas, "100,00")):
        client.post(reverse("funding:attribute", args=[bill.pk]), {"grant": grant.pk, "part": part})
    said = page(client, "expense", bill.pk)
    assert "120,00\u202f€, 40,0\u202f%" in said
    assert "Ressources propres\u202f: 80,00\u202f€" in said
    answer = client.post(
        reverse("funding:attribute", args=[bill.pk]), {"grant": state.pk, "part": "80,01"}
    )
    assert answer.status_code == 422
    assert "payée plus d’une fois" in text(answer)
    client.post(reverse("funding:give_back", args=[bill.pk, ccas.pk]))
    assert "180,00\u202f€" in page(client, "expense", bill.pk)


def test_what_is_taken_back_stays_readable(client):
    bill, grant = money.expense(), money.grant()
    money.share(bill, grant)
    client.post(reverse("funding:take_back_expense", args=[bill.pk]), {"reason": "Double"})
    assert "Cette dépense est annulée\u202f: Double" in page(client, "expense", bill.pk)
    assert "Aucune dépense" in page(client, "grant", grant.pk)
    assert "Toutes les dépenses\u202f: 0,00\u202f€" in page(client, "expenses", 2016)


def test_a_payment_is_received_and_taken_back(client):
    grant = money.grant("1000")
    address = reverse("funding:receive", args=[grant.pk])
    fields = {"received_on": "2016-06-01", "amount": "1000,01"}
    assert "dépassent le montant accordé" in text(client.post(address, fields))
    client.post(address, fields | {"amount": "700"})
    receipt = grant.receipts.get()
    client.post(reverse("funding:return_receipt", args=[receipt.pk]), {"reason": "Rejeté"})
    assert sum(each.amount for each in grant.receipts.all()) == 0
    answer = client.post(reverse("funding:return_receipt", args=[receipt.pk]), {"reason": "Encore"})
    assert "Ce versement est déjà annulé." in text(answer)


def test_the_budget_is_planned_and_compared(client):
    money.expense("300")
    client.post(reverse("funding:plan", args=[2016]), {"a606": "600,00", "a864": "100"})
    said = text(client.get(reverse("reports:budget", args=[2016])))
    assert "606 Autres fournitures 600,00\u202f€ 300,00\u202f€ 50,0\u202f%" in said
    assert "870 Bénévolat 100,00\u202f€" in said


def test_means_are_valued_and_funds_carried_over(client):
    money.room()
    money.hours("10")
    grant = money.grant()
    money.aside(grant, amount="500")
    money.aside(grant, "used", "200", year=2017)
    said = page(client, "means", 2017)
    assert "3\u202f000,00\u202f€" in said
    assert "500,00\u202f€ 0,00\u202f€ 200,00\u202f€ 300,00\u202f€" in said
    assert "10,00 heures, 96,70\u202f€" in page(client, "means", 2016)


def test_a_paper_is_what_it_says_and_its_reading_is_in_the_journal(client):
    call = money.call()
    address = reverse("funding:call_paper", args=[call.pk])
    lie = SimpleUploadedFile("reponse.pdf", b"MZ not a pdf")
    answer = client.post(address, {"name": "Notre réponse", "file": lie})
    assert "ni un PDF" in text(answer)
    kept = money.paper(call)
    answer = client.get(kept.get_absolute_url())
    assert answer["Content-Type"] == "application/pdf"
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert Entry.objects.filter(verb="funding.paper_read").count() == 1


def test_the_terms_say_what_cannot_be(claire):
    grant = money.grant("1000")
    given = {"by": claire, "on": factories.DAY}
    for refused in (
        lambda: services.promise(
            grant, figure="people.served", target=1, first=money.LAST, last=money.FIRST, by=claire
        ),
        lambda: services.expect(
            grant, due_on=factories.DAY, label="Tout", amount=Decimal(1001), by=claire
        ),
        lambda: money.expense(day=date(2016, 3, 16)),
        lambda: money.received(grant, received_on=date(2016, 3, 16)),
        lambda: services.attribute(money.expense(), grant=grant, **given),
        lambda: services.report_sent(grant, sent_on=date(2016, 3, 16), **given),
    ):
        with pytest.raises(ValidationError):
            refused()


def test_the_overview_asks_as_little_for_many_as_for_one(client, django_assert_max_num_queries):
    for year in range(2006, 2017):
        money.grant(year=year)
    for n in range(8):
        money.grant("10", purpose=f"Objet {n}")
    with django_assert_max_num_queries(14):
        client.get(reverse("funding:year", args=[2016]))
