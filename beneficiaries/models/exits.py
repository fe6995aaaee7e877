"""How somebody leaves: the tasks before the end, the talk, the market's offers, a year later."""

from django.db import models
from django.db.models import Count, Q

from accounts.models import User
from pimms.kernel.messengers import Way
from pimms.kernel.money import MoneyField
from pimms.kernel.rules import RuledModel
from pimms.kernel.triggers import append_only

from .enrolments import Enrolment

FOLLOWED_UP_AFTER = 12  # months


class ExitTask(RuledModel):
    """Something to do so many days before the end. Done or dropped when the end has moved."""

    class Stage(models.IntegerChoices):
        TWO_MONTHS = 60, "Proposer un entretien de sortie"
        ONE_MONTH = 30, "Remettre la feuille «\u202fEt après\u202f?\u202f»"
        ONE_WEEK = 7, "Remettre la lettre de fin"

    enrolment = models.ForeignKey(
        Enrolment, models.PROTECT, verbose_name="inscription", related_name="exit_tasks"
    )
    stage = models.PositiveSmallIntegerField("à faire", choices=Stage)
    last_day = models.DateField("dernier jour des droits")
    made_on = models.DateField("prévue le")
    done_on = models.DateField("faite le", null=True, blank=True)
    done_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="faite par", null=True, blank=True, related_name="+"
    )
    dropped_on = models.DateField("sans objet depuis le", null=True, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = "tâche de sortie", "tâches de sortie"
        ordering = ["-stage", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="exit_task_once_for_an_end",
                fields=["enrolment", "stage", "last_day"],
                violation_error_message="Cette tâche de sortie est déjà prévue.",
            ),
            models.CheckConstraint(
                name="exit_task_at_a_known_stage",
                condition=Q(stage__in=[60, 30, 7]),
                violation_error_message="Une tâche de sortie se fait à 60, 30 ou 7 jours.",
            ),
            models.CheckConstraint(
                name="exit_task_done_by_somebody",
                condition=Q(done_on=None, done_by=None)
                | Q(done_on__isnull=False, done_by__isnull=False, dropped_on=None),
                violation_error_message="Une tâche faite dit quand et par qui.",
            ),
        ]

    def __str__(self):
        return self.get_stage_display()

    @property
    def is_open(self) -> bool:
        return not (self.done_on or self.dropped_on)


class EndNotice(RuledModel):
    """Somebody was told when their rights end: written to, or by one of the team."""

    Way = Way

    enrolment = models.ForeignKey(
        Enrolment, models.PROTECT, verbose_name="inscription", related_name="end_notices"
    )
    last_day = models.DateField("dernier jour des droits")
    way = models.CharField("moyen", max_length=10, choices=Way)
    told_at = models.DateTimeField("dit le")
    told_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="dit par", null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name, verbose_name_plural = "fin de droits annoncée", "fins de droits annoncées"
        triggers = append_only("end_notice")
        constraints = [
            models.UniqueConstraint(
                name="end_notice_once_for_an_end",
                fields=["enrolment", "last_day"],
                violation_error_message="La personne est déjà prévenue de cette fin de droits.",
            ),
            models.CheckConstraint(
                name="end_notice_by_somebody_or_by_message",
                condition=Q(way="call", told_by__isnull=False)
                | Q(way__in=["email", "sms"], told_by=None),
                violation_error_message="Un appel, et lui seul, dit qui l’a passé.",
            ),
        ]

    def __str__(self):
        return f"Prévenue du {self.last_day:%d/%m/%Y}"


class MarketOfferQuerySet(models.QuerySet):
    def current(self):
        return self.filter(withdrawn_on=None)

    def cheapest_first(self):
        return self.order_by("monthly_price", "name", "pk")


class MarketOffer(RuledModel):
    """An offer of the market that the team knows, and when somebody last looked at it."""

    name = models.CharField("offre", max_length=100)
    operator = models.CharField("opérateur", max_length=60)
    monthly_price = MoneyField("prix par mois")
    for_whom = models.CharField("pour qui", max_length=200)
    remarks = models.CharField("bon à savoir", max_length=300, blank=True)
    checked_on = models.DateField("vérifiée le")
    withdrawn_on = models.DateField("retirée le", null=True, blank=True)

    objects = MarketOfferQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "offre du marché", "offres du marché"
        constraints = [
            models.UniqueConstraint(
                name="market_offer_once",
                fields=["operator", "name"],
                condition=Q(withdrawn_on=None),
                violation_error_message="Cette offre est déjà dans la liste.",
            ),
            models.CheckConstraint(
                name="market_offer_price_not_negative",
                condition=Q(monthly_price__gte=0),
                violation_error_message="Le prix par mois n’est pas négatif.",
            ),
        ]

    def __str__(self):
        return f"{self.name} ({self.operator})"


