"""The method of counting, as the report prints it: numbered notes that the figures refer to."""

from dataclasses import dataclass

from pimms.kernel import communes
from reports.words import typeset


@dataclass(frozen=True)
class Note:
    number: int
    title: str
    text: str


_TEXTS = (
    (
        "Personnes aidées",
        "celles qui, dans l’année civile, ont fait au moins un achat au tarif solidaire, sont"
        " venues à au moins un atelier ou ont reçu au moins un accompagnement individuel. Chacune"
        " compte une fois, quel que soit le nombre de ses visites. Une inscription à un atelier"
        " sans présence ne compte pas.",
    ),
    (
        "Inscriptions",
        "douze mois de tarif solidaire, du jour de l’inscription à la veille du même jour un an"
        " plus tard. Sont ouvertes dans l’année celles qui y commencent ; sont en cours celles qui"
        " ont au moins un jour en commun avec elle.",
    ),
    (
        "Orientations",
        "demandes qu’un partenaire nous a adressées pour une personne, comptées au jour de leur"
        " réception et sous le nom de l’organisme qui les a envoyées.",
    ),
    (
        "Valeur publique et économie",
        "la valeur publique est le prix public des articles vendus, multiplié par leur nombre ;"
        " l’économie est la valeur publique moins ce qui a été payé. Une vente annulée ne compte"
        " pas, ni son annulation.",
    ),
    (
        "Ateliers",
        "ateliers collectifs qui ont eu lieu ; un atelier annulé ne compte pas. Les heures sont la"
        " durée des ateliers eux-mêmes, sans égard au nombre de participants. Une présence est une"
        " personne venue à un atelier ; une absence, une personne inscrite qui n’est pas venue.",
    ),
    (
        "Accompagnements individuels",
        "entretiens avec une personne à la fois ; les heures sont la somme de leurs durées.",
    ),
    (
        "Genre, âge, situation",
        "l’âge est celui que la personne atteint dans l’année (année du bilan moins année de"
        " naissance). Codes et tranches sont ceux de La Coop de la médiation numérique.",
    ),
    (
        "Commune et département",
        "commune de résidence, d’après son code Insee (code officiel géographique"
        f" {communes.CODES_OF}) et non d’après le code postal, que plusieurs communes se partagent."
        f" Les populations sont les populations municipales {communes.POPULATIONS_OF} de l’Insee.",
    ),
    (
        "Quartiers prioritaires",
        "d’après l’adresse de la personne, comparée à la liste des voies de chaque quartier"
        " prioritaire de la politique de la ville au jour où l’adresse a été notée ou la liste"
        " reprise (listes de 2014, puis de 2023, en vigueur depuis 2024).",
    ),
    (
        "Couverture",
        "personnes aidées dans l’année pour mille habitants de leur commune, d’après la population"
        f" municipale {communes.POPULATIONS_OF} de l’Insee.",
    ),
    (
        "Thèmes",
        "thèmes nationaux de la médiation numérique. Un atelier ou un accompagnement qui en porte"
        " plusieurs compte sous chacun d’eux : la somme des lignes peut dépasser le total.",
    ),
    (
        "Moyens",
        "montants accordés pour l’exercice ; postes pourvus et conventions en vigueur au moins un"
        " jour dans l’année.",
    ),
)

ALL = tuple(
    Note(number, title, typeset(f"{title} : {text}"))
    for number, (title, text) in enumerate(_TEXTS, start=1)
)
SERVED, ENROLMENTS, REFERRALS, SAVING, WORKSHOPS, SUPPORT, TRAITS, COMMUNES, *_LATER = ALL
DISTRICTS, COVERAGE, THEMES, MEANS = _LATER
