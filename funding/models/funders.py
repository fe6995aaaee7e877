"""Who may pay, whom to speak to there, and what was asked of them."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from pimms.kernel import phones
from pimms.kernel.money import MoneyField
from pimms.kernel.rules import RuledModel


class Funder(RuledModel):
    class Kind(models.TextChoices):
        CCAS = "ccas", "CCAS"
        STATE = "state", "État"
        REGION = "region", "Région"
        DEPARTMENT = "department", "Département"
        FOUNDATION = "foundation", "Fondation"
        COMPANY = "company", "Entreprise"
        PUBLIC = "public", "Autre établissement public"

    # The account that what they give is written under.
    ACCOUNTS = {
        Kind.CCAS: "744",
        Kind.STATE: "741",
        Kind.REGION: "742",
        Kind.DEPARTMENT: "743",
        Kind.FOUNDATION: "748",
        Kind.COMPANY: "748",
        Kind.PUBLIC: "749",
    }

    name = models.CharField("nom", max_length=150)
    kind = models.CharField("type", max_length=20, choices=Kind)

    class Meta:
        verbose_name, verbose_name_plural = "financeur", "financeurs"
        constraints = [
            models.UniqueConstraint(
                name="funder_name_unique",
                fields=["name"],
                violation_error_message="Un financeur porte déjà ce nom.",
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("funding:funder", args=[self.pk])

    @property
    def account(self) -> str:
        return self.ACCOUNTS[self.kind]


class Contact(RuledModel):
    """Somebody of a funder; ends when they leave."""

    funder = models.ForeignKey(Funder, models.PROTECT, related_name="contacts")
    name = models.CharField("nom", max_length=100)
    role = models.CharField("fonction", max_length=100, blank=True)
    phone = models.CharField("téléphone", max_length=20, blank=True)
    email = models.EmailField("adresse électronique", blank=True)
    ended_on = models.DateField("parti le", null=True, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = "contact", "contacts"
        constraints = [
            phones.rule("funder_contact_phone_international"),
            models.CheckConstraint(
                name="funder_contact_can_be_reached",
                condition=~Q(phone="") | ~Q(email="") | ~Q(ended_on=None),
                violation_error_message="Indiquez un téléphone ou une adresse électronique.",
            ),
        ]

    def __str__(self):
        return self.name


class CallQuerySet(models.QuerySet):
    def of_year(self, year):
        return self.filter(year=year).order_by("due_on", "pk")

    def to_answer(self):
        return self.filter(status=Call.Status.WATCHED)


class Call(RuledModel):
    """A call for projects, or a request of our own: watched, answered, then won or lost."""

    class Status(models.TextChoices):
        WATCHED = "watched", "à l’étude"
        ANSWERED = "answered", "répondu"
        WON = "won", "obtenu"
        LOST = "lost", "refusé"
        DROPPED = "dropped", "laissé"

    funder = models.ForeignKey(
        Funder, models.PROTECT, related_name="calls", verbose_name="financeur"
    )
    title = models.CharField("intitulé", max_length=200)
    year = models.PositiveSmallIntegerField("exercice")
    due_on = models.DateField("réponse avant le", null=True, blank=True)
    link = models.URLField("page de l’appel", blank=True)
    status = models.CharField("état", max_length=10, choices=Status, default=Status.WATCHED)
    asked = MoneyField("montant demandé", null=True, blank=True)
    answered_on = models.DateField("répondu le", null=True, blank=True)
    decided_on = models.DateField("décision du", null=True, blank=True)
    note = models.CharField("note", max_length=600, blank=True)

    objects = CallQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "appel à projets", "appels à projets"
        constraints = [
            models.UniqueConstraint(
                name="call_once_a_year_and_title",
                fields=["funder", "year", "title"],
                violation_error_message="Cette demande est déjà enregistrée.",
            ),
            models.CheckConstraint(
                name="call_status_known",
                condition=Q(status__in=["watched", "answered", "won", "lost", "dropped"]),
                violation_error_message="Cet état n’existe pas.",
            ),
            models.CheckConstraint(
                name="call_answered_says_when_and_how_much",
                condition=Q(status__in=["watched", "dropped"])
                | Q(answered_on__isnull=False, asked__gt=0),
                violation_error_message="Une réponse a un jour et un montant demandé.",
            ),
            models.CheckConstraint(
                name="call_decided_says_when",
                condition=Q(status__in=["watched", "answered"]) | Q(decided_on__isnull=False),
                violation_error_message="Une décision a un jour.",
            ),
            models.CheckConstraint(
                name="call_decided_after_the_answer",
                condition=Q(answered_on=None)
                | Q(decided_on=None)
                | Q(decided_on__gte=models.F("answered_on")),
                violation_error_message="La décision vient après la réponse.",
            ),
        ]

    def __str__(self):
        return f"{self.title}, {self.funder}"

    def get_absolute_url(self):
        return reverse("funding:call", args=[self.pk])
