"""When somebody can have been born."""

from datetime import date

from django.core.exceptions import ValidationError


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
