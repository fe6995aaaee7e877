"""A person, the numbers their file has had, and who might be the same person twice."""

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Concat
from django.urls import reverse

from accounts.models import Site, User
from beneficiaries.births import day_unknown_field, day_unknown_rule
from pimms.kernel import discretion, phones
from pimms.kernel.models import Commune, Fold, Squash, postal_code_field, postal_code_rule, take
from pimms.kernel.rules import RuledModel

from .finding import FindingQuerySet
from .likeness import Sound


class BeneficiaryQuerySet(FindingQuerySet):
    def visible_to(self, user):
        """Staff see every standing file; a social worker the people their organisation referred."""
        if user.is_social_worker:
            return self.filter(
                referrals__organisation__memberships__user=user,
                referrals__organisation__memberships__ended_on=None,
                merged_into=None,
            ).distinct()
        return self.standing()

    def enrolled_on(self, day):
        running = self.model.enrolments.rel.related_model.objects.running_on(day)
        return self.filter(pk__in=running.values("beneficiary"))

    def who_may_live_in(self, district):
        """Those who are said to, and those whose address names one of its streets."""
        streets = district.streets.filter(commune=OuterRef("commune"))
        there = streets.alias(there=Fold(OuterRef("address")))
        named = Exists(there.filter(there__contains=F("street_key")))
        return self.filter(Q(district=district) | Q(named))

    def sharing_with(self, pk):
        """The person and those of their household, who share its caps; the oldest file first."""
        household = Subquery(Beneficiary.objects.filter(pk=pk).values("household"))
        return self.filter(Q(pk=pk) | Q(household=household)).order_by("pk")

    def with_numbers(self):
        """Each with the `numbers` of their file, the first one first."""
        numbers = DossierNumber.objects.filter(beneficiary=OuterRef("pk")).order_by("pk")
        return self.annotate(numbers=ArraySubquery(numbers.values("number")))

    def in_order(self):
        return self.order_by("last_key", "first_key", "pk")

    def tagged(self, tag):
        return self.filter(taggings__tag=tag)

    def followed_by(self, user):
        """The user's portfolio."""
        return self.filter(adviser=user)

    def not_seen_since(self, day):
        """Those last seen before the day, or never."""
        return self.filter(Q(last_seen_on__lt=day) | Q(last_seen_on=None))


_NAMES = (F("last_name"), F("first_name"), F("used_name"))


def _apart(*texts):
    """The texts as one, a space between them."""
    first, *others = texts
    apart = (part for text in others for part in (models.Value(" "), text))
    return Concat(first, *apart, output_field=models.TextField())


KNOWN = "Cette personne a déjà un dossier\u202f: mêmes nom, prénom et date de naissance."


class Household(RuledModel):
    """People who live together; their caps may be shared."""

    class Meta:
        verbose_name, verbose_name_plural = "foyer", "foyers"

    def __str__(self):
        return f"Foyer n°\u202f{self.pk}"


