"""When somebody was born, and can have been."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models

from pimms.kernel.templatetags.french import day

DAY_UNKNOWN = "jour inconnu"


def day_unknown_field() -> models.BooleanField:
    """Whether nobody knows the day: the first of January then stands for the year."""
    return models.BooleanField("jour de naissance inconnu", default=False, db_default=False)


def day_unknown_rule(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=name,
        condition=models.Q(born_day_unknown=False) | models.Q(born_on__month=1, born_on__day=1),
        violation_error_message="Quand le jour de naissance est inconnu, le 1er janvier tient lieu"
        " de date.",
    )


def known_day(person) -> date | None:
    """The birth date, where the day is known: what a file of others may take for a day."""
    return None if person.born_day_unknown else person.born_on


def birth(person) -> str:
    """`02/01/1980`, or `1980 (jour inconnu)`; of a person or of a referral."""
    if person.born_day_unknown:
        return f"{person.born_on.year} ({DAY_UNKNOWN})"
    return day(person.born_on)


def born_in_our_time(person, *, on: date) -> None:
    """Raises ValidationError unless `person.born_on` lies between 1900 and the day `on`."""
    if person.born_on > on:
        raise ValidationError(
            {"born_on": "La date de naissance est à venir\u202f: vérifiez l’année."}
        )
    if person.born_on.year < 1900:
        raise ValidationError(
            {"born_on": "La date de naissance est antérieure à 1900\u202f: vérifiez l’année."}
        )
