"""Who our partners are, who belongs to them, and how people come to belong."""

from datetime import datetime

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.models import User
from partners import renamed
from pimms.kernel import phones
from pimms.kernel.models import Commune, Fold, postal_code_field, postal_code_rule
from pimms.kernel.rules import RuledModel
from pimms.kernel.text import fold
from pimms.kernel.triggers import append_only, refuses


def _all_words(text: str) -> Q:
    found = Q()
    for word in text.split():
        found &= Q(name_key__contains=word)
    return found


class OrganisationQuerySet(models.QuerySet):
    def of(self, user):
        """The organisations that the user may act for today: members of it, and it is accepted."""
        return self.belonging_to(user).filter(status=Organisation.Status.ACCEPTED)

    def belonging_to(self, user):
        """The organisations that the user belongs to today, whatever became of them."""
        return self.filter(memberships__user=user, memberships__ended_on=None)

    def administered_by(self, user):
        return self.filter(
            memberships__user=user,
            memberships__ended_on=None,
            memberships__is_administrator=True,
        )

    def named(self, name):
        """Who is called so; or, when nobody is, who is called so since or was before."""
        keys = renamed.spellings(fold(name))
        exact = self.filter(name_key=keys[0])
        return exact if exact.exists() else self.filter(name_key__in=keys)

    def written(self, text):
        """Whose name of today or of before has all the words."""
        found = Q()
        for spelling in renamed.spellings(fold(text)):
            found |= _all_words(spelling)
        return self.filter(found)

    def accepted(self):
        return self.filter(status=Organisation.Status.ACCEPTED)

    def proposed(self):
        return self.filter(status=Organisation.Status.PROPOSED)


