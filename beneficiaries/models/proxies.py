"""Who may act for somebody else at the desk, and for how long."""

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import Q

from accounts.models import User
from beneficiaries.triggers import of_a_standing_file
from pimms.kernel import phones
from pimms.kernel.periods import last_day
from pimms.kernel.rules import RuledModel

from .people import Beneficiary


class ProxyQuerySet(models.QuerySet):
    def running_on(self, day):
        return self.filter(period__contains=day).filter(Q(ended_on=None) | Q(ended_on__gt=day))

    def newest_first(self):
        return self.select_related("holder", "recorded_by").order_by("-period", "-pk")


class Proxy(RuledModel):
    """A procuration: from a day to another, somebody may do some things in the person's name."""

    beneficiary = models.ForeignKey(
        Beneficiary, models.PROTECT, verbose_name="personne", related_name="proxies"
    )
    name = models.CharField("mandataire", max_length=100)
    phone = models.CharField("téléphone du mandataire", max_length=16, blank=True)
    holder = models.ForeignKey(
        Beneficiary,
        models.PROTECT,
        verbose_name="dossier du mandataire",
        null=True,
        blank=True,
        related_name="proxies_held",
    )
    purpose = models.CharField("pour quoi", max_length=200)
    period = DateRangeField("période")
    ended_on = models.DateField("terminée le", null=True, blank=True)
    reason = models.CharField("motif de la fin", max_length=200, blank=True)
    recorded_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="notée par", related_name="+"
    )

    objects = ProxyQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "procuration", "procurations"
        constraints = [
            models.CheckConstraint(
                name="proxy_has_both_days",
                condition=Q(
                    period__isempty=False,
                    period__lower_inf=False,
                    period__upper_inf=False,
                ),
                violation_error_message="Une procuration a un premier et un dernier jour, dans"
                " cet ordre.",
            ),
            models.CheckConstraint(
                name="proxy_ended_with_a_reason",
                condition=Q(ended_on=None, reason="") | Q(ended_on__isnull=False) & ~Q(reason=""),
                violation_error_message="Une procuration terminée dit quand et pourquoi.",
            ),
            models.CheckConstraint(
                name="proxy_names_its_holder_and_purpose",
                condition=~Q(name="") & ~Q(purpose=""),
                violation_error_message="Une procuration nomme le mandataire et dit pour quoi.",
            ),
            phones.rule("proxy_phone_international"),
        ]
        triggers = [of_a_standing_file("proxy")]

    def __str__(self):
        return f"{self.name} pour {self.beneficiary}"

    @property
    def last_day(self):
        return last_day(self.period)
