"""Boring, valid things about partners; Karim administers the CCAS."""

from datetime import date, datetime, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.models import User
from partners import services
from partners.models import (
    Amendment,
    Convention,
    ConventionDocument,
    Invitation,
    Membership,
    NetworkAction,
    Organisation,
    OurHouse,
    OurService,
    Place,
)
from tests.support import factories

DAY = factories.DAY
AT = datetime(2016, 3, 15, 10, tzinfo=timezone.get_default_timezone())
PDF = b"%PDF-1.4 rien de plus"


def administrator() -> User:
    """Karim, who administers the CCAS of Antony."""
    karim = factories.social_worker()
    karim.memberships.update(is_administrator=True)
    return karim


def member(user: User | None = None) -> Membership:
    """Lea, who works with Karim."""
    user = user or factories.social_worker("lea@ccas.example")
    return user.memberships.running().get()


def proposal(by: User | None = None, **words) -> Organisation:
    fields = {"name": "Épicerie sociale des Rabats", "kind": "ASSO", "on": DAY}
    by = by or factories.social_worker("lucie@mission.example", factories.organisation())
    return services.propose_organisation(by=by, **fields | words)


def invitation(organisation: Organisation | None = None, **more) -> Invitation:
    fields = {"email": "ines@ccas.example", "by": administrator(), "at": AT}
    return services.invite(organisation or factories.ccas(), **fields | more)


def convention(**more) -> Convention:
    fields = {
        "organisation": factories.organisation("Emmaüs Connect", "ASSO"),
        "subject": "Tarif solidaire",
        "signed_on": date(2015, 12, 1),
        "first": date(2016, 1, 1),
        "last": date(2016, 12, 31),
        "by": factories.director(),
        "on": DAY,
    }
    return services.agree(**fields | more)


def amendment(of: Convention | None = None, **more) -> Amendment:
    fields = {
        "signed_on": date(2016, 12, 1),
        "first": date(2017, 1, 1),
        "last": date(2017, 12, 31),
        "by": factories.director(),
        "on": DAY,
    }
    return services.amend(of or convention(), **fields | more)


def document(of: Convention | None = None, content: bytes = PDF, **more) -> ConventionDocument:
    fields = {
        "name": "Convention signée",
        "file": SimpleUploadedFile("signee.pdf", content),
        "by": factories.director(),
        "on": DAY,
    }
    return services.attach(of or convention(), **fields | more)


def action(**more) -> NetworkAction:
    fields = {
        "kind": "meeting",
        "title": "Réunion du réseau",
        "held_on": DAY,
        "minutes": 120,
        "participants": 9,
        "topics": ["programme"],
        "organisations": [factories.ccas()],
        "by": factories.counsellor(),
        "on": DAY,
    }
    return services.record_action(**fields | more)


def place(**more) -> Place:
    fields = {
        "pivot": "43493312300029",
        "name": "Pimms d’Antony",
        "commune_name": "Antony",
        "postal_code": "92160",
        "insee_code": "92002",
        "address": "1 place des Baconnets",
        "by": factories.counsellor(),
        "on": DAY,
    }
    return services.keep_place(**fields | more)


def house_card(**more) -> OurHouse:
    fields = {
        "description": "Une association du quartier qui aide à s’équiper et à se connecter.",
        "address": "Place des Baconnets",
        "postal_code": "92160",
        "commune": factories.antony(),
        "by": factories.director(),
        "on": DAY,
    }
    return services.keep_house(**fields | more)


def our_service(kind: str = "credit", **more) -> OurService:
    fields = {"name": "Tarif solidaire", "description": "a" * 200, "by": factories.director()}
    return services.keep_service(kind, **fields | {"on": DAY} | more)


def one_of_each() -> None:
    """What the sweep of the addresses needs."""
    karim = administrator()
    factories.social_worker("lea@ccas.example")
    proposal()
    invitation(by=karim, at=AT + timedelta(days=90))
    document()
    action()
    place()
