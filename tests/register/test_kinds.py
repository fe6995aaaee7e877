"""Each reason is counted under a few words of its own."""

import pytest

from pimms.register.bringing_in import bring_in
from pimms.register.kinds import OTHER, kind_of
from tests.register.conftest import TODAY

FAULTY = {
    "Catalogue": [
        {}, {"Référence": None}, {"Référence": "TOTAL"}, {}, {"Référence": "A", "Prix public": "?"},
        {"Référence": "B", "Plafond par mois": "deux"}, {"Référence": "C", "Catégorie": "Objets"},
        {"Référence": "D", "Désignation": "x" * 200},
    ],
    "Bénéficiaires": [
        {"Téléphone": "065"}, {"Nom": None}, {"Nom": "..."}, {"Date de naissance": None},
        {"Date de naissance": "?"}, {"Nom": "TRAORÉ"}, {"Nom": "#N/A"}, {"Adresse": "#N/A"},
        {"Téléphone": "0612345678 (fille)", "Courriel": "a@", "Ville": "Atlantis", "Enfants": "?"},
        {"Code postal": "?", "Ville": None, "Nom": "ZHANG", "N° dossier": None},
        {"Date d'inscription": "01/03/2016"}, {"Situation": "Salarié"}, {"Orienté par": "CCAS"},
        {"Date d'inscription": "=?"}, {"Date d'inscription": "01/01/2099"},
        {"Date d'orientation": "?", "Orienté par": "CCAS"}, {"Travailleur social": "Mme Roy"},
    ],
    "Ventes": [
        {}, {"Date": None}, {"Date": "?"}, {"Date": "01/01/2099"}, {"Date": "01/01/2015"},
        {"N° dossier": None}, {"N° dossier": "9"}, {"Article": "XX"}, {"Quantité": "?"},
        {"Prix payé": "?"}, {"Quantité": 3}, {"Paiement": "Troc"},
    ],
    "Ateliers": [
        {}, {}, {"Code": None}, {"Code": "B", "Début": "?"}, {"Code": "C", "Fin": "9h00"},
        {"Code": "D", "Places": "?"}, {"Code": "E", "Date": "01/01/2099"},
    ],
    "Présences": [{}, {}, {"Code atelier": "ZZ"}, {"Présent": "?"}],
    "Accompagnements": [{"Durée (min)": "?"}, {}],
}  # fmt: skip


def test_no_reason_of_a_faulty_register_is_without_a_kind(write_register, db, tmp_path):
    with (tmp_path / "noted").open("w+", encoding="utf-8") as noted:
        outcome = bring_in(
            write_register(FAULTY), name="essai", by="test", today=TODAY, noted_in=noted
        )
        noted.seek(0)
        sentences = noted.read().splitlines()
    assert len(sentences) == len(outcome.warnings) + sum(
        counts["rejected"] for counts in outcome.summary.values()
    )
    assert [each for each in sentences if kind_of(each.rpartition(', "')[2]) == OTHER] == []


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("«\u202fle 12\u202f» n’est pas une date (JJ/MM/AAAA).", "Date absente ou illisible"),
        ("«\u202fle 12\u202f» n’est pas une date de naissance (JJ/MM/AAAA).",
         "Date de naissance absente ou illisible"),
        ("«\u202fn’est pas un montant\u202f» n’est pas une quantité.", "Quantité illisible"),
        ("Recharge\u202f: au plus 2 par mois, il ne reste rien.", "Plafond atteint"),
        ("Le numéro de dossier «\u202f9\u202f» est inconnu.", "Numéro de dossier inconnu"),
        ("l’inscription du 01/09/2016 n’est pas reprise\u202f: elle tombe.",
         "Inscription non reprise"),
        ("Ce mois est clos.", OTHER),
    ],
)  # fmt: skip
def test_a_sentence_is_counted_by_its_own_words_not_by_what_it_quotes(sentence, kind):
    assert kind_of(sentence) == kind
