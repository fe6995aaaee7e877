"""The till: its sessions from opening to count, what closes a period, and the chain of hashes."""

from decimal import Decimal

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.models import Site, User
from pimms.kernel.money import MoneyField
from pimms.kernel.periods import last_day
from pimms.kernel.rules import RuledModel
from pimms.kernel.triggers import append_only
from recharges import cash, triggers_till

from .ledger import Sale


class TillSessionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Staff see every session; nobody else sees any."""
        return self.none() if user.is_social_worker else self

    def open(self):
        return self.filter(closed_at=None)

    def closed(self):
        return self.filter(closed_at__isnull=False)

    def in_words(self):
        """With whom and where they were opened and closed."""
        return self.select_related("site", "opened_by", "closed_by")


class TillSession(RuledModel):
    """The till of a site from its float in the morning to the count of its notes and coins."""

    site = models.ForeignKey(
        Site, models.PROTECT, verbose_name="point d’accueil", related_name="till_sessions"
    )
    day = models.DateField("jour")
    opened_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="ouverte par", related_name="+"
    )
    opened_at = models.DateTimeField("ouverte à")
    opening_float = MoneyField("fond de caisse")
    opening_motive = models.CharField("motif d’un autre fond", max_length=200, blank=True)
    closed_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="clôturée par", null=True, blank=True, related_name="+"
    )
    closed_at = models.DateTimeField("clôturée à", null=True, blank=True)
    expected = MoneyField("attendu en espèces", null=True, blank=True)
    counted = MoneyField("compté en espèces", null=True, blank=True)
    discrepancy_motive = models.CharField("motif de l’écart", max_length=200, blank=True)
    banked = MoneyField("déposé en banque", null=True, blank=True)
    carried = MoneyField("laissé pour la prochaine ouverture", null=True, blank=True)

    objects = TillSessionQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "caisse", "caisses"
        indexes = [models.Index(name="till_session_by_day", fields=["site", "day"])]
        constraints = [
            models.UniqueConstraint(
                name="till_one_open_per_site",
                fields=["site"],
                condition=Q(closed_at=None),
                violation_error_message="La caisse de ce point d’accueil est déjà ouverte.",
            ),
            models.CheckConstraint(
                name="till_closed_whole_or_not_at_all",
                condition=Q(
                    closed_by=None,
                    closed_at=None,
                    expected=None,
                    counted=None,
                    banked=None,
                    carried=None,
                )
                | Q(
                    closed_by__isnull=False,
                    closed_at__isnull=False,
                    expected__isnull=False,
                    counted__isnull=False,
                    banked__isnull=False,
                    carried__isnull=False,
                ),
                violation_error_message="Une caisse est clôturée avec son compte, ou pas encore.",
            ),
            models.CheckConstraint(
                name="till_amounts_not_negative",
                condition=Q(opening_float__gte=0)
                & (Q(counted=None) | Q(counted__gte=0, banked__gte=0, carried__gte=0)),
                violation_error_message="Une caisse ne contient pas moins que rien.",
            ),
            models.CheckConstraint(
                name="till_discrepancy_with_a_motive",
                condition=Q(counted=None) | Q(counted=F("expected")) | ~Q(discrepancy_motive=""),
                violation_error_message="Un écart de caisse dit son motif.",
            ),
            models.CheckConstraint(
                name="till_banked_or_carried",
                condition=Q(counted=None) | Q(counted=F("banked") + F("carried")),
                violation_error_message="Ce qui est compté va en banque ou reste en caisse.",
            ),
        ]
        triggers = triggers_till.of_sessions

    def __str__(self):
        return f"Caisse du {self.day:%d/%m/%Y}, {self.site}"

    def get_absolute_url(self):
        return reverse("recharges:till_session", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def discrepancy(self) -> Decimal | None:
        """Counted less expected, None while the till is open."""
        return None if self.is_open else self.counted - self.expected


class CashCount(RuledModel):
    """So many pieces of one note or coin, when the till was counted."""

    session = models.ForeignKey(TillSession, models.PROTECT, related_name="counts")
    denomination = models.PositiveIntegerField(
        "valeur", choices=[(cents, cash.name_of(cents)) for cents in cash.DENOMINATIONS]
    )
    pieces = models.PositiveIntegerField("nombre")

    class Meta:
        verbose_name, verbose_name_plural = "compte d’une valeur", "comptes par valeur"
        constraints = [
            models.UniqueConstraint(
                name="cash_count_once_a_denomination",
                fields=["session", "denomination"],
                violation_error_message="Cette valeur est déjà comptée.",
            ),
            models.CheckConstraint(
                name="cash_count_of_euros",
                condition=Q(denomination__in=cash.DENOMINATIONS, pieces__gt=0),
                violation_error_message="On compte des billets et des pièces d’euro.",
            ),
        ]
        triggers = [triggers_till.count_of_an_open_till, *append_only("cash_count")]

    def __str__(self):
        return f"{self.pieces} × {cash.name_of(self.denomination)}"

    @property
    def amount(self) -> Decimal:
        return cash.total({self.denomination: self.pieces})


class Seal(RuledModel):
    """What makes an altered sale visible: the hash of the sale, its lines and the seal before.

    Written by the database alone, when the transaction of the sale ends.
    """

    sale = models.OneToOneField(Sale, models.PROTECT, primary_key=True, related_name="seal")
    series = models.CharField("série", max_length=20)
    number = models.PositiveIntegerField("numéro")
    # Which list of `sealed.SALE` was hashed.
    version = models.PositiveSmallIntegerField("version du texte", default=1, db_default=1)
    previous = models.CharField("empreinte précédente", max_length=64)
    hash = models.CharField("empreinte", max_length=64)

    class Meta:
        verbose_name, verbose_name_plural = "empreinte", "empreintes"
        constraints = [
            models.UniqueConstraint(
                name="seal_number_unique",
                fields=["series", "number"],
                violation_error_message="Ce reçu est déjà scellé.",
            ),
        ]
        triggers = append_only("seal")

    def __str__(self):
        return f"{self.series}-{self.number:06d}"


class ClosingQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Staff see every closing; nobody else sees any."""
        return self.none() if user.is_social_worker else self

    def shutting(self, site, day):
        """The closed day, month or year that the day lies in at the site."""
        kinds = [Closing.Kind.DAY, Closing.Kind.MONTH, Closing.Kind.YEAR]
        return self.filter(site=site, kind__in=kinds, period__contains=day)


