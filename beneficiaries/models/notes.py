"""What the team writes beside a file: notes and tags."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from accounts.models import User
from beneficiaries.triggers import of_a_standing_file
from pimms.kernel.models import Fold
from pimms.kernel.rules import RuledModel

from .people import Beneficiary


class NoteQuerySet(models.QuerySet):
    def shown(self):
        """Those that were not archived, the pinned ones on top, the newest first."""
        return self.filter(archived_on=None).in_order()

    def pinned(self):
        return self.shown().filter(is_pinned=True)

    def archived(self):
        return self.filter(archived_on__isnull=False).in_order()

    def in_order(self):
        return self.select_related("written_by").order_by("-is_pinned", "-written_on", "-pk")


class Note(RuledModel):
    """A dated remark of a colleague; it is archived, never rewritten."""

    beneficiary = models.ForeignKey(
        Beneficiary, models.PROTECT, verbose_name="personne", related_name="team_notes"
    )
    text = models.TextField("note", max_length=1000)
    is_pinned = models.BooleanField("épinglée", default=False)
    written_on = models.DateField("écrite le")
    written_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="écrite par", related_name="+"
    )
    archived_on = models.DateField("archivée le", null=True, blank=True)

    objects = NoteQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "note", "notes"
        constraints = [
            models.CheckConstraint(
                name="note_says_something",
                condition=~Q(text=""),
                violation_error_message="Une note n’est pas vide.",
            ),
            models.CheckConstraint(
                name="note_archived_after_it_was_written",
                condition=Q(archived_on=None) | Q(archived_on__gte=F("written_on")),
                violation_error_message="Une note est archivée après avoir été écrite.",
            ),
        ]
        triggers = [of_a_standing_file("note")]

    def __str__(self):
        return self.text[:60]


class TagQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The team's, and one's own."""
        return self.filter(Q(owner=None) | Q(owner=user))

    def in_order(self):
        """The team's first."""
        return self.order_by(F("owner").asc(nulls_first=True), "name_key", "pk")


class Tag(RuledModel):
    """A word to find people by: the whole team's, or one colleague's own."""

    name = models.CharField("étiquette", max_length=40)
    owner = models.ForeignKey(
        User,
        models.PROTECT,
        verbose_name="personnelle, de",
        null=True,
        blank=True,
        related_name="tags",
    )
    name_key = models.GeneratedField(
        expression=Fold(F("name")), output_field=models.TextField(), db_persist=True
    )

    objects = TagQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "étiquette", "étiquettes"
        constraints = [
            models.UniqueConstraint(
                "name_key",
                Coalesce("owner", 0),
                name="tag_once",
                violation_error_message="Cette étiquette existe déjà.",
            ),
            models.CheckConstraint(
                name="tag_is_a_word",
                condition=~Q(name_key=""),
                violation_error_message="Une étiquette est un mot.",
            ),
        ]

    def __str__(self):
        return self.name


class Tagging(RuledModel):
    """The person bears the tag."""

    beneficiary = models.ForeignKey(
        Beneficiary, models.PROTECT, verbose_name="personne", related_name="taggings"
    )
    tag = models.ForeignKey(Tag, models.PROTECT, verbose_name="étiquette", related_name="taggings")

    class Meta:
        verbose_name, verbose_name_plural = "étiquette posée", "étiquettes posées"
        constraints = [
            models.UniqueConstraint(
                name="tagging_once",
                fields=["beneficiary", "tag"],
                violation_error_message="Cette personne porte déjà cette étiquette.",
            ),
        ]
        triggers = [of_a_standing_file("tagging")]

    def __str__(self):
        return f"{self.beneficiary}, {self.tag}"
