"""Who works in the demonstration, and how its visitors sign in."""

from datetime import date

from allauth.account.models import EmailAddress
from django.db import transaction

from accounts.models import Site, User
from partners.models import Membership, Organisation

PASSWORD = "antony-demo-2016"

COUNSELLOR, DIRECTOR, SOCIAL_WORKER = (
    "conseil@pimms.example",
    "direction@pimms.example",
    "social@ccas.example",
)
# (role, e-mail, password), as the first start prints them.
SIGN_INS = (
    ("Conseillère", COUNSELLOR, PASSWORD),
    ("Directrice", DIRECTOR, PASSWORD),
    ("Travailleur social", SOCIAL_WORKER, PASSWORD),
)

TEAM = (
    (COUNSELLOR, "Nadia Benali", User.Role.COUNSELLOR),
    (DIRECTOR, "Claire Fontaine", User.Role.DIRECTOR),
    ("s.lacroix@pimms.example", "Sophie Lacroix", User.Role.COUNSELLOR),
    ("j.morel@pimms.example", "Julien Morel", User.Role.COUNSELLOR),
)
# The names are spelled as in the desk register of 2016, which may be brought in beside, but for
# one that was renamed since.
PARTNERS = (
    # name, kind, commune, weight among the referrals, who refers
    ("CCAS d'Antony", "CCAS", "92002", 53, SOCIAL_WORKER, "Karim Haddad"),
    (
        "Espace départemental d'actions sociales d'Antony",
        "DEPT", "92002", 30, "h.marchand@edas.example", "Hélène Marchand",
    ),
    ("CAF des Hauts-de-Seine", "CAF", "92050", 18, "f.aubry@caf.example", "Fanny Aubry"),
    ("Mission locale Archimède", "ML", "92002", 15, "y.koffi@mission.example", "Yann Koffi"),
    ("Croix-Rouge d'Antony", "ASSO", "92002", 12, "m.perrot@croix.example", "Marthe Perrot"),
    ("Secours catholique d'Antony", "ASSO", "92002", 12, "l.roche@secours.example", "Luc Roche"),
    ("France Travail Antony", "FT", "92002", 11, "i.dos-santos@emploi.example", "Inès Dos Santos"),
    ("CCAS de Massy", "CCAS", "91377", 10, "s.nguyen@massy.example", "Sylvie Nguyen"),
    ("Emmaüs Solidarité", "ASSO", "75056", 7, "p.guerin@emmaus.example", "Paul Guérin"),
)  # fmt: skip

EMAILS = frozenset(
    [email for email, _, _ in TEAM] + [email for *_, email, _ in PARTNERS],
)


def open_account(email: str, name: str, role: str, *, site: Site | None = None) -> User:
    """Somebody has an account; only those of SIGN_INS have a password."""
    password = PASSWORD if email in {address for _, address, _ in SIGN_INS} else None
    user = User.objects.create_user(email, password, name=name, role=role, site=site)
    EmailAddress.objects.create(user=user, email=email, primary=True, verified=True)
    return user


def open_team(site: Site) -> dict[str, User]:
    """The people of the house, by e-mail."""
    return {email: open_account(email, name, role, site=site) for email, name, role in TEAM}


def open_partners(*, on: date) -> list[tuple[Organisation, User, int]]:
    """Each partner with the social worker who refers for it, and its weight."""
    partners = []
    for name, kind, commune, weight, email, worker in PARTNERS:
        organisation = Organisation(name=name, kind=kind, commune_id=commune)
        organisation.full_clean()
        organisation.save()
        user = open_account(email, worker, User.Role.SOCIAL_WORKER)
        Membership.objects.create(organisation=organisation, user=user, started_on=on)
        partners.append((organisation, user, weight))
    return partners


@transaction.atomic
def open_door(*, on: date) -> None:
    """The three sign-ins exist, beside data that came in before any demonstration was made."""
    site = Site.objects.order_by("pk").first() or Site.objects.create(code="A", name="Antony")
    for email, name, role in TEAM:
        if email in (COUNSELLOR, DIRECTOR):
            open_account(email, name, role, site=site)
    name, kind, commune, _, email, worker = PARTNERS[0]
    organisation = Organisation.objects.named(name).first() or Organisation.objects.create(
        name=name, kind=kind, commune_id=commune
    )
    user = open_account(email, worker, User.Role.SOCIAL_WORKER)
    Membership.objects.create(
        organisation=organisation, user=user, is_administrator=True, started_on=on
    )
