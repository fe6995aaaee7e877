"""A social worker of a partner asks that somebody be helped."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import (
    BooleanField,
    CharField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    Value,
)
from django.db.models.functions import Cast, Concat, ExtractYear, Greatest, Length, LPad
from django.urls import reverse

from accounts.models import User
from beneficiaries.births import day_unknown_field, day_unknown_rule
from beneficiaries.triggers_referrals import referral_goes_its_way
from partners.models import Organisation
from pimms.kernel import discretion, phones
from pimms.kernel.models import Commune, Fold, postal_code_field, postal_code_rule
from pimms.kernel.rules import RuledModel
from pimms.kernel.text import fold

from .people import Beneficiary

_PK = Cast("id", CharField())
# `O-2016-00042`: the year it came, and a number that is never given again.
_NUMBER = Concat(
    Value("O-"),
    Cast(ExtractYear("received_on"), CharField()),
    Value("-"),
    LPad(_PK, Greatest(Length(_PK), 5), Value("0")),
)


class ReferralQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Staff see every referral; a social worker those that their organisations sent, and
        those that were passed on to them, which say so (`is_passed_on_to_them`)."""
        if user.is_social_worker:
            mine = Organisation.objects.of(user)
            to_them = Q(transferred_to__isnull=False, transferred_to__in=mine)
            return self.filter(Q(organisation__in=mine) | to_them).annotate(
                is_passed_on_to_them=ExpressionWrapper(to_them, output_field=BooleanField())
            )
        return self

    def sent_by_those_of(self, user):
        return self.filter(organisation__in=Organisation.objects.of(user))

    def waiting_for_us(self):
        return self.filter(status__in=[Referral.Status.SENT, Referral.Status.SEEN])

    def waiting_for_them(self):
        return self.filter(status=Referral.Status.ASKED)

    def unanswered_since(self, day):
        """Those that we have not answered since they came, or since they came back."""
        return self.waiting_for_us().filter(moved_on__lt=day)

    def pending(self):
        return self.filter(status__in=Referral.OPEN)

    def closed(self):
        return self.exclude(status__in=Referral.OPEN)

    def not_refused(self):
        return self.exclude(status=Referral.Status.REFUSED)

    def alike(self, last_name, first_name, born_on):
        """Those of somebody of that name, however it is written, born on that day."""
        return self.alias(folded=Fold(Concat("last_name", Value(" "), "first_name"))).filter(
            born_on=born_on, folded=fold(f"{last_name} {first_name}")
        )

    def to_call(self):
        """People who wait for us or whom we expect, and who have a telephone."""
        expected = Q(status=Referral.Status.ACCEPTED) & ~Exists(
            Beneficiary.objects.filter(
                pk=OuterRef("beneficiary"),
                enrolments__period__endswith__gt=OuterRef("received_on"),
            )
        )
        ours = Q(status__in=[Referral.Status.SENT, Referral.Status.SEEN])
        reached_by_phone = Q(reach_by__in=["", Referral.Reach.PHONE, Referral.Reach.SMS])
        return self.filter(ours | expected, reached_by_phone).exclude(phone="")

    def oldest_first(self):
        return self.select_related("organisation").order_by("received_on", "pk")

    def newest_first(self):
        return self.select_related("organisation").order_by("-received_on", "-pk")


