"""Open an account, on an installation that is for real."""

import sys
from getpass import getpass

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate

from accounts import journal
from accounts.models import Site, User
from partners.models import Membership, Organisation

FIRST_SITE = "A"


class Command(BaseCommand):
    help = "Ouvre un compte\u202f; le mot de passe est demandé, lu, ou choisi par un lien."

    def add_arguments(self, parser):
        parser.add_argument("email", metavar="EMAIL", help="l’adresse électronique")
        parser.add_argument("--name", required=True, help="prénom et nom")
        parser.add_argument("--role", required=True, choices=User.Role.values)
        parser.add_argument("--site", metavar="CODE", help="le point d’accueil (pour l’équipe)")
        parser.add_argument(
            "--organisation", metavar="NAME", help="l’organisme (pour un travailleur social)"
        )
        password = parser.add_mutually_exclusive_group()
        password.add_argument(
            "--password-stdin",
            action="store_true",
            help="lit le mot de passe sur l’entrée standard",
        )
        password.add_argument(
            "--link",
            metavar="ADDRESS",
            help="écrit un lien à usage unique, sur cette adresse du service"
            " (https://pimms.example.org), pour choisir le mot de passe",
        )

    def handle(self, *, email, name, role, site, organisation, password_stdin, link, **options):
        is_partner = role == User.Role.SOCIAL_WORKER
        if is_partner != bool(organisation):
            raise CommandError("--organisation est pour un travailleur social, et pour lui seul.")
        if is_partner and site:
            raise CommandError("Un travailleur social n’a pas de point d’accueil.")
        try:
            with transaction.atomic():
                user = User(
                    email=email.lower(),
                    name=name,
                    role=role,
                    site=None if is_partner else self._site(site),
                )
                user.clean_fields(exclude=["password"])
                user.validate_unique()
                user = User.objects.create_user(
                    email,
                    None if link else self._password(user, from_stdin=password_stdin),
                    name=name,
                    role=role,
                    site=user.site,
                )
                EmailAddress.objects.create(
                    user=user, email=user.email, primary=True, verified=True
                )
                if is_partner:
                    self._join(user, organisation)
                journal.record("user.created", user, by="create_user", role=role)
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from None
        self.stdout.write(f"Le compte de {user.name} est ouvert\u202f: {user.email}.")
        if link:
            self.stdout.write("Lien à usage unique pour choisir le mot de passe\u202f:")
            self.stdout.write(link.rstrip("/") + _reset_path(user))

    def _site(self, code: str | None) -> Site:
        """The site of that code, the only one there is, or the first of a new installation."""
        sites = list(Site.objects.order_by("code"))
        if not sites:
            first = Site(
                code=code or FIRST_SITE, name=settings.HOUSE, address=settings.HOUSE_ADDRESS
            )
            first.full_clean()
            first.save()
            self.stdout.write(f"Le point d’accueil {first.code} ({first.name}) est créé.")
            return first
        found = [site for site in sites if code in (None, site.code)]
        if len(found) == 1:
            return found[0]
        known = ", ".join(f"{site.code} ({site.name})" for site in sites)
        raise CommandError(f"Indiquez avec --site un point d’accueil parmi\u202f: {known}.")

    def _join(self, user: User, name: str) -> None:
        organisation = Organisation.objects.named(name).first()
        if organisation is None:
            organisation = Organisation(name=name)
            organisation.full_clean()
            organisation.save()
            self.stdout.write(f"L’organisme {organisation.name} est créé.")
        Membership.objects.create(
            organisation=organisation,
            user=user,
            is_administrator=not organisation.memberships.running().exists(),
            started_on=localdate(),
        )

    def _password(self, user: User, *, from_stdin: bool) -> str:
        if from_stdin:
            password = sys.stdin.readline().rstrip("\r\n")
        elif sys.stdin.isatty():
            password = getpass("Mot de passe : ")
            if getpass("Le même, encore une fois : ") != password:
                raise CommandError("Les deux mots de passe diffèrent.")
        else:
            raise CommandError("Pas de terminal\u202f: ajoutez --password-stdin ou --link.")
        validate_password(password, user)
        return password


def _reset_path(user: User) -> str:
    key = default_token_generator.make_token(user)
    return reverse("account_reset_password_from_key", args=[user_pk_to_url_str(user), key])
