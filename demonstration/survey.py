"""The residents' survey on telecommunications: what was asked, and some sixty answers."""

from datetime import date, timedelta
from random import Random
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange

from surveys import services
from surveys.models import Campaign, Question, Response

from .house import House

Kind = Question.Kind
_ANSWERS = 64
_YES_NO = [["oui", "Oui"], ["non", "Non"]]
QUESTIONS = (
    {"section": "Chez vous", "label": "Avez-vous internet à la maison ?", "kind": Kind.SINGLE,
     "choices": _YES_NO, "is_required": True, "is_reported": True},
    {"label": "Pourquoi n’avez-vous pas internet ?", "kind": Kind.MULTIPLE,
     "choices": [["prix", "C’est trop cher"], ["dette", "J’ai une dette chez un opérateur"],
                 ["logement", "Mon logement ne le permet pas"],
                 ["besoin", "Je n’en ai pas besoin"]],
     "only_if": "avez-vous-internet-a-la-maison", "only_if_choice": "non"},
    {"label": "Avec quoi allez-vous sur internet ?", "kind": Kind.MULTIPLE, "is_reported": True,
     "choices": [["smartphone", "Un smartphone"], ["ordinateur", "Un ordinateur"],
                 ["tablette", "Une tablette"], ["ailleurs", "Un appareil ailleurs"],
                 ["rien", "Je n’y vais pas"]]},
    {"section": "Votre téléphone", "label": "Combien payez-vous chaque mois ?", "kind": Kind.NUMBER,
     "help": "Téléphone et internet ensemble.", "unit": "€", "minimum": 0, "maximum": 300,
     "is_reported": True},
    {"label": "Quelle carte avez-vous ?", "kind": Kind.SINGLE,
     "choices": [["forfait", "Un forfait"], ["prepayee", "Une carte prépayée"],
                 ["aucune", "Aucune"]]},
    {"section": "Ce qui est facile ou non", "label": "Faire une démarche en ligne, c’est…",
     "kind": Kind.SCALE, "low_label": "très difficile", "high_label": "facile",
     "is_reported": True},
    {"label": "Qui vous aide ?", "kind": Kind.MULTIPLE,
     "choices": [["famille", "La famille, un ami"], ["social", "Un travailleur social"],
                 ["association", "Une association"], ["personne", "Personne"]]},
    {"label": "Que voudriez-vous apprendre ?", "kind": Kind.TEXT},
)  # fmt: skip
_WISHES = (
    "Envoyer un courriel avec une pièce jointe.",
    "Prendre rendez-vous chez le médecin.",
    "Écrire mon CV.",
    "Ne plus me faire avoir par les faux messages.",
)
_WAYS = (Response.Way.PAPER, Response.Way.TABLET, Response.Way.LINK)


def ask(rng: Random, house: House, *, today: date) -> None:
    """One campaign of this autumn or spring, filled in each of the three ways."""
    by, opened = house.director, today - timedelta(days=70)
    questionnaire = services.open_questionnaire(
        title="Besoins des habitants en télécommunications",
        introduction="Dix questions, cinq minutes. Vos réponses aident à choisir les ateliers.",
        by=by,
        on=opened,
    )
    made = {}
    for words in QUESTIONS:
        leader = made.get(words.get("only_if"))
        made_of = words | {"only_if": leader}
        question = services.add_question(questionnaire, by=by, **made_of)
        made[question.code] = question
    campaign = services.open_campaign(
        questionnaire,
        title="Les habitants du Noyer-Doré",
        moment=Campaign.Moment.DURING,
        place="Place des Baconnets",
        period=DateRange(opened, today + timedelta(days=30)),
        target=100,
        is_public=True,
        by=by,
    )
    for n in range(_ANSWERS):
        services.answer(
            campaign,
            answers=_answers(rng, list(made)),
            way=rng.choices(_WAYS, [6, 3, 1])[0],
            key=UUID(int=rng.getrandbits(128)),
            by=house.counsellors[n % len(house.counsellors)],
            on=opened + timedelta(days=rng.randint(0, 69)),
        )


def _answers(rng: Random, codes: list[str]) -> dict:
    home, why, devices, bill, card, ease, helpers, wish = codes
    said = {home: rng.choices(["oui", "non"], [7, 3])[0]}
    if said[home] == "non":
        said[why] = rng.sample(["prix", "dette", "logement", "besoin"], k=rng.choice([1, 1, 2]))
    said[devices] = rng.choices(
        [["smartphone"], ["smartphone", "ordinateur"], ["ailleurs"], ["rien"], ["tablette"]],
        [6, 3, 1, 1, 1],
    )[0]
    if rng.random() < 0.9:
        said[bill] = rng.choice([0, 2, 8, 10, 15, 16, 20, 20, 25, 30, 36, 45, 60])
    said[card] = rng.choices(["forfait", "prepayee", "aucune"], [6, 3, 1])[0]
    said[ease] = rng.choices([1, 2, 3, 4, 5], [4, 5, 4, 2, 1])[0]
    if rng.random() < 0.85:
        said[helpers] = rng.sample(["famille", "social", "association", "personne"], k=1)
    if rng.random() < 0.25:
        said[wish] = rng.choice(_WISHES)
    return said
