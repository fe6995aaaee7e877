"""What can be done for somebody at the counter, each by a single key."""

from dataclasses import dataclass

from django.urls import reverse

from beneficiaries.models import Beneficiary

_SELL = ("Vendre", "V", "recharges:sell")
_ENROL = ("Inscrire", "E", "beneficiaries:enrol")
_ALWAYS = [
    ("Accompagner", "A", "workshops:support"),
    ("Inscrire à un atelier", "I", "workshops:activity"),
    ("Rendez-vous", "R", "workshops:appointments"),
    ("Dossier", "D", "beneficiaries:file"),
]


@dataclass(frozen=True)
class Deed:
    label: str
    key: str
    url: str


def deeds(person: Beneficiary, *, is_running: bool) -> list[Deed]:
    """First what people mostly come for: to buy, or else to have their rights opened."""
    first = _SELL if is_running else _ENROL
    return [
        Deed(label, key, reverse(name, args=[person.pk])) for label, key, name in [first, *_ALWAYS]
    ]
