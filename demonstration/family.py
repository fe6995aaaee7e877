"""What stands around the files of the year: kin, shared telephones, proxies, notes, tags, who
follows whom, and two files that were found to be one person's."""

from datetime import date, timedelta
from itertools import groupby
from operator import attrgetter
from random import Random

from beneficiaries import services
from beneficiaries.models import Beneficiary, Kinship, PossibleDuplicate
from pimms.kernel.periods import add_months

from .script import read

FOLLOWED, NOTED, FAMILIES = 60, 12, 6


def fill(people: list[Beneficiary], *, house, today: date) -> None:
    """All of it within the last weeks, by the verbs of the desk."""
    rng, nadia, data = Random(len(people)), house.counsellors[0], read("family")
    notes, tags, languages = data["notes"], data["tags"], data["languages"]
    lately = today - timedelta(days=9)
    people = sorted(people, key=attrgetter("pk"))
    for person in rng.sample(people, FOLLOWED):
        services.entrust(person, adviser=rng.choice(house.counsellors), by=nadia, on=lately)
    latest = people[-NOTED:]
    for n, person in enumerate(latest):
        services.note(person, text=notes[n % len(notes)], is_pinned=n % 3 != 1, by=nadia, on=lately)
        services.tag(person, tags=[], new=tags[n % len(tags)], by=nadia, on=lately)
        spoken = {
            "language": languages[n % len(languages)],
            "contact_by": "sms" if person.phone else "post",
        }
        services.correct_person(person, by=nadia, on=lately, **spoken)
    services.tag(latest[-1], tags=[], new="À rappeler", personal=True, by=nadia, on=lately)
    _families(people, by=nadia, on=lately)
    script = house.script("family", today=today, latest=latest)
    script.play("proxies", last_day=add_months(lately, 6))
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
