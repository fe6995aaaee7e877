"""What can be done for somebody at the counter, each by a single key."""

from dataclasses import dataclass

from django.urls import reverse

from beneficiaries.models import Enrolment

_SELL = ("Vendre", "V", "recharges:sell")
_ENROL = ("Inscrire", "E", "beneficiaries:enrol")
_RESUME = ("Reprendre les droits", "E", "beneficiaries:rights")
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
    is_paper: bool = False  # a document, which opens beside the counter
    is_act: bool = False  # done by the press itself


def deeds(file: dict, *, may_buy: bool, running: Enrolment | None) -> list[Deed]:
    """First what people mostly come for: to buy, or else to have their rights opened again."""
    suspended = file["state"].is_suspended
    first = _RESUME if suspended else _SELL if may_buy else _ENROL
    person = file["beneficiary"]
    found = [
        Deed(label, key, reverse(name, args=[person.pk])) for label, key, name in [first, *_ALWAYS]
    ]
    if running:
        paper = reverse("beneficiaries:certificate", args=[running.pk])
        found.insert(-1, Deed("Attestation", "C", paper, is_paper=True))
    arrival = Deed("Arrivée", "L", reverse("workshops:note_arrival"), is_act=True)
    passage = f"{reverse('workshops:passages')}?personne={person.pk}"
    found[-1:-1] = [arrival, Deed("Passage", "P", passage)]
    return found
