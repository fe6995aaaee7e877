"""What anybody may read of a frozen report, from when and until when."""

from django.db import models
from django.db.models import F, Q

from accounts.models import User
from pimms.kernel.rules import RuledModel
from reports.triggers import publication_of_a_frozen_edition

from .editions import Edition


class PublicationQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(ended_on=None)


class Publication(RuledModel):
    """The director put a frozen report on the public page, and may take it back."""

    edition = models.ForeignKey(
        Edition, models.PROTECT, verbose_name="bilan arrêté", related_name="publications"
    )
    published_on = models.DateField("publié le")
    published_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="publié par", related_name="+"
    )
    ended_on = models.DateField("retiré le", null=True, blank=True)
    ended_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="retiré par", null=True, blank=True, related_name="+"
    )

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "publication", "publications"
        constraints = [
            models.UniqueConstraint(
                name="publication_one_standing",
                fields=["edition"],
                condition=Q(ended_on=None),
                violation_error_message="Ce bilan est déjà sur la page publique.",
            ),
            models.CheckConstraint(
                name="publication_ended_by_somebody",
                condition=Q(ended_on=None, ended_by=None)
                | Q(ended_on__isnull=False, ended_by__isnull=False),
                violation_error_message="Un retrait dit quel jour et par qui.",
            ),
            models.CheckConstraint(
                name="publication_ends_after_it_began",
                condition=Q(ended_on=None) | Q(ended_on__gte=F("published_on")),
                violation_error_message="Un bilan se retire après avoir été publié.",
            ),
        ]
        triggers = [publication_of_a_frozen_edition]

    def __str__(self):
        return f"{self.edition}, public depuis le {self.published_on:%d/%m/%Y}"