class Beneficiary(RuledModel):
    """A person whom we help. Their names say what they said, in any spelling they like.

    `last_seen_on` is moved on by triggers: sales, support, attendance, assessments.
    """

    class Gender(models.TextChoices):
        FEMININE = "feminin", "Féminin"
        MASCULINE = "masculin", "Masculin"
        NOT_STATED = "non_communique", "Non communiqué"

    class SocialStatus(models.TextChoices):
        RETIRED = "retraite", "Retraité"
        UNEMPLOYED = "sans_emploi", "Sans emploi"
        EMPLOYED = "en_emploi", "En emploi"
        IN_EDUCATION = "scolarise", "Scolarisé"
        NOT_STATED = "non_communique", "Non communiqué ou hétérogène"

    class Housing(models.TextChoices):
        STABLE = "stable", "Logement stable"
        HOSTED = "heberge", "Hébergé chez quelqu’un"
        CENTRE = "centre", "Foyer, hôtel ou centre d’hébergement"
        NONE = "sans", "Sans domicile"
        NOT_STATED = "non_communique", "Non communiqué"

    class Family(models.TextChoices):
        ALONE = "seul", "Vit seul"
        COUPLE = "couple", "En couple"
        SINGLE_PARENT = "monoparental", "Élève seul un ou des enfants"
        RELATIVES = "famille", "Chez ou avec de la famille"
        NOT_STATED = "non_communique", "Non communiqué"

    class Contact(models.TextChoices):
        PHONE = "phone", "Par téléphone"
        SMS = "sms", "Par SMS"
        EMAIL = "email", "Par courriel"
        POST = "post", "Par courrier"
        REFERRER = "referrer", "Par le travailleur social référent"
        DESK = "desk", "Au guichet, quand elle vient"

    last_name = models.CharField("nom", max_length=100)
    used_name = models.CharField("nom d’usage", max_length=100, blank=True)
    first_name = models.CharField("prénom", max_length=100, blank=True)
    born_on = models.DateField("date de naissance")
    born_day_unknown = day_unknown_field()
    # Of people of one name born on one day, by a deliberate choice: the first has 0.
    namesake = models.PositiveSmallIntegerField("rang parmi ses homonymes", default=0, db_default=0)
    gender = models.CharField("genre", max_length=20, choices=Gender, default=Gender.NOT_STATED)
    social_status = models.CharField(
        "situation", max_length=20, choices=SocialStatus, default=SocialStatus.NOT_STATED
    )
    income_source = models.CharField("ressource principale", max_length=60, blank=True)
    adults = models.PositiveSmallIntegerField("adultes au foyer", null=True, blank=True)
    children = models.PositiveSmallIntegerField("enfants au foyer", null=True, blank=True)
    phone = models.CharField("téléphone", max_length=16, blank=True)
    email = models.EmailField("adresse électronique", blank=True)
    address = models.CharField("adresse", max_length=200, blank=True)
    contact_by = models.CharField("à joindre", max_length=10, choices=Contact, blank=True)
    language = models.CharField("langue préférée", max_length=40, blank=True)
    commune = models.ForeignKey(
        Commune, models.PROTECT, verbose_name="commune", null=True, blank=True, related_name="+"
    )
    postal_code = postal_code_field()
    district = models.ForeignKey(
        "District",
        models.PROTECT,
        verbose_name="quartier prioritaire",
        null=True,
        blank=True,
        related_name="beneficiaries",
    )
    housing = models.CharField(
        "logement", max_length=20, choices=Housing, default=Housing.NOT_STATED
    )
    family = models.CharField("famille", max_length=20, choices=Family, default=Family.NOT_STATED)
    notes = models.TextField("notes", blank=True)
    adviser = models.ForeignKey(
        User,
        models.PROTECT,
        verbose_name="conseiller référent",
        null=True,
        blank=True,
        related_name="portfolio",
    )
    last_seen_on = models.DateField("vue pour la dernière fois le", null=True, blank=True)
    household = models.ForeignKey(
        Household,
        models.PROTECT,
        verbose_name="foyer",
        null=True,
        blank=True,
        related_name="members",
    )
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name="réuni avec",
        null=True,
        blank=True,
        related_name="merged",
    )
    site = models.ForeignKey(
        Site, models.PROTECT, verbose_name="point d’accueil", related_name="beneficiaries"
    )
    created_at = models.DateTimeField("créé le", auto_now_add=True)

    last_key = models.GeneratedField(
        expression=Squash(F("last_name")), output_field=models.TextField(), db_persist=True
    )
    first_key = models.GeneratedField(
        expression=Squash(F("first_name")), output_field=models.TextField(), db_persist=True
    )
    used_key = models.GeneratedField(
        expression=Squash(F("used_name")), output_field=models.TextField(), db_persist=True
    )
    # The words, then each part with its words joined; a space before and after each.
    search_key = models.GeneratedField(
        expression=Concat(
            models.Value(" "),
            Fold(_apart(*_NAMES, *map(Squash, _NAMES))),
            models.Value(" "),
            output_field=models.TextField(),
        ),
        output_field=models.TextField(),
        db_persist=True,
    )
    sound_key = models.GeneratedField(
        expression=Sound(_apart(*_NAMES)), output_field=models.TextField(), db_persist=True
    )

    objects = BeneficiaryQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "personne", "personnes"
        indexes = [
            models.Index(name="beneficiary_in_order", fields=["last_key", "first_key", "id"]),
            models.Index(name="beneficiary_by_first_name", fields=["first_key", "born_on"]),
            models.Index(
                name="beneficiary_by_used_name", fields=["used_key"], condition=~Q(used_key="")
            ),
            models.Index(name="beneficiary_by_birth", fields=["born_on"]),
            models.Index(
                name="beneficiary_by_postal_code",
                fields=["postal_code"],
                condition=~Q(postal_code=""),
            ),
            models.Index(
                name="beneficiary_by_phone", fields=["phone", "id"], condition=~Q(phone="")
            ),
            GinIndex(name="beneficiary_search", fields=["search_key"], opclasses=["gin_trgm_ops"]),
            GinIndex(name="beneficiary_phone", fields=["phone"], opclasses=["gin_trgm_ops"]),
            GinIndex(name="beneficiary_sound", fields=["sound_key"], opclasses=["gin_trgm_ops"]),
            models.Index(name="beneficiary_same_sound", fields=["sound_key"]),
            models.Index(name="beneficiary_last_seen", fields=["last_seen_on", "id"]),
        ]
        constraints = [
            models.UniqueConstraint(
                name="beneficiary_is_nobody_else",
                fields=["last_key", "first_key", "born_on", "namesake"],
                condition=Q(merged_into=None),
                violation_error_message=KNOWN,
            ),
            models.CheckConstraint(
                name="beneficiary_has_a_name",
                condition=~Q(last_key=""),
                violation_error_message="Une personne a un nom, écrit en lettres latines.",
            ),
            models.CheckConstraint(
                name="beneficiary_born_since_1900",
                condition=Q(born_on__gte="1900-01-01"),
                violation_error_message="La date de naissance est antérieure à 1900\u202f: vérifiez"
                " l’année.",
            ),
            day_unknown_rule("beneficiary_birth_day_unknown"),
            phones.rule("beneficiary_phone_international"),
            postal_code_rule("beneficiary_postal_code"),
            models.CheckConstraint(
                name="beneficiary_not_merged_into_itself",
                condition=Q(merged_into=None) | ~Q(merged_into=F("pk")),
                violation_error_message="Un dossier ne peut pas être réuni avec lui-même.",
            ),
        ]

    def __str__(self):
        return discretion.named(self.last_name, self.first_name)

    @property
    def town(self) -> str:
        """The postal code that was said, and the commune; empty when neither is known."""
        return self.commune.at(self.postal_code) if self.commune else self.postal_code

    @property
    def used(self) -> str:
        """« d’usage LIMOUZIN », where the name in use is another than that of birth."""
        if self.used_key in ("", self.last_key):
            return ""
        return f"d’usage {discretion.named(self.used_name, '')}"

    def get_absolute_url(self):
        return reverse("beneficiaries:file", args=[self.pk])

    @property
    def survivor(self) -> "Beneficiary":
        """The file that this one was merged into, or itself."""
        person = self
        while person.merged_into_id:
            person = person.merged_into
        return person


class DossierNumber(RuledModel):
    """A number that a person's file bears; a person may have had several files."""

    number = models.CharField("n° de dossier", max_length=30)
    beneficiary = models.ForeignKey(
        Beneficiary, models.PROTECT, verbose_name="personne", related_name="dossier_numbers"
    )

    class Meta:
        verbose_name, verbose_name_plural = "numéro de dossier", "numéros de dossier"
        indexes = [
            models.Index(
                name="dossier_number_prefix", fields=["number"], opclasses=["text_pattern_ops"]
            )
        ]
        constraints = [
            models.UniqueConstraint(
                name="dossier_number_unique",
                fields=["number"],
                violation_error_message="Ce numéro de dossier est déjà donné.",
            ),
            models.CheckConstraint(
                name="dossier_number_written",
                condition=Q(number__regex=r"^\S(.*\S)?$"),
                violation_error_message="Un numéro de dossier n’est pas vide.",
            ),
        ]

    def __str__(self):
        return self.number

    @classmethod
    def next_of(cls, year: int) -> str:
        """The next free number of the year: `2016-0451`."""
        while True:
            number = f"{year}-{take(f'dossier {year}'):04d}"
            if not cls.objects.filter(number=number).exists():
                return number
