"""What the register's words mean in our codes. Source: design of the desk register."""

import unicodedata

from beneficiaries.models import Beneficiary
from recharges.models import Category, Sale
from workshops.themes import Theme


def plain(label: str) -> str:
    """The label without case, accents and spaces; its punctuation counts."""
    bare = unicodedata.normalize("NFKD", label.casefold().replace("’", "'"))
    return "".join(c for c in bare if not unicodedata.combining(c) and not c.isspace())


def _table(meanings: dict) -> dict:
    return {plain(label): code for label, code in meanings.items()}


Gender, Status, Payment = Beneficiary.Gender, Beneficiary.SocialStatus, Sale.Payment

GENDERS = _table({"Mme": Gender.FEMININE, "M.": Gender.MASCULINE, "": Gender.NOT_STATED})
STATUSES = _table(
    {
        "Demandeur d'emploi": Status.UNEMPLOYED,
        "Sans emploi": Status.UNEMPLOYED,
        "Salarié": Status.EMPLOYED,
        "Retraité": Status.RETIRED,
        "Étudiant": Status.IN_EDUCATION,
        "": Status.NOT_STATED,
    }
)
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
PRESENT = frozenset(map(plain, ("O", "oui", "x", "1")))
ABSENT = frozenset(map(plain, ("N", "non", "0", "")))
