"""Reference data that every room may name: communes, counters without gaps, reviewed words."""

from collections.abc import Iterable
from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import connection, models
from django.db.models import F, Func, Q

from pimms.kernel.rules import RuledModel
from pimms.kernel.text import fold
from pimms.kernel.triggers import append_only


class Fold(Func):
    """`pimms_fold(text)`: words of a-z and 0-9, one space apart; see `text.fold`."""

    function, output_field, arity = "pimms_fold", models.TextField(), 1


class Squash(Func):
    """`pimms_squash(text)`: the letters and digits alone; see `text.squash`."""

    function, output_field, arity = "pimms_squash", models.TextField(), 1


class Apart(Func):
    """The words of an array as one text, a space before each."""

    template, output_field = "' ' || array_to_string(%(expressions)s, ' ')", models.TextField()


class CommuneQuerySet(models.QuerySet):
    def written(self, text: str) -> Self:
        """The communes that « 92160 Antony », « 92160 » or « anto » may mean, by name.

        A postal code may be begun: « 921 ».
        """
        communes = self.alias(written=Apart(F("postal_codes")))
        said = [word for word in fold(text).split() if not word.isdecimal() or len(word) >= 3]
        for word in said:
            if word.isdecimal():
                communes = communes.filter(written__contains=f" {word}")
            else:
                communes = communes.filter(name_key__contains=word)
        return communes.order_by("name_key", "code") if said else self.none()


def postal_code_field() -> models.CharField:
    """The code that was said: a commune may have several, and an address may have one of its own
    (CEDEX)."""
    return models.CharField("code postal", max_length=5, blank=True, db_default="", default="")


def postal_code_rule(name: str) -> models.CheckConstraint:
    """Five figures, or nothing."""
    return models.CheckConstraint(
        name=name,
        condition=models.Q(postal_code="") | models.Q(postal_code__regex=r"^[0-9]{5}$"),
        violation_error_message="Un code postal a cinq chiffres.",
    )


class Commune(RuledModel):
    """A commune of Île-de-France, by INSEE code. Source: see kernel/data/README.md."""

    code = models.CharField("code INSEE", max_length=5, primary_key=True)
    name = models.CharField("nom", max_length=100)
    name_key = models.GeneratedField(
        expression=Fold(F("name")), output_field=models.TextField(), db_persist=True
    )
    department = models.CharField("département", max_length=3)
    intercommunality = models.CharField("code de l’intercommunalité", max_length=9)
    intercommunality_name = models.CharField("intercommunalité", max_length=120)
    population = models.PositiveIntegerField("population municipale")
    postal_codes = ArrayField(models.CharField(max_length=5), verbose_name="codes postaux")
    former_names = ArrayField(
        models.CharField(max_length=120),
        verbose_name="anciennes communes et arrondissements",
        help_text="«\u202fnom:code postal\u202f»",
    )

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "commune", "communes"
        indexes = [
            GinIndex(name="commune_name_trigrams", fields=["name_key"], opclasses=["gin_trgm_ops"]),
        ]

    def __str__(self) -> str:
        return self.name

    def at(self, postal_code: str) -> str:
        """As a letter is addressed and a form takes it: `92160 Antony`, `75013 Paris`; its name
        alone where it has several postal codes and nobody said which."""
        own = self.postal_codes[0] if len(self.postal_codes) == 1 else ""
        return f"{postal_code or own} {self.name}".strip()


class Series(RuledModel):
    """A counter that never skips: the last number given in a named series.

    The trigger of the numbered table moves it on; `last_of` only locks and reads it.
    """

    name = models.CharField(max_length=20, primary_key=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name, verbose_name_plural = "série", "séries"

    def __str__(self) -> str:
        return f"{self.name}\u202f: {self.last}"


class ReviewedQuerySet(models.QuerySet):
    def in_force(self, languages: Iterable[str]) -> Self:
        """The last words of each key of these languages."""
        latest = self.filter(language__in=languages).order_by("language", "key", "-pk")
        return latest.distinct("language", "key")


class Reviewed(RuledModel):
    """Words of a language that somebody who speaks it has read over, maybe put right.

    `source` is the French that they translate: once it changes, they are to be read over again.
    """

    language = models.CharField("langue", max_length=5)
    key = models.CharField("clé", max_length=40)
    source = models.CharField("français", max_length=300)
    text = models.CharField("traduction", max_length=400)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="relue par", related_name="+"
    )
    at = models.DateTimeField("relue le")

    objects = ReviewedQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "traduction relue", "traductions relues"
        triggers = append_only("reviewed")
        indexes = [models.Index(name="reviewed_latest", fields=["language", "key", "-id"])]
        constraints = [
            models.CheckConstraint(
                name="reviewed_says_something",
                condition=~Q(text="") & ~Q(source=""),
                violation_error_message="Une traduction relue dit quelque chose.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.language}\u202f: {self.key}"


class Sending(RuledModel):
    """A message is leaving, or its sender died meanwhile: see `sending.py`."""

    key = models.CharField("envoi", max_length=120, primary_key=True)
    begun_at = models.DateTimeField("commencé le")

    class Meta:
        verbose_name, verbose_name_plural = "envoi", "envois"

    def __str__(self) -> str:
        return self.key


def last_of(series: str) -> int:
    """The last number given in the series, whose next numbers are ours until we commit."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO kernel_series (name, last) VALUES (%s, 0)"
            " ON CONFLICT (name) DO UPDATE SET last = kernel_series.last RETURNING last",
            [series],
        )
        return cursor.fetchone()[0]


def take(series: str) -> int:
    """The next number of a series that has no trigger of its own."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO kernel_series AS s (name, last) VALUES (%s, 1)"
            " ON CONFLICT (name) DO UPDATE SET last = s.last + 1 RETURNING last",
            [series],
        )
        return cursor.fetchone()[0]