class Referral(RuledModel):
    """The words of the referrer stand as they were sent; the person is tied to a file by staff."""

    class Status(models.TextChoices):
        SENT = "sent", "À examiner"
        SEEN = "seen", "En cours d’examen"
        ASKED = "asked", "Question posée"
        ACCEPTED = "accepted", "Acceptée"
        REFUSED = "refused", "Refusée"
        NOT_COME = "not_come", "Personne non venue"
        TRANSFERRED = "transferred", "Transmise"
        WITHDRAWN = "withdrawn", "Retirée"
        EXPIRED = "expired", "Classée sans réponse"

    OPEN = (Status.SENT, Status.SEEN, Status.ASKED)
    FOR_SOMEBODY = (Status.ACCEPTED, Status.NOT_COME)

    class Step(models.TextChoices):
        """What the person may agree to have told back."""

        SEEN = "seen", "L’orientation a été lue"
        DECIDED = "decided", "La décision"
        MOTIVE = "motive", "Le motif de la décision, ou une absence"
        FIRST_PURCHASE = "first_purchase", "Le premier achat"
        WORKSHOP = "workshop", "La participation à un atelier"
        ONE_MONTH_LEFT = "one_month_left", "La fin des droits, un mois avant"
        ENDED = "ended", "La fin des droits"

    class Reach(models.TextChoices):
        PHONE = "phone", "Par téléphone"
        SMS = "sms", "Par SMS"
        REFERRER = "referrer", "Par vous, qui l’accompagnez"
        LETTER = "letter", "Par courrier"

    class Need(models.TextChoices):
        CONNECTION = "connection", "Se connecter\u202f: téléphone, internet"
        EQUIPMENT = "equipment", "S’équiper\u202f: téléphone, ordinateur"
        SUPPORT = "support", "Être accompagné"
        WORKSHOP = "workshop", "Participer à des ateliers"
        OPERATOR_DEBT = "operator_debt", "Régler une dette chez un opérateur"

    class Refusal(models.TextChoices):
        UNREACHABLE = "unreachable", "Personne non joignable"
        ABSENT = "absent", "Ne s’est pas présentée au rendez-vous"
        NOT_ELIGIBLE = "not_eligible", "Ne remplit pas les conditions"
        NOT_INTERESTED = "not_interested", "N’est pas intéressée"
        DUPLICATE = "duplicate", "Orientation en double"
        OTHER = "other", "Autre motif"

    key = models.UUIDField("clé de l’envoi", default=uuid.uuid4, editable=False)
    number = models.GeneratedField(
        expression=_NUMBER, output_field=models.CharField(max_length=20), db_persist=True
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name="organisme", related_name="referrals"
    )
    beneficiary = models.ForeignKey(
        Beneficiary,
        models.PROTECT,
        verbose_name="personne",
        null=True,
        blank=True,
        related_name="referrals",
    )
    last_name = models.CharField("nom", max_length=100)
    first_name = models.CharField("prénom", max_length=100, blank=True)
    born_on = models.DateField("date de naissance")
    born_day_unknown = day_unknown_field()
    phone = models.CharField("téléphone", max_length=16, blank=True)
    commune = models.ForeignKey(
        Commune, models.PROTECT, verbose_name="commune", null=True, blank=True, related_name="+"
    )
    postal_code = postal_code_field()
    needs = ArrayField(
        models.CharField(max_length=20, choices=Need), verbose_name="besoins", default=list
    )
    situation = models.CharField("situation", max_length=600, blank=True)
    is_urgent = models.BooleanField("urgente", default=False)
    reach_by = models.CharField("comment la joindre", max_length=10, choices=Reach, blank=True)
    availability = models.CharField("disponibilités", max_length=150, blank=True)
    criteria = ArrayField(
        models.CharField(max_length=40), verbose_name="critères connus", default=list, blank=True
    )
    papers = ArrayField(
        models.CharField(max_length=120), verbose_name="papiers vus", default=list, blank=True
    )
    person_informed = models.BooleanField("la personne est informée et d’accord", default=False)
    told_back = ArrayField(
        models.CharField(max_length=20, choices=Step),
        verbose_name="ce qui peut être dit au référent",
        default=list,
        blank=True,
    )
    consented_on = models.DateField("accord du", null=True, blank=True)
    may_be_passed_on = models.BooleanField(
        "peut être transmise à un autre organisme", default=False
    )
    referrer_name = models.CharField("travailleur social référent", max_length=100, blank=True)
    sent_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="envoyée par", null=True, blank=True, related_name="+"
    )
    referrer = models.ForeignKey(
        User, models.PROTECT, verbose_name="référent", null=True, blank=True, related_name="+"
    )
    received_on = models.DateField("reçue le")
    moved_on = models.DateField("dernier changement", null=True, blank=True)
    taken_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="suivie par", null=True, blank=True, related_name="+"
    )
    reminded_on = models.DateField("relancée le", null=True, blank=True)
    status = models.CharField("état", max_length=20, choices=Status, default=Status.SENT)
    decided_on = models.DateField("décidée le", null=True, blank=True)
    decided_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="décidée par", null=True, blank=True, related_name="+"
    )
    refusal = models.CharField("motif du refus", max_length=20, choices=Refusal, blank=True)
    answer = models.CharField("réponse au référent", max_length=600, blank=True)
    reorientation = models.CharField("réorientation", max_length=300, blank=True)
    to_the_person = models.CharField("mots à la personne", max_length=600, blank=True)
    transferred_to = models.ForeignKey(
        Organisation,
        models.PROTECT,
        verbose_name="transmise à",
        null=True,
        blank=True,
        related_name="referrals_passed_on",
    )

    objects = ReferralQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "orientation", "orientations"
        indexes = [
            models.Index(name="referral_by_age", fields=["status", "received_on"]),
            models.Index(name="referral_by_day", fields=["received_on", "organisation"]),
            models.Index(name="referral_by_number", fields=["number"]),
            models.Index(name="referral_by_birth", fields=["born_on"]),
        ]
        constraints = [
            day_unknown_rule("referral_birth_day_unknown"),
            phones.rule("referral_phone_international"),
            postal_code_rule("referral_postal_code"),
            models.UniqueConstraint(
                name="referral_sent_once",
                fields=["key"],
                violation_error_message="Cette orientation est déjà envoyée.",
            ),
            models.UniqueConstraint(
                name="referral_one_a_day_and_person",
                fields=["organisation", "beneficiary", "received_on"],
                violation_error_message="Cet organisme a déjà orienté cette personne ce jour-là.",
            ),
            models.CheckConstraint(
                name="referral_decided_iff_closed",
                condition=Q(status__in=["sent", "seen", "asked"], decided_on=None)
                | (~Q(status__in=["sent", "seen", "asked"]) & Q(decided_on__isnull=False)),
                violation_error_message="Une décision porte une date.",
            ),
            models.CheckConstraint(
                name="referral_refused_with_a_reason",
                condition=Q(status="refused") & ~Q(refusal="")
                | ~Q(status="refused") & Q(refusal=""),
                violation_error_message="Un refus dit son motif.",
            ),
            models.CheckConstraint(
                name="referral_accepted_for_somebody",
                condition=~Q(status__in=["accepted", "not_come"]) | Q(beneficiary__isnull=False),
                violation_error_message="Une orientation acceptée désigne un dossier.",
            ),
            models.CheckConstraint(
                name="referral_seen_by_somebody",
                condition=~Q(status="seen") | Q(taken_by__isnull=False),
                violation_error_message="Une orientation en cours d’examen est suivie par"
                " quelqu’un.",
            ),
            models.CheckConstraint(
                name="referral_transferred_to_another",
                condition=Q(status="transferred", transferred_to__isnull=False)
                & ~Q(transferred_to=F("organisation"))
                | ~Q(status="transferred") & Q(transferred_to=None),
                violation_error_message="Une orientation se transmet à un autre organisme.",
            ),
            models.CheckConstraint(
                name="referral_told_back_with_consent",
                condition=Q(told_back__len=0) | Q(consented_on__isnull=False),
                violation_error_message="L’accord de la personne porte une date.",
            ),
        ]
        triggers = [referral_goes_its_way]

    def __str__(self):
        return discretion.named(self.last_name, self.first_name)

    @property
    def town(self) -> str:
        """The postal code that was said, and the commune; empty when neither is known."""
        return self.commune.at(self.postal_code) if self.commune else self.postal_code

    @property
    def is_open(self) -> bool:
        """Whether it still waits for our answer."""
        return self.status in self.OPEN

    @property
    def needs_in_words(self) -> str:
        return ", ".join(Referral.Need(need).label for need in self.needs)

    @property
    def sender(self) -> str:
        """Who accompanies the person, else who sent the referral."""
        return str(self.referrer or self.referrer_name or self.sent_by or "")

    @property
    def told_back_in_words(self) -> str:
        return ", ".join(self.Step(step).label.lower() for step in self.told_back)

    def get_absolute_url(self):
        return reverse("beneficiaries:referral", args=[self.pk])
