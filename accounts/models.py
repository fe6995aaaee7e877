"""Who works here and with us, and the journal of what they did and read."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import BrinIndex
from django.contrib.sessions.models import Session
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from pimms.kernel.rules import RuledModel
from pimms.kernel.triggers import append_only


class Site(RuledModel):
    """A point d'accueil: a place where people are received and things are sold."""

    code = models.CharField(
        "code", max_length=3, help_text="Une à trois lettres, au début des numéros de reçu."
    )
    name = models.CharField("nom", max_length=100)
    address = models.CharField("adresse", max_length=200, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = "point d’accueil", "points d’accueil"
        constraints = [
            models.UniqueConstraint(
                name="site_code_unique",
                fields=["code"],
                violation_error_message="Ce code est déjà celui d’un autre point d’accueil.",
            ),
            models.CheckConstraint(
                name="site_code_capital_letters",
                condition=Q(code__regex=r"^[A-Z]{1,3}$"),
                violation_error_message="Le code est fait d’une à trois lettres capitales.",
            ),
        ]

    def __str__(self):
        return self.name


class UserQuerySet(models.QuerySet):
    def team(self):
        """Those who work here now, by name."""
        return self.filter(is_active=True, role__in=["counsellor", "director"]).order_by("name")


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    def create_user(self, email, password=None, **fields):
        user = self.model(email=email.lower(), **fields)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save()
        return user

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)