class ExitTalk(RuledModel):
    """What was said before the end: what comes next, with what, and how at ease the person is."""

    class Next(models.TextChoices):
        MARKET = "market", "Une offre du marché"
        RENEWAL = "renewal", "Un renouvellement sera demandé"
        ELSEWHERE = "elsewhere", "Un autre dispositif d’aide"
        NOTHING = "nothing", "Pas d’abonnement"
        UNDECIDED = "undecided", "Pas encore décidé"

    class Reason(models.TextChoices):
        TWELVE_MONTHS = "twelve_months", "Fin des douze mois"
        MARKET = "market", "Passage à une offre du marché"
        MOVED = "moved", "Déménagement"
        GAVE_UP = "gave_up", "Abandon"
        EXCLUDED = "excluded", "Exclusion"
        DIED = "died", "Décès"
        OTHER = "other", "Autre motif"

    enrolment = models.ForeignKey(
        Enrolment, models.PROTECT, verbose_name="inscription", related_name="exit_talks"
    )
    held_on = models.DateField("tenu le")
    held_by = models.ForeignKey(User, models.PROTECT, verbose_name="par", related_name="+")
    reason = models.CharField("motif de sortie", max_length=20, choices=Reason)
    next_step = models.CharField("et après", max_length=20, choices=Next)
    offer = models.ForeignKey(
        MarketOffer,
        models.PROTECT,
        verbose_name="offre choisie",
        null=True,
        blank=True,
        related_name="+",
    )
    operator = models.CharField("opérateur", max_length=60, blank=True)
    plan = models.CharField("forfait", max_length=100, blank=True)
    monthly_price = MoneyField("prix par mois", null=True, blank=True)
    equipment = models.CharField("équipement acquis", max_length=200, blank=True)
    autonomy = models.CharField("autonomie", max_length=400, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = "entretien de sortie", "entretiens de sortie"
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="exit_talk_names_the_plan",
                condition=~Q(next_step="market") | Q(offer__isnull=False) | ~Q(operator=""),
                violation_error_message="Dites quelle offre du marché est choisie.",
            ),
            models.CheckConstraint(
                name="exit_talk_price_not_negative",
                condition=Q(monthly_price=None) | Q(monthly_price__gte=0),
                violation_error_message="Le prix d’un forfait n’est pas négatif.",
            ),
        ]

    def __str__(self):
        return f"Entretien de sortie du {self.held_on:%d/%m/%Y}"


class FollowUpQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.none() if user.is_social_worker else self

    def counted(self) -> dict[str, int]:
        """{outcome: how many}, those without any included."""
        found = dict(self.order_by().values_list("outcome").annotate(n=Count("pk")))
        return {outcome: found.get(outcome, 0) for outcome in FollowUp.Outcome.values}


class FollowUp(RuledModel):
    """What became of somebody twelve months after their rights ended."""

    class Outcome(models.TextChoices):
        RENEWED = "renewed", "De nouveau au tarif solidaire"
        AUTONOMOUS = "autonomous", "Autonome"
        LOST = "lost", "Perdue de vue"
        OTHER = "other", "Autre"

    enrolment = models.OneToOneField(
        Enrolment, models.PROTECT, verbose_name="inscription", related_name="follow_up"
    )
    outcome = models.CharField("devenir", max_length=20, choices=Outcome)
    words = models.CharField("en quelques mots", max_length=300, blank=True)
    made_on = models.DateField("constaté le")
    made_by = models.ForeignKey(User, models.PROTECT, verbose_name="par", related_name="+")

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "nouvelle à douze mois", "nouvelles à douze mois"
        constraints = [
            models.CheckConstraint(
                name="follow_up_other_says_what",
                condition=~Q(outcome="other") | ~Q(words=""),
                violation_error_message="Dites en quelques mots ce qu’il en est.",
            ),
        ]

    def __str__(self):
        return f"{self.enrolment.beneficiary}\u202f: {self.get_outcome_display()}"
