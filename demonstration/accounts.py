"""Who works in the demonstration, and how its visitors sign in."""

from datetime import date

from allauth.account.models import EmailAddress
from django.db import transaction

from accounts.models import Site, User
from partners.models import Membership, Organisation

from .script import read

_DATA = read("accounts")
PASSWORD, TEAM, PARTNERS = _DATA["password"], _DATA["team"], _DATA["partners"]
# (role, e-mail, password), as the first start prints them.
SIGN_INS = tuple(
    (who["signs_in"], who["email"], PASSWORD) for who in (*TEAM, *PARTNERS) if "signs_in" in who
)
COUNSELLOR, DIRECTOR, SOCIAL_WORKER = (email for _, email, _ in SIGN_INS)
EMAILS = frozenset(who["email"] for who in (*TEAM, *PARTNERS))


def open_account(email: str, name: str, role: str, *, site: Site | None = None) -> User:
    """Somebody has an account; only those of SIGN_INS have a password."""
    password = PASSWORD if email in {address for _, address, _ in SIGN_INS} else None
    user = User.objects.create_user(email, password, name=name, role=role, site=site)
    EmailAddress.objects.create(user=user, email=email, primary=True, verified=True)
    return user


def open_team(site: Site) -> dict[str, User]:
    """The people of the house, by e-mail."""
    return {
        who["email"]: open_account(who["email"], who["name"], who["role"], site=site)
        for who in TEAM
    }


def open_partners(*, on: date) -> list[tuple[Organisation, User, int]]:
    """Each partner with the social worker who refers for it, and its weight."""
    partners = []
    for who in PARTNERS:
        organisation = Organisation(name=who["name"], kind=who["kind"], commune_id=who["commune"])
        organisation.full_clean()
        organisation.save()
        user = open_account(who["email"], who["worker"], User.Role.SOCIAL_WORKER)
        Membership.objects.create(organisation=organisation, user=user, started_on=on)
        partners.append((organisation, user, who["weight"]))
    return partners


@transaction.atomic
def open_door(*, on: date) -> None:
    """The three sign-ins exist, beside data that came in before any demonstration was made."""
    site = Site.objects.order_by("pk").first() or Site.objects.create(code="A", name="Antony")
    for who in TEAM:
        if "signs_in" in who:
            open_account(who["email"], who["name"], who["role"], site=site)
    ccas = PARTNERS[0]
    organisation = Organisation.objects.named(ccas["name"]).first() or Organisation.objects.create(
        name=ccas["name"], kind=ccas["kind"], commune_id=ccas["commune"]
    )
    user = open_account(ccas["email"], ccas["worker"], User.Role.SOCIAL_WORKER)
    Membership.objects.create(
        organisation=organisation, user=user, is_administrator=True, started_on=on
    )
