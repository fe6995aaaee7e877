"""What stands around the files of the year: kin, shared telephones, proxies, notes, tags, who
follows whom, and two files that were found to be one person's."""

from datetime import date, timedelta
from itertools import groupby
from operator import attrgetter
from random import Random

from beneficiaries import services
from beneficiaries.models import Beneficiary, Kinship, PossibleDuplicate
from pimms.kernel.periods import add_months

FOLLOWED, NOTED, FAMILIES = 60, 12, 6
NOTES = (
    "Parle peu le français\u202f: prendre le temps, montrer sur l’écran.",
    "Préfère venir le matin, avant l’école.",
    "N’entend pas bien au téléphone\u202f: envoyer un SMS.",
    "Attend une réponse de son opérateur\u202f; lui demander à la prochaine visite.",
    "A oublié son code PIN\u202f: noter le code PUK avec elle.",
)
TAGS = ("Ateliers du mardi", "Dette opérateur", "Sans adresse électronique")
LANGUAGES = ("Arabe", "Wolof", "Tamoul", "Portugais", "Soninké")


def fill(people: list[Beneficiary], *, house, today: date) -> None:
    """All of it within the last weeks, by the verbs of the desk."""
    rng, nadia = Random(len(people)), house.counsellors[0]
    lately = today - timedelta(days=9)
    people = sorted(people, key=attrgetter("pk"))
    for person in rng.sample(people, FOLLOWED):
        services.entrust(person, adviser=rng.choice(house.counsellors), by=nadia, on=lately)
    latest = people[-NOTED:]
    for n, person in enumerate(latest):
        services.note(person, text=NOTES[n % len(NOTES)], is_pinned=n % 3 != 1, by=nadia, on=lately)
        services.tag(person, tags=[], new=TAGS[n % len(TAGS)], by=nadia, on=lately)
        spoken = {
            "language": LANGUAGES[n % len(LANGUAGES)],
            "contact_by": "sms" if person.phone else "post",
        }
        services.correct_person(person, by=nadia, on=lately, **spoken)
    services.tag(latest[-1], tags=[], new="À rappeler", personal=True, by=nadia, on=lately)
    _families(people, by=nadia, on=lately)
    for person, name in zip(latest[:3], ("Samia Kaddour", "Paul Ferrand", "Inès Duarte"),
                            strict=True):  # fmt: skip
        services.grant_proxy(
            person, name=name, purpose="acheter et retirer des recharges", starts_on=lately,
            last_day=add_months(lately, 6), by=nadia, on=lately,
        )  # fmt: skip
    pair = PossibleDuplicate.objects.undecided().newest_first().first()
    services.merge(
        pair.first, absorbed=pair.second, by=house.director, on=today - timedelta(days=3)
    )


def _families(people: list[Beneficiary], *, by, on: date) -> None:
    """Of the same last name: brothers and sisters, who share a telephone."""
    named = sorted(people, key=attrgetter("last_key", "pk"))
    families = [list(family) for _, family in groupby(named, key=attrgetter("last_key"))]
    for one, other, *_ in [family for family in families if len(family) > 1][:FAMILIES]:
        services.relate(
            one, relative=other, kind=Kinship.Kind.SIBLING, same_household=True, by=by, on=on
        )
        if one.phone:
            services.correct_person(other, phone=one.phone, by=by, on=on)
