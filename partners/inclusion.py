"""The words of data·inclusion v1 that we use, and what each of our services is in them.

Source: gip-inclusion, data-inclusion-schema 1.0.10; codes and labels as there.
"""

from dataclasses import dataclass
from pathlib import Path

from django.db.models import TextChoices

from pimms.kernel.data_files import read

VERSION = "1.0.10"


class Public(TextChoices):
    EVERYBODY = "tous-publics", "Tous publics"
    WORKING = "actifs", "Actifs"
    MINIMA = "beneficiaires-des-minimas-sociaux", "Bénéficiaires des minimas sociaux"
    JOB_SEEKERS = "demandeurs-emploi", "Demandeurs d’emploi"
    STUDENTS = "etudiants", "Étudiants"
    FAMILIES = "familles", "Familles"
    WOMEN = "femmes", "Femmes"
    YOUNG = "jeunes", "Jeunes"
    DISABLED = "personnes-en-situation-de-handicap", "Personnes en situation de handicap"
    URGENT = "personnes-en-situation-durgence", "Personnes en situation d’urgence"
    LEGAL = (
        "personnes-en-situation-juridique-specifique",
        "Personnes en situation juridique spécifique",
    )
    EXILES = "personnes-exilees", "Personnes exilées"
    DISTRICTS = "residents-qpv-frr", "Résidents en QPV ou FRR"
    SENIORS = "seniors", "Séniors"


class Fee(TextChoices):
    FREE = "gratuit", "Gratuit"
    PAID = "payant", "Payant"


class Meeting(TextChoices):
    HERE = "en-presentiel", "En présentiel"
    REMOTE = "a-distance", "À distance"


class Way(TextChoices):
    """How somebody asks for the service."""

    COME = "se-presenter", "Se présenter"
    CALL = "telephoner", "Téléphoner"
    WRITE = "envoyer-un-courriel", "Envoyer un courriel"
    LINK = "utiliser-lien-mobilisation", "Utiliser le lien"


class Asker(TextChoices):
    PERSON = "usagers", "Les personnes elles-mêmes"
    PROFESSIONAL = "professionnels", "Les professionnels qui les accompagnent"


class Network(TextChoices):
    PIMMS = "pimms-mediation", "Pimms Médiation"
    EMMAUS = "emmaus", "Emmaüs"
    FRANCE_SERVICES = "france-service", "France services"
    AIDANTS_CONNECT = "aidants-connect", "Aidants Connect"
    ADVISERS = "conseillers-numeriques", "Conseillers numériques"


@dataclass(frozen=True)
class Kind:
    """A service of the house: its type and themes there, and the words that it begins with."""

    type: str
    themes: tuple[str, ...]
    name: str
    description: str


KINDS = {
    code: Kind(**row | {"themes": tuple(row["themes"])})
    for code, row in read(Path(__file__).parent / "data" / "inclusion.toml").items()
}
