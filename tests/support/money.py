"""Boring, valid things about money: the State's grant of 2016 and what Claire spends of it."""

import uuid
from datetime import date
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile

from funding import services
from funding.models import Call, Expense, Funder, Grant, Income, Paper, Promise, Receipt, Resource
from tests.support import factories

DAY = factories.DAY
FIRST, LAST = date(2016, 1, 1), date(2016, 12, 31)


def funder(name: str = "État", kind: str = Funder.Kind.STATE) -> Funder:
    return Funder.objects.get_or_create(name=name, defaults={"kind": kind})[0]


def call(**more) -> Call:
    fields = {"title": "Appel de printemps", "year": 2016, "by": factories.director()}
    return services.watch(**{"funder": funder(), "due_on": date(2016, 4, 15)} | fields | more)


def answered(**more) -> Call:
    fields = {"asked": Decimal(8000), "answered_on": DAY, "by": factories.director(), "on": DAY}
    return services.answer(call(), **fields | more)


def grant(amount="21912", **more) -> Grant:
    fields = {"year": 2016, "purpose": "Médiation numérique", "by": factories.director()}
    return services.grant(**{"funder": funder(), "amount": Decimal(amount)} | fields | more)


def expense(amount="300", **more) -> Expense:
    fields = {"day": DAY, "label": "Toner", "account": "606", "key": uuid.uuid4()}
    fields |= {"amount": Decimal(amount), "by": factories.director(), "on": DAY}
    return services.note_expense(**fields | more)


def income(amount="50", **more) -> Income:
    fields = {"day": DAY, "label": "Don", "account": "754", "key": uuid.uuid4()}
    fields |= {"amount": Decimal(amount), "by": factories.director(), "on": DAY}
    return services.note_income(**fields | more)


def share(of: Expense, to: Grant, amount="100"):
    given = {"amount": Decimal(amount), "by": factories.director(), "on": DAY}
    return services.attribute(of, grant=to, **given)


def received(of: Grant, amount="1000", **more) -> Receipt:
    fields = {"received_on": DAY, "amount": Decimal(amount), "key": uuid.uuid4()}
    return services.receive(of, **fields | {"by": factories.director(), "on": DAY} | more)


def promised(of: Grant, **more) -> Promise:
    fields = {"figure": "workshops.sessions", "target": 40, "first": FIRST, "last": LAST}
    return services.promise(of, **fields | {"by": factories.director()} | more)


def room(**more) -> Resource:
    fields = {"kind": "room", "label": "Salle", "first": FIRST, "given_by": "Ville d’Antony"}
    fields |= {"value": Decimal(250), "by": factories.director()}
    return services.add_resource(**fields | more)


def hours(hours="10", **more):
    fields = {"day": DAY, "activity": "Accueil", "hours": Decimal(hours), "rate": Decimal("9.67")}
    fields |= {"key": uuid.uuid4(), "by": factories.director(), "on": DAY}
    return services.note_hours(**fields | more)


def aside(of: Grant, kind="added", amount="500", year=2016):
    given = {"amount": Decimal(amount), "by": factories.director(), "on": DAY}
    return services.set_aside(grant=of, year=year, kind=kind, **given)


def paper(of, **more) -> Paper:
    file = SimpleUploadedFile("reponse.pdf", b"%PDF-1.7 reponse")
    fields = {"name": "Notre réponse", "file": file, "by": factories.director(), "on": DAY}
    return services.attach(of, **fields | more)


def one_of_each() -> None:
    """What the sweep of the addresses needs."""
    claire = factories.director()
    services.add_contact(funder(), name="Mme Roy", email="roy@etat.example", by=claire)
    paper(call(title="À étudier"))
    answered()
    given = grant()
    services.expect(given, due_on=DAY, label="Acompte", amount=Decimal(1000), by=claire)
    received(given)
    promised(given)
    share(expense(), given)
    income()
    services.plan(2016, amounts={"606": Decimal(500)}, by=claire)
    services.plan(2016, amounts={"606": Decimal(200)}, grant=given, by=claire)
    services.add_post(title="Médiatrice", contract="subsidised", first=FIRST, by=claire)
    room()
    hours()
    aside(given)