class Closing(RuledModel):
    """A Z: what a session, a day, a month or a year came to. It never changes.

    `number`, `perpetual`, `version` (of `sealed.CLOSING`), `anchor`, `previous` and `hash` are set
    by the database. `totals` has
    `by_payment` and `by_category` {code: "12.00"}, `allocated` (the public value of what was
    given), `discrepancy` and `banked`; `receipts` one {series, first, last, hash} a series.
    """

    class Kind(models.TextChoices):
        SESSION = "session", "Caisse"
        DAY = "day", "Jour"
        MONTH = "month", "Mois"
        YEAR = "year", "Année"

    site = models.ForeignKey(
        Site, models.PROTECT, verbose_name="point d’accueil", related_name="closings"
    )
    number = models.PositiveIntegerField("numéro", default=0)
    kind = models.CharField("portée", max_length=10, choices=Kind)
    session = models.OneToOneField(
        TillSession,
        models.PROTECT,
        verbose_name="caisse",
        null=True,
        blank=True,
        related_name="closing",
    )
    period = DateRangeField("période")
    sales = models.PositiveIntegerField("ventes")
    reversals = models.PositiveIntegerField("annulations")
    total = models.DecimalField("total", max_digits=14, decimal_places=2)
    perpetual = models.DecimalField("total perpétuel", max_digits=14, decimal_places=2, default=0)
    totals = models.JSONField("totaux")
    receipts = models.JSONField("reçus", default=list, blank=True)
    closed_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="clôturé par", related_name="+"
    )
    closed_at = models.DateTimeField("clôturé à")
    version = models.PositiveSmallIntegerField("version du texte", default=1, db_default=1)
    anchor = models.CharField(
        "empreinte du repère", max_length=64, blank=True, default="", db_default=""
    )
    previous = models.CharField("empreinte précédente", max_length=64, blank=True)
    hash = models.CharField("empreinte", max_length=64, blank=True)

    objects = ClosingQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "clôture", "clôtures"
        constraints = [
            models.UniqueConstraint(
                name="closing_number_unique",
                fields=["site", "number"],
                violation_error_message="Ce numéro de Z est déjà donné.",
            ),
            models.CheckConstraint(
                name="closing_session_iff_of_a_session",
                condition=Q(kind="session", session__isnull=False)
                | ~Q(kind="session") & Q(session=None),
                violation_error_message="Le Z d’une caisse nomme sa caisse, les autres non.",
            ),
            ExclusionConstraint(
                name="closing_periods_do_not_overlap",
                expressions=[
                    ("site", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
                condition=~Q(kind="session"),
                violation_error_message="Cette période est déjà clôturée.",
            ),
        ]
        triggers = [triggers_till.closing_is_chained, *append_only("closing")]

    def __str__(self):
        return f"Z n°\u00a0{self.number}"

    def get_absolute_url(self):
        return reverse("recharges:closing", args=[self.pk])

    @property
    def last_day(self):
        return last_day(self.period)
