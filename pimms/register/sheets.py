"""The sheets and columns of a desk register, by their headings."""

from dataclasses import dataclass

from pimms.kernel.text import fold

REASON = "Motif du rejet"


@dataclass(frozen=True)
class Sheet:
    name: str
    columns: tuple[str, ...]
    day: str | None = None  # the column by which the rows are judged in order

    def index(self, column: str) -> int:
        return self.columns.index(column)


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
)
SALES = Sheet(
    "Ventes",
    ("Date", "N° dossier", "Article", "Quantité", "Prix payé", "Paiement", "Conseiller"),
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
)
ATTENDANCES = Sheet("Présences", ("Code atelier", "N° dossier", "Présent"))
SUPPORT = Sheet(
    "Accompagnements", ("Date", "N° dossier", "Durée (min)", "Thématiques", "Conseiller")
)
SHEETS = (CATALOGUE, PEOPLE, SALES, WORKSHOPS, ATTENDANCES, SUPPORT)


def same_heading(one: str, other: str) -> bool:
    return fold(one) == fold(other)
