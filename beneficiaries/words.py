"""What the screens say of a field of a file."""

from datetime import date

from beneficiaries.births import birth
from beneficiaries.models import Beneficiary
from pimms.kernel.templatetags.french import day, phone

# What a person's file says, in the order of the form; merging chooses among these.
FIELDS = (
    "last_name",
    "first_name",
    "used_name",
    "born_on",
    "gender",
    "phone",
    "email",
    "address",
    "commune",
    "contact_by",
    "language",
    "social_status",
    "housing",
    "family",
    "income_source",
    "adults",
    "children",
    "adviser",
    "household",
)


def label(name: str) -> str:
    words = str(Beneficiary._meta.get_field(name).verbose_name)
    return words[0].upper() + words[1:]


def said(person: Beneficiary, name: str) -> str:
    """The field as a screen shows it; empty when it says nothing."""
    if name == "household":
        return _household(person)
    if name == "born_on":
        return birth(person)
    if show := getattr(person, f"get_{name}_display", None):
        return str(show())
    value = getattr(person, name)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, date):
        return day(value)
    return phone(value) if name == "phone" and value else str(value)


def _household(person: Beneficiary) -> str:
    if not person.household_id:
        return ""
    others = person.household.members.standing().exclude(pk=person.pk).in_order()
    return "avec " + (", ".join(str(other) for other in others) or "personne d’autre")


# What the journal calls an act, as the history of a file tells it.
ACTS = {
    "beneficiary.registered": "Dossier ouvert",
    "beneficiary.corrected": "Dossier corrigé",
    "beneficiary.entrusted": "Conseiller référent changé",
    "beneficiary.tagged": "Étiquettes changées",
    "beneficiary.merged": "Réuni avec un autre dossier",
    "beneficiary.unmerged": "Séparé d’un autre dossier",
    "household.left": "A quitté le foyer",
    "kinship.noted": "Lien de parenté noté",
    "kinship.ended": "Lien de parenté retiré",
    "proxy.granted": "Procuration notée",
    "proxy.ended": "Procuration terminée",
    "note.written": "Note écrite",
    "note.pinned": "Note épinglée",
    "note.unpinned": "Note désépinglée",
    "note.archived": "Note archivée",
    "enrolment.opened": "Douze mois ouverts",
    "referral.sent": "Orientation reçue",
    "referral.accepted": "Orientation acceptée",
    "referral.refused": "Orientation refusée",
    "registration.made": "Inscription à un atelier",
    "support.recorded": "Accompagnement noté",
}


def act(verb: str) -> str:
    return ACTS.get(verb, f"«\u202f{verb}\u202f»")
