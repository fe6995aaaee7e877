"""What the workshops and the support are about."""

from datetime import time
from random import Random

from workshops.themes import Theme

from .people import Figure

PLACE = "Place des Baconnets, Antony"
ANYBODY, SENIORS, JOB_SEEKERS = "anybody", "seniors", "job_seekers"

# title, themes, public
WORKSHOPS = (
    ("Bagage numérique minimum", [Theme.EQUIPMENT], ANYBODY),
    ("Vocabulaire informatique, grands débutants", [Theme.CULTURE], ANYBODY),
    ("Recherche d’emploi et internet", [Theme.JOB], JOB_SEEKERS),
    ("Seniors : premiers pas", [Theme.INTERNET], SENIORS),
    ("Messagerie électronique", [Theme.EMAIL], ANYBODY),
    ("Démarches CAF et impôts en ligne", [Theme.PAPERWORK], ANYBODY),
)
HOURS = (
    (time(9, 30), time(11, 30)), (time(14, 0), time(16, 0)), (time(14, 0), time(15, 30)),
    (time(9, 30), time(12, 0)),
)  # fmt: skip
SUPPORT_THEMES = (
    (Theme.EQUIPMENT, 20), (Theme.JOB, 17), (Theme.PAPERWORK, 18), (Theme.INTERNET, 14),
    (Theme.EMAIL, 14), (Theme.SECURITY, 11), (Theme.REPAIR, 12), (Theme.BANKING, 4),
    (Theme.HEALTH, 4),
)  # fmt: skip
MINUTES = ((15, 22), (20, 20), (30, 26), (45, 18), (60, 14))
NOTES = {
    Theme.EQUIPMENT: "Réglage de la taille du texte et du volume ; à revoir ensemble.",
    Theme.JOB: "Curriculum vitæ mis en forme, espace personnel ouvert.",
    Theme.PAPERWORK: "Déclaration trimestrielle faite par la personne, avec notre aide.",
    Theme.EMAIL: "Adresse créée ; la personne note elle-même son mot de passe.",
    Theme.SECURITY: "Message frauduleux reconnu, numéro signalé.",
}


def suits(figure: Figure, public: str) -> bool:
    if public == SENIORS:
        return figure.age >= 60
    if public == JOB_SEEKERS:
        return figure.status == "sans_emploi"
    return True


def support(rng: Random, *, first: bool) -> dict:
    """What one session of support was about and how long it lasted."""
    themes = [theme for theme, _ in SUPPORT_THEMES]
    drawn = rng.choices(
        themes, [weight for _, weight in SUPPORT_THEMES], k=rng.choice([1, 1, 1, 2])
    )
    if first:
        drawn = [Theme.DIAGNOSIS]
    minutes = rng.choices([m for m, _ in MINUTES], [weight for _, weight in MINUTES])[0]
    notes = NOTES.get(drawn[0], "") if rng.random() < 0.15 else ""
    return {"themes": [str(t) for t in dict.fromkeys(drawn)], "minutes": minutes, "notes": notes}
