"""Who is who to whom, and how many live together."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least

from pimms.kernel.rules import RuledModel

from .people import Beneficiary


class KinshipQuerySet(models.QuerySet):
    def of(self, person):
        """The standing ties of the person with people who have a file of their own still."""
        ties = self.filter(
            Q(person=person) | Q(relative=person),
            ended_on=None,
            person__merged_into=None,
            relative__merged_into=None,
        )
        return ties.select_related("person", "relative").order_by("pk")


class Kinship(RuledModel):
    """What `relative` is to `person`; read the other way round it is the mirrored word."""

    class Kind(models.TextChoices):
        PARTNER = "partner", "Conjoint ou conjointe"
        PARENT = "parent", "Père ou mère"
        CHILD = "child", "Enfant"
        SIBLING = "sibling", "Frère ou sœur"
        OTHER = "other", "Autre proche"

    person = models.ForeignKey(
        Beneficiary, models.PROTECT, verbose_name="personne", related_name="kin"
    )
    relative = models.ForeignKey(
        Beneficiary, models.PROTECT, verbose_name="proche", related_name="kin_of"
    )
    kind = models.CharField("lien", max_length=10, choices=Kind)
    ended_on = models.DateField("retiré le", null=True, blank=True)

    objects = KinshipQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "lien de parenté", "liens de parenté"
        constraints = [
            models.UniqueConstraint(
                Least("person", "relative"),
                Greatest("person", "relative"),
                name="kinship_once_a_pair",
                condition=Q(ended_on=None),
                violation_error_message="Le lien entre ces deux personnes est déjà noté.",
            ),
            models.CheckConstraint(
                name="kinship_of_two_people",
                condition=~Q(person=F("relative")),
                violation_error_message="On n’est pas son propre proche\u202f: choisissez"
                " quelqu’un d’autre.",
            ),
            models.CheckConstraint(
                name="kinship_kind_known",
                condition=Q(kind__in=["partner", "parent", "child", "sibling", "other"]),
                violation_error_message="Ce lien de parenté n’est pas dans la liste.",
            ),
        ]

    def __str__(self):
        return f"{self.relative}, {self.get_kind_display().lower()} de {self.person}"


_MIRROR = {Kinship.Kind.PARENT: Kinship.Kind.CHILD, Kinship.Kind.CHILD: Kinship.Kind.PARENT}
# With « sa » or « son », as the relative's gender has it: feminine, masculine, not stated.
_WORDS = {
    Kinship.Kind.PARTNER: ("sa conjointe", "son conjoint", "son conjoint ou sa conjointe"),
    Kinship.Kind.PARENT: ("sa mère", "son père", "son père ou sa mère"),
    Kinship.Kind.CHILD: ("sa fille", "son fils", "son enfant"),
    Kinship.Kind.SIBLING: ("sa sœur", "son frère", "son frère ou sa sœur"),
    Kinship.Kind.OTHER: ("une proche", "un proche", "un ou une proche"),
}
_GENDERS = (Beneficiary.Gender.FEMININE, Beneficiary.Gender.MASCULINE)


def relative_of(tie: Kinship, person: Beneficiary) -> tuple[Beneficiary, str]:
    """Who the other one is, and what they are to the person: « sa sœur »."""
    outwards = tie.person_id == person.pk
    other = tie.relative if outwards else tie.person
    kind = tie.kind if outwards else _MIRROR.get(tie.kind, tie.kind)
    place = _GENDERS.index(other.gender) if other.gender in _GENDERS else 2
    return other, _WORDS[kind][place]


def household_size(person: Beneficiary) -> int:
    """Unit: people. The members of the household, else the adults and children that were
    declared; at least one."""
    if person.household_id:
        return max(person.household.members.standing().count(), 1)
    return max((person.adults or 0) + (person.children or 0), 1)
