"""How well a service is told, as data·inclusion counts it: DORA hides what is under 0.8.

Source: gip-inclusion, data-inclusion-schema 1.0.10, score_qualite; tried against it by our tests.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

HIDDEN_UNDER = 0.8
_FRESH, _STALE = 180, 730  # days: told in full until then, worth nothing from then on
_SHORT, _GOOD, _LONG = 50, 200, 2000  # characters of a description

Service = Mapping[str, Any]


@dataclass(frozen=True)
class Score:
    """From nought to one, and what to do for more of it."""

    value: float
    missing: tuple[str, ...]

    @property
    def is_hidden(self) -> bool:
        return self.value < HIDDEN_UNDER

    @property
    def percent(self) -> int:
        return round(100 * self.value)


def score(service: Service, *, on: date) -> Score:
    """That of a service as it stands in the file, on that day."""
    parts = [(part, words) for part, words in _parts(service, on) if part is not None]
    value = round(sum(round(part, 2) for part, _ in parts) / len(parts), 2)
    return Score(value, tuple(words for part, words in parts if part < 1))


def _parts(service: Service, on: date) -> list[tuple[float | None, str]]:
    """How much of each point there is, None where it does not matter, and what is missing."""
    ways = service.get("modes_mobilisation", ())
    here = "en-presentiel" in service.get("modes_accueil", ()) or "se-presenter" in ways
    return [
        (_there(service, "adresse") if here else None, "L’adresse de la maison manque."),
        (
            (bool(ways) + bool(service.get("mobilisable_par"))) / 2,
            "Dites comment le service se demande, et qui peut le demander.",
        ),
        (_there(service, "publics"), "Cochez à qui il s’adresse."),
        (_there(service, "thematiques"), "Il n’a pas de thème."),
        (
            max(_there(service, name) for name in ("courriel", "lien_mobilisation", "telephone")),
            "Donnez un téléphone, une adresse électronique ou un lien.",
        ),
        (
            _there(service, "courriel") if "envoyer-un-courriel" in ways else None,
            "On le demande par courriel\u202f: donnez l’adresse électronique.",
        ),
        (
            _recent((on - date.fromisoformat(service["date_maj"])).days),
            "Relisez ce texte et enregistrez-le\u202f: il a plus de six mois.",
        ),
        (_fees(service), "Dites s’il est gratuit, ou précisez les frais."),
        (
            _told(len(service["description"])),
            f"Décrivez-le en {_GOOD} à {_LONG} caractères.",
        ),
        (
            _there(service, "telephone") if "telephoner" in ways else None,
            "On le demande par téléphone\u202f: donnez le numéro.",
        ),
    ]


def _there(service: Service, name: str) -> float:
    return 1.0 if service.get(name) else 0.0


def _recent(days: int) -> float:
    return min(1.0, max(0.0, (_STALE - days) / (_STALE - _FRESH)))


def _fees(service: Service) -> float:
    if service.get("frais") == "payant":
        return 1.0 if service.get("frais_precisions") else 0.5
    return _there(service, "frais")


def _told(letters: int) -> float:
    if letters < _SHORT:
        return 0.0
    return 1.0 if _GOOD <= letters < _LONG else 0.5
