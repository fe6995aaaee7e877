"""What people ask for at the desk in passing: our own codes, as the Pimms network counts them.

A `passage` is somebody who comes; a `demande` is a thing they ask. The network names the two
counters and no list of its own: ours follows what the desk does.
"""

from django.db.models import TextChoices


class Demand(TextChoices):
    INFORMATION = "information", "Information"
    PRINTING = "impression", "Impression, copie, scan"
    CALL = "appel", "Appel téléphonique"
    HANDOVER = "remise", "Remise d’un document"
    LETTER = "courrier", "Courrier lu ou écrit"
    CREDIT = "credit", "Crédit téléphonique"
    APPOINTMENT = "rendez_vous", "Prise de rendez-vous"
    ONLINE = "demarche", "Démarche en ligne"
    BILL = "facture", "Facture d’énergie ou d’eau"
    ORIENTATION = "orientation", "Orientation"
    OTHER = "autre", "Autre"


# One key each, in the order of the screen.
KEYS = dict(zip(Demand.values, "ipardctneoz", strict=True))


def in_words(codes: list[str]) -> str:
    """`Information, Remise d’un document`; asked twice, it is said twice."""
    return ", ".join(Demand(code).label for code in codes)