class Organisation(RuledModel):
    """A partner: it refers people, pays, or is agreed with."""

    class Kind(models.TextChoices):
        """Codes of the national typology of structures, as far as we meet them."""

        CCAS = "CCAS", "Centre communal d’action sociale"
        DEPT = "DEPT", "Service social du département"
        CAF = "CAF", "Caisse d’allocations familiales"
        FT = "FT", "France Travail"
        ML = "ML", "Mission locale"
        CS = "CS", "Centre social"
        ASSO = "ASSO", "Association"
        OTHER = "Autre", "Autre"

    class Service(models.TextChoices):
        """What somebody may be sent there for."""

        RIGHTS = "rights", "Accès aux droits, démarches"
        SOCIAL = "social", "Accompagnement social"
        MONEY = "money", "Aides financières, budget"
        FOOD = "food", "Aide alimentaire"
        HOUSING = "housing", "Logement, hébergement, domiciliation"
        WORK = "work", "Emploi, insertion"
        HEALTH = "health", "Accès aux soins"
        FAMILY = "family", "Familles, enfants"
        FRENCH = "french", "Apprentissage du français"
        DIGITAL = "digital", "Médiation numérique"

    class Status(models.TextChoices):
        PROPOSED = "proposed", "À valider"
        ACCEPTED = "accepted", "Partenaire"
        REFUSED = "refused", "Non retenu"

    name = models.CharField("nom", max_length=150)
    name_key = models.GeneratedField(
        expression=Fold(F("name")), output_field=models.TextField(), db_persist=True
    )
    kind = models.CharField("type", max_length=10, choices=Kind, default=Kind.OTHER)
    commune = models.ForeignKey(
        Commune, models.PROTECT, verbose_name="commune", null=True, blank=True, related_name="+"
    )
    postal_code = postal_code_field()
    services = ArrayField(
        models.CharField(max_length=10, choices=Service),
        verbose_name="services",
        default=list,
        blank=True,
    )
    address = models.CharField("adresse", max_length=200, blank=True)
    opening = models.CharField("horaires", max_length=200, blank=True)
    contact = models.CharField("interlocuteur", max_length=100, blank=True)
    phone = models.CharField("téléphone", max_length=16, blank=True)
    email = models.EmailField("adresse électronique", blank=True)
    website = models.URLField("site internet", blank=True)
    by_telephone = models.BooleanField("à prévenir par téléphone", default=False)
    status = models.CharField("état", max_length=10, choices=Status, default=Status.ACCEPTED)
    motive = models.CharField("motif du refus", max_length=300, blank=True)
    proposed_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="proposé par", null=True, blank=True, related_name="+"
    )
    decided_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="décidé par", null=True, blank=True, related_name="+"
    )
    decided_on = models.DateField("décidé le", null=True, blank=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "organisme", "organismes"
        constraints = [
            models.UniqueConstraint(
                name="organisation_name_unique",
                fields=["name_key"],
                violation_error_message="Un organisme porte déjà ce nom.",
            ),
            models.CheckConstraint(
                name="organisation_has_a_name",
                condition=~Q(name_key=""),
                violation_error_message="Un organisme a un nom.",
            ),
            models.CheckConstraint(
                name="organisation_refused_says_why",
                condition=Q(status="refused") ^ Q(motive=""),
                violation_error_message="Un refus, et lui seul, dit son motif.",
            ),
            models.CheckConstraint(
                name="organisation_proposed_is_undecided",
                condition=~Q(status="proposed") | Q(decided_on=None, decided_by=None),
                violation_error_message="Un organisme à valider n’a pas encore de décision.",
            ),
            phones.rule("organisation_phone_international"),
            postal_code_rule("organisation_postal_code"),
        ]

    def __str__(self):
        return self.name

    @property
    def town(self) -> str:
        """The postal code that was said, and the commune; empty when neither is known."""
        return self.commune.at(self.postal_code) if self.commune else self.postal_code

    def get_absolute_url(self):
        return reverse("partners:organisation", args=[self.pk])

    @property
    def is_accepted(self) -> bool:
        return self.status == self.Status.ACCEPTED

    @property
    def services_in_words(self) -> list[str]:
        return [self.Service(code).label for code in self.services]


_LAST_ADMINISTRATOR = """
PERFORM 1 FROM partners_organisation WHERE id = OLD.organisation_id FOR UPDATE;
IF EXISTS (
    SELECT 1 FROM partners_membership
    WHERE organisation_id = OLD.organisation_id AND ended_on IS NULL
) AND NOT EXISTS (
    SELECT 1 FROM partners_membership
    WHERE organisation_id = OLD.organisation_id AND ended_on IS NULL AND is_administrator
) THEN
    RAISE EXCEPTION 'the last administrator of % stays', OLD.organisation_id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'organisation_keeps_an_administrator';
END IF;
RETURN NULL;
"""
refuses(organisation_keeps_an_administrator="L’organisme garde quelqu’un qui l’administre.")


class MembershipQuerySet(models.QuerySet):
    def running(self):
        return self.filter(ended_on=None)

    def administered_by(self, user):
        """Those of the organisations that the user administers; all of them for the team."""
        if user.is_staff_member:
            return self
        return self.filter(organisation__in=Organisation.objects.administered_by(user))

    def unconfirmed_since(self, day):
        """Running, and nobody has said since that day that the person is still there."""
        return self.running().filter(
            Q(confirmed_on__lte=day) | Q(confirmed_on=None, started_on__lte=day)
        )


class Membership(RuledModel):
    """A social worker belongs to an organisation, until they leave it."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    is_administrator = models.BooleanField("administre l’organisme", default=False)
    started_on = models.DateField("depuis le")
    ended_on = models.DateField("jusqu’au", null=True, blank=True)
    confirmed_on = models.DateField("confirmé le", null=True, blank=True)
    asked_on = models.DateField("revue demandée le", null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "appartenance", "appartenances"
        constraints = [
            models.UniqueConstraint(
                name="membership_one_running",
                fields=["organisation", "user"],
                condition=Q(ended_on=None),
                violation_error_message="Cette personne fait déjà partie de cet organisme.",
            ),
            models.CheckConstraint(
                name="membership_ends_after_start",
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")),
                violation_error_message="La fin vient après le début.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="organisation_keeps_an_administrator",
                level=pgtrigger.Row,
                when=pgtrigger.After,
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Condition("OLD.is_administrator AND OLD.ended_on IS NULL"),
                func=_LAST_ADMINISTRATOR,
            )
        ]

    def __str__(self):
        return f"{self.user}, {self.organisation}"


class Commitment(RuledModel):
    """An organisation agreed to protect what it learns of people: who, when, to which words."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="commitments")
    version = models.CharField("version", max_length=10)
    text = models.TextField("texte")
    agreed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField("le")

    class Meta:
        verbose_name, verbose_name_plural = "engagement", "engagements"
        triggers = append_only("commitment")
        constraints = [
            models.UniqueConstraint(
                name="commitment_once_a_version",
                fields=["organisation", "version"],
                violation_error_message="Cet engagement est déjà pris.",
            ),
        ]

    def __str__(self):
        return f"{self.organisation}, {self.version}"


_ACCEPTED_ONE = """
IF NOT EXISTS (
  SELECT FROM partners_organisation o WHERE o.id = NEW.organisation_id AND o.status = 'accepted'
) THEN
  RAISE EXCEPTION 'nobody is invited into an organisation that was not accepted'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'invitation_of_an_accepted_organisation';
END IF;
RETURN NEW;
"""
refuses(
    invitation_of_an_accepted_organisation="Cet organisme n’est pas accepté\u202f:"
    " personne n’y est invité."
)


class InvitationQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(accepted_at=None, withdrawn_at=None)

    def administered_by(self, user):
        if user.is_staff_member:
            return self
        return self.filter(organisation__in=Organisation.objects.administered_by(user))


class Invitation(RuledModel):
    """Somebody is asked by e-mail to join an organisation; the link serves once, for some days."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="invitations")
    email = models.EmailField("adresse électronique")
    as_administrator = models.BooleanField("administrera l’organisme", default=False)
    invited_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    invited_at = models.DateTimeField("invité le")
    expires_at = models.DateTimeField("valable jusqu’au")
    accepted_at = models.DateTimeField("acceptée le", null=True, blank=True)
    accepted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField("retirée le", null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "invitation", "invitations"
        constraints = [
            models.UniqueConstraint(
                name="invitation_one_waiting",
                fields=["organisation", "email"],
                condition=Q(accepted_at=None, withdrawn_at=None),
                violation_error_message="Une invitation attend déjà à cette adresse.",
            ),
            models.CheckConstraint(
                name="invitation_accepted_or_withdrawn",
                condition=Q(accepted_at=None) | Q(withdrawn_at=None),
                violation_error_message="Une invitation acceptée ne se retire plus.",
            ),
            models.CheckConstraint(
                name="invitation_accepted_by_somebody",
                condition=Q(accepted_at=None, accepted_by=None)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
                violation_error_message="Une invitation acceptée dit par qui.",
            ),
            models.CheckConstraint(
                name="invitation_expires_later",
                condition=Q(expires_at__gt=F("invited_at")),
                violation_error_message="Une invitation vaut quelques jours.",
            ),
            models.CheckConstraint(
                name="invitation_email_in_small_letters",
                condition=~Q(email__regex=r"[A-Z]"),
                violation_error_message="L’adresse est gardée en minuscules.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="invitation_of_an_accepted_organisation",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=_ACCEPTED_ONE,
            )
        ]

    def __str__(self):
        return f"{self.email}, {self.organisation}"

    def is_open(self, at: datetime) -> bool:
        return not self.accepted_at and not self.withdrawn_at and at < self.expires_at
