"""The sheets and columns of a desk register, by their headings."""

import re
from dataclasses import dataclass
from functools import cached_property

from pimms.kernel.text import fold

REASON, DOSSIER = "Motif du rejet", "N° dossier"
# Of a heading: what people leave out, add, or shorten.
_LITTLE = frozenset(
    ("de", "du", "des", "d", "la", "le", "l", "en", "min", "minutes", "euros", "eur")
)
_NUMBER = frozenset(("no", "num", "numero", "nos"))


@dataclass(frozen=True)
class Sheet:
    name: str
    columns: tuple[str, ...]
    keys: frozenset[str]  # the columns without which a row says nothing
    day: str | None = None  # the column by which the rows are judged in order

    @cached_property
    def places(self) -> dict[str, int]:
        """{column: its place}."""
        return {column: place for place, column in enumerate(self.columns)}

    def index(self, column: str) -> int:
        return self.places[column]


CATALOGUE = Sheet(
    "Catalogue",
    (
        "Référence",
        "Désignation",
        "Catégorie",
        "Prix public",
        "Prix solidaire",
        "Plafond par mois",
        "Plafond par période",
    ),
    frozenset(
        ("Référence", "Prix public", "Prix solidaire", "Plafond par mois", "Plafond par période")
    ),
)
PEOPLE = Sheet(
    "Bénéficiaires",
    (
        "N° dossier",
        "Civilité",
        "Nom",
        "Prénom",
        "Date de naissance",
        "Téléphone",
        "Courriel",
        "Adresse",
        "Code postal",
        "Ville",
        "Situation",
        "Ressource principale",
        "Adultes",
        "Enfants",
        "Orienté par",
        "Travailleur social",
        "Date d'orientation",
        "Date d'inscription",
    ),
    frozenset(("N° dossier", "Nom", "Prénom", "Date de naissance")),
)
SALES = Sheet(
    "Ventes",
    ("Date", "N° dossier", "Article", "Quantité", "Prix payé", "Paiement", "Conseiller"),
    frozenset(("Date", "N° dossier", "Article", "Quantité", "Prix payé")),
    day="Date",
)
WORKSHOPS = Sheet(
    "Ateliers",
    (
        "Code",
        "Intitulé",
        "Thématique",
        "Date",
        "Début",
        "Fin",
        "Lieu",
        "Animateur",
        "Places",
    ),
    frozenset(("Code", "Date", "Début", "Fin")),
)
ATTENDANCES = Sheet(
    "Présences",
    ("Code atelier", "N° dossier", "Présent"),
    frozenset(("Code atelier", "N° dossier", "Présent")),
)
SUPPORT = Sheet(
    "Accompagnements",
    ("Date", "N° dossier", "Durée (min)", "Thématiques", "Conseiller"),
    frozenset(("Date", "N° dossier", "Durée (min)")),
)
SHEETS = (CATALOGUE, PEOPLE, SALES, WORKSHOPS, ATTENDANCES, SUPPORT)
BY_NAME = {sheet.name: sheet for sheet in SHEETS}


def heading(written: str) -> str:
    """What makes two headings the same: `Nº dossier`, `No de dossier`, `Numéro dossier` are one."""
    words = fold(re.sub(r"[°º]", "o ", written)).split()
    return " ".join("n" if word in _NUMBER else word for word in words if word not in _LITTLE)