class User(RuledModel, AbstractBaseUser):
    """Somebody who signs in by e-mail, in one role."""

    class Role(models.TextChoices):
        COUNSELLOR = "counsellor", "Conseiller ou conseillère"
        DIRECTOR = "director", "Direction"
        SOCIAL_WORKER = "social_worker", "Travailleur social"

    email = models.EmailField("adresse électronique", unique=True)
    name = models.CharField("prénom et nom", max_length=100)
    role = models.CharField("rôle", max_length=20, choices=Role)
    site = models.ForeignKey(
        Site,
        models.PROTECT,
        verbose_name="point d’accueil",
        null=True,
        blank=True,
        related_name="staff",
    )
    is_active = models.BooleanField("compte ouvert", default=True)
    quick_code = models.CharField("code rapide, haché", max_length=128, blank=True)
    muted = ArrayField(
        models.CharField(max_length=30), verbose_name="avis refusés", default=list, blank=True
    )

    USERNAME_FIELD = EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name", "role"]
    objects = UserManager()

    class Meta:
        verbose_name, verbose_name_plural = "utilisateur", "utilisateurs"
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_unique_in_any_case",
                violation_error_message="Un compte existe déjà avec cette adresse.",
            ),
            models.CheckConstraint(
                name="user_site_iff_staff",
                condition=Q(role="social_worker", site=None)
                | (~Q(role="social_worker") & Q(site__isnull=False)),
                violation_error_message="L’équipe a un point d’accueil\u202f; un partenaire n’en a"
                " pas.",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def is_staff_member(self):
        return self.role != self.Role.SOCIAL_WORKER

    @property
    def is_director(self):
        return self.role == self.Role.DIRECTOR

    @property
    def is_social_worker(self):
        return self.role == self.Role.SOCIAL_WORKER


class DeskLock(RuledModel):
    """A desk that was locked, or whose code was guessed at; gone once it is open again.

    Apart from what its session remembers, so that each guess counts, however many come at once.
    """

    MOST = 5  # wrong codes, after which one signs in again

    session = models.OneToOneField(
        Session, models.CASCADE, primary_key=True, related_name="desk_lock", verbose_name="session"
    )
    tries = models.PositiveSmallIntegerField("essais", default=0)

    class Meta:
        verbose_name, verbose_name_plural = "poste verrouillé", "postes verrouillés"
        constraints = [
            models.CheckConstraint(
                name="desk_lock_tries_are_few",
                condition=Q(tries__lte=5),
                violation_error_message="Après cinq essais, il faut se connecter à nouveau.",
            ),
        ]

    def __str__(self):
        return f"Poste verrouillé, essais\u202f: {self.tries}"


class Entry(RuledModel):
    """One line of the journal: who did or read what, and when.

    No foreign keys, so that the journal neither blocks nor loses anything.
    """

    at = models.DateTimeField("instant", auto_now_add=True)
    verb = models.CharField("acte", max_length=60)
    thing = models.CharField("objet", max_length=80)
    by = models.CharField("par", max_length=254)
    details = models.JSONField("détails", default=dict)

    class Meta:
        verbose_name, verbose_name_plural = "ligne du journal", "journal"
        indexes = [
            models.Index(name="entry_of_a_thing", fields=["thing", "at"]),
            BrinIndex(name="entry_by_instant", fields=["at"]),
        ]
        triggers = append_only("journal")

    def __str__(self):
        return f"{self.verb} {self.thing}"


class LetterQuerySet(models.QuerySet):
    def waiting(self):
        """Those that the worker carries."""
        return self.filter(failed_at=None)

    def failed(self):
        """Those that could not leave, and will not by themselves."""
        return self.exclude(failed_at=None)

    def newest_first(self):
        return self.order_by("-failed_at", "-pk")


class Letter(RuledModel):
    """A message that has not left yet, or could not; it is gone once it has left.

    Its words are kept for as long as they may still be sent, and no longer.
    """

    MOST = 6  # tries over some twenty minutes, before somebody has to look at it

    to = models.EmailField("destinataire")
    kind = models.CharField("avis", max_length=30)
    subject = models.CharField("objet", max_length=200)
    text = models.TextField("texte", blank=True)
    html = models.TextField("texte mis en page", blank=True)
    about = models.CharField("au sujet de", max_length=80, blank=True)
    posted_at = models.DateTimeField("instant", auto_now_add=True)
    tries = models.PositiveSmallIntegerField("essais", default=0)
    failed_at = models.DateTimeField("abandonné le", null=True, blank=True)
    failure = models.CharField("ce qui empêche", max_length=300, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "message à envoyer", "messages à envoyer"
        indexes = [
            models.Index(name="letter_failed", fields=["-failed_at", "-id"],
                         condition=Q(failed_at__isnull=False)),
            models.Index(name="letter_about", fields=["about"]),
        ]  # fmt: skip
        constraints = [
            models.CheckConstraint(
                name="letter_failed_says_why",
                condition=Q(failed_at=None, failure="")
                | (Q(failed_at__isnull=False) & ~Q(failure="")),
                violation_error_message="Un message abandonné, et lui seul, dit ce qui empêche.",
            ),
            models.CheckConstraint(
                name="letter_that_waits_has_its_words",
                condition=~Q(text="") | Q(failed_at__isnull=False),
                violation_error_message="Un message qui attend de partir a un texte.",
            ),
        ]

    def __str__(self):
        return f"{self.kind}, {self.to}"

    @property
    def may_leave(self) -> bool:
        """Whether its words are still there."""
        return bool(self.text)


class Forgotten(RuledModel):
    """Somebody says that they forgot the password of that address; gone once it was looked at."""

    email = models.EmailField("adresse")
    asked_at = models.DateTimeField("instant", auto_now_add=True)

    class Meta:
        verbose_name, verbose_name_plural = "mot de passe oublié", "mots de passe oubliés"

    def __str__(self):
        return self.email


class SentMail(RuledModel):
    """A message left for somebody, or could not; what it said is not kept."""

    class Result(models.TextChoices):
        SENT = "sent", "Envoyé"
        FAILED = "failed", "Échec"

    to = models.EmailField("destinataire")
    kind = models.CharField("avis", max_length=30)
    at = models.DateTimeField("instant")
    result = models.CharField("résultat", max_length=6, choices=Result)
    failure = models.CharField("ce qui empêche", max_length=300, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = "message envoyé", "messages envoyés"
        indexes = [models.Index(name="sent_mail_to_somebody", fields=["to", "at"])]
        triggers = append_only("sent_mail")
        constraints = [
            models.CheckConstraint(
                name="sent_mail_failed_says_why",
                condition=Q(result="sent", failure="") | (Q(result="failed") & ~Q(failure="")),
                violation_error_message="Un échec, et lui seul, dit ce qui empêche.",
            ),
        ]

    def __str__(self):
        return f"{self.kind}, {self.to}"
