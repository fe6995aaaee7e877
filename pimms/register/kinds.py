"""The kinds of reasons for which a row is refused or warned about: what the page counts by."""

import re

OTHER = "Autre motif"

# The first whose words stand in the sentence, what it quotes aside.
_KINDS = (
    ("contient une formule sans résultat", "Formule sans résultat"),
    ("n’a pas pu la calculer", "Case en erreur dans le tableur"),
    ("tableur n’a pas pu calculer", "Case en erreur dans le tableur"),
    ("est lu comme", "Nom écrit autrement"),
    ("n’est pas reprise", "Inscription non reprise"),
    ("n’est pas repris", "Valeur non reprise, le dossier dit autre chose"),
    ("n’est dans aucune liste", "Mot d’aucune liste"),
    ("abrégé à", "Texte trop long, abrégé"),
    ("numéro de dossier absent", "Numéro de dossier donné par nous"),
    ("orientation sans", "Orientation incomplète"),
    ("est déjà au catalogue", "Article dont les prix se suivent"),
    ("n’est pas un nombre de places", "Nombre de places illisible"),
    ("n’est pas un numéro de téléphone", "Téléphone illisible"),
    ("dit plus qu’un numéro", "Téléphone avec autre chose"),
    ("n’est pas une adresse électronique", "Courriel illisible"),
    ("n’est pas un code postal", "Code postal illisible"),
    ("n’est pas une commune connue", "Commune inconnue"),
    ("n’est pas un nombre de personnes", "Nombre de personnes illisible"),
    ("Le nom manque", "Nom absent ou illisible"),
    ("n’est pas un nom.", "Nom absent ou illisible"),
    ("La date de naissance manque", "Date de naissance absente ou illisible"),
    ("n’est pas une date de naissance", "Date de naissance absente ou illisible"),
    ("est déjà celui d’une autre personne", "Numéro de dossier d’une autre personne"),
    ("Le numéro de dossier manque", "Numéro de dossier absent"),
    ("est inconnu.", "Numéro de dossier inconnu"),
    ("La référence manque", "Référence absente"),
    ("est un total", "Ligne de total"),
    ("Un article a déjà la référence", "Référence déjà prise"),
    ("n’est pas un montant", "Montant illisible"),
    ("n’est pas un nombre entier", "Plafond illisible"),
    ("n’est pas au catalogue", "Article inconnu"),
    ("n’a pas de prix au", "Article sans prix ce jour-là"),
    ("période de caisse clôturée", "Période de caisse clôturée"),
    ("est à venir", "Date à venir"),
    ("La date manque", "Date absente ou illisible"),
    ("n’est pas une date", "Date absente ou illisible"),
    ("n’est pas une quantité", "Quantité illisible"),
    ("n’a pas de date d’inscription", "Personne jamais inscrite"),
    ("est hors des douze mois", "Hors des douze mois"),
    ("\u202f: au plus ", "Plafond atteint"),
    ("Le code de l’atelier manque", "Code d’atelier absent"),
    ("Un atelier porte déjà le code", "Code d’atelier déjà pris"),
    ("avant d’avoir commencé", "Atelier qui finit avant de commencer"),
    ("n’est pas une heure", "Heure illisible"),
    ("Aucun atelier ne porte le code", "Atelier inconnu"),
    ("a déjà une ligne pour cet atelier", "Présence notée deux fois"),
    ("ne dit pas si la personne est venue", "Présence illisible"),
    ("n’est pas une durée", "Durée illisible"),
)


def kind_of(sentence: str) -> str:
    """The few words that the sentence is counted under."""
    bare = re.sub("«.*?»", "", sentence)
    return next((kind for words, kind in _KINDS if words in bare), OTHER)
