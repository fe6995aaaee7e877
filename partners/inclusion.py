"""The words of data·inclusion v1 that we use, and what each of our services is in them.

Source: gip-inclusion, data-inclusion-schema 1.0.10; codes and labels as there.
"""

from dataclasses import dataclass

from django.db.models import TextChoices

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


_CONNECTED = "numerique--acceder-a-une-connexion-internet"
_EQUIPPED = "numerique--acquerir-un-equipement"
_ONLINE = "numerique--acceder-a-des-services-en-ligne"
_BASICS = "numerique--maitriser-les-fondamentaux-du-numerique"
_PAPERWORK = (
    "difficultes-administratives-ou-juridiques--accompagnement-aux-demarches-administratives"
)

KINDS = {
    "credit": Kind(
        "aide-financiere",
        (_CONNECTED, _EQUIPPED),
        "Téléphone et internet à tarif solidaire",
        "Des recharges de téléphone et d’internet, et du matériel, à prix solidaire pendant douze"
        " mois. Un conseiller regarde avec la personne ce qu’elle paie aujourd’hui, cherche ce qui"
        " lui convient et l’aide à s’en servir. Le service s’adresse aux personnes orientées par"
        " un travailleur social ou un organisme partenaire.",
    ),
    "support": Kind(
        "accompagnement",
        (_PAPERWORK, _ONLINE),
        "Aide individuelle aux démarches en ligne",
        "Un conseiller aide la personne, seule à seul, à faire une démarche en ligne ou à se servir"
        " de son téléphone, de son ordinateur ou de sa messagerie. Il explique chaque étape pour"
        " qu’elle puisse la refaire, et l’oriente si une autre structure peut mieux l’aider.",
    ),
    "workshops": Kind(
        "atelier",
        (_BASICS,),
        "Ateliers numériques",
        "Des ateliers en petit groupe pour apprendre à se servir d’un ordinateur, d’un téléphone et"
        " d’internet, du premier pas à l’autonomie. Le matériel est prêté. Chacun avance à son"
        " rythme, avec des exercices de la vie de tous les jours. On s’inscrit à l’accueil ou en"
        " ligne.",
    ),
    "desks": Kind(
        "information",
        (_ONLINE,),
        "Permanences numériques sans inscription",
        "Aux heures de permanence, on vient sans s’inscrire, avec son propre appareil si on le"
        " souhaite. Un conseiller répond aux questions, aide à régler un problème simple et dit où"
        " trouver la suite\u202f: un rendez-vous, un atelier ou une autre structure.",
    ),
}
