"""What the register's words mean in our codes. Source: design of the desk register."""

import unicodedata
from functools import lru_cache

from beneficiaries.models import Beneficiary
from recharges.models import Category, Sale
from workshops.themes import Theme


@lru_cache(maxsize=4096)  # a register says the same words over and over
def plain(label: str) -> str:
    """The label without case, accents and spaces; its punctuation counts."""
    bare = unicodedata.normalize("NFKD", label.casefold().replace("’", "'"))
    return "".join(c for c in bare if not unicodedata.combining(c) and not c.isspace())


def _every(code, *labels: str) -> dict:
    """Each of the labels means the code."""
    return {plain(label): code for label in labels}


def _of_anybody(masculine: str, feminine: str) -> tuple[str, ...]:
    """A word in either gender, and the ways of writing both at once: `Salarié(e)`, `Salarié.e`."""
    head, *rest = masculine.split(" ", 1)
    tail = f" {rest[0]}" if rest else ""
    ending = "euse" if head.endswith("eur") else "e"
    both = [f"{head}({ending})", *(f"{head}{mark}{ending}" for mark in ".-·/")]
    return masculine, feminine, *(f"{each}{tail}" for each in both)


def _table(meanings: dict) -> dict:
    return {plain(label): code for label, code in meanings.items()}


Gender, Status, Payment = Beneficiary.Gender, Beneficiary.SocialStatus, Sale.Payment

GENDERS = (
    _every(Gender.FEMININE, "Mme", "Mme.", "Madame", "Mlle", "Mlle.", "Mademoiselle", "F",
           "Féminin", "Femme")
    | _every(Gender.MASCULINE, "M.", "M", "Mr", "Mr.", "Monsieur", "H", "Masculin", "Homme")
    | _every(Gender.NOT_STATED, "")
)  # fmt: skip
STATUSES = (
    _every(Status.UNEMPLOYED, *_of_anybody("Demandeur d'emploi", "Demandeuse d'emploi"),
           "Sans emploi", "Chômage", "Au chômage", *_of_anybody("Chômeur", "Chômeuse"))
    | _every(Status.EMPLOYED, *_of_anybody("Salarié", "Salariée"), "En emploi")
    | _every(Status.RETIRED, *_of_anybody("Retraité", "Retraitée"), "À la retraite", "Retraite")
    | _every(Status.IN_EDUCATION, *_of_anybody("Étudiant", "Étudiante"),
             *_of_anybody("Scolarisé", "Scolarisée"))
    | _every(Status.NOT_STATED, "")
)  # fmt: skip
CATEGORIES = _table({label: code for code, label in Category.choices if code != Category.OTHER})
WORKSHOP_THEMES = _table(
    {
        "Bagage numérique minimum": Theme.EQUIPMENT,
        "Vocabulaire informatique, grands débutants": Theme.CULTURE,
        "Recherche d'emploi et internet": Theme.JOB,
        "Seniors : premiers pas": Theme.INTERNET,
        "Messagerie électronique": Theme.EMAIL,
        "Démarches CAF et impôts en ligne": Theme.PAPERWORK,
    }
)
SUPPORT_THEMES = _table(
    {
        "Prise en main du téléphone": Theme.EQUIPMENT,
        "Dépannage du matériel": Theme.REPAIR,
        "Messagerie": Theme.EMAIL,
        "Navigation": Theme.INTERNET,
        "Démarches administratives": Theme.PAPERWORK,
        "Recherche d'emploi": Theme.JOB,
        "Sécurité": Theme.SECURITY,
    }
)
PAYMENTS = _table(
    {
        "Espèces": Payment.CASH,
        "CB": Payment.CARD,
        "Carte bancaire": Payment.CARD,
        "Carte": Payment.CARD,
        "Chèque": Payment.CHEQUE,
        "Prise en charge": Payment.THIRD_PARTY,
        "Gratuit": Payment.FREE,
        "": Payment.NOT_STATED,
    }
)
PRESENT = frozenset(
    map(plain, ("O", "oui", "x", "1", "P", *_of_anybody("Présent", "Présente"), "✓", "✔", "vrai"))
)
ABSENT = frozenset(
    map(plain, ("N", "non", "0", "A", "abs", "abs.", *_of_anybody("Absent", "Absente"), "faux", ""))
)
