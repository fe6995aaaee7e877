"""Registers as people keep them: errors, totals, lost noughts, words of any gender."""

from datetime import date

import pytest

from beneficiaries.models import Beneficiary
from recharges.models import Product, Sale
from workshops.models import SupportSession, Workshop


@pytest.mark.parametrize("error", ["#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#VALEUR!"])
def test_an_error_of_a_spreadsheet_is_never_data(bring, error):
    summary, warnings, reasons = bring(
        {
            "Bénéficiaires": [{"Adresse": error, "Orienté par": error}, {"Nom": error}],
            "Ventes": [{"Paiement": error}, {"Prix payé": error}],
        }
    )

    awa = Beneficiary.objects.get()
    assert awa.address == ""
    assert not awa.referrals.exists()
    assert summary["Bénéficiaires"] == {"rows": 2, "imported": 1, "rejected": 1}
    assert reasons["Bénéficiaires"] == [
        f"La case Nom dit «\u202f{error}\u202f»\u202f: votre tableur n’a pas pu la calculer."
        " Écrivez la valeur."
    ]
    assert "La case Prix payé dit" in reasons["Ventes"][0]
    assert f"la case Adresse dit «\u202f{error}\u202f», que votre tableur" in " ".join(warnings)
    assert f"la case Paiement dit «\u202f{error}\u202f», que votre tableur" in " ".join(warnings)


@pytest.mark.parametrize(
    ("postal_code", "town", "kept", "commune"),
    [
        ("75013", "PARIS 13", "75013", "75056"),
        (92160, None, "92160", None),
        (None, "92160 Antony", "92160", "92002"),
        ("92161", "Antony CEDEX", "92161", "92002"),
        ("92160", "Atlantis", "92160", None),
        ("?", None, "", None),
    ],
)
def test_a_postal_code_is_kept_as_it_was_said(bring, postal_code, town, kept, commune):
    bring({"Bénéficiaires": [{"Code postal": postal_code, "Ville": town}]})

    awa = Beneficiary.objects.get()
    assert (awa.postal_code, awa.commune_id) == (kept, commune)


@pytest.mark.parametrize("label", ["TOTAL", "Total général", "Sous-total", "Totaux"])
def test_a_row_of_totals_is_no_article(bring, label):
    _, _, reasons = bring({"Catalogue": [{}, {"Référence": label, "Désignation": ""}]})

    assert reasons["Catalogue"] == ["Cette ligne est un total, pas un article."]
    assert Product.objects.count() == 1


@pytest.mark.parametrize(
    ("kept", "said"),
    [("0042", 42), ("0042", "42"), ("42", "0042"), ("2016-0042", "2016–0042"), ("a-7", "A - 7")],
)
def test_a_dossier_is_found_without_its_noughts_and_with_any_hyphen(bring, kept, said):
    summary, _, _ = bring(
        {
            "Bénéficiaires": [{"N° dossier": kept}],
            "Ventes": [{"N° dossier": said}],
            "Présences": [{"N° dossier": said}],
            "Accompagnements": [{"N° dossier": said}],
        }
    )

    assert {counts["imported"] for counts in summary.values()} == {1}


def test_noughts_that_would_mean_two_people_are_not_guessed(bring):
    _, _, reasons = bring(
        {
            "Bénéficiaires": [
                {"N° dossier": "0042"},
                {"N° dossier": "00042", "Nom": "Zhang", "Date de naissance": "07/05/1984"},
            ],
            "Ventes": [{"N° dossier": "42"}],
            "Présences": [],
            "Accompagnements": [],
        }
    )

    assert reasons["Ventes"] == ["Le numéro de dossier «\u202f42\u202f» est inconnu."]


@pytest.mark.parametrize(
    ("column", "label", "attribute", "code"),
    [
        ("Civilité", "Madame", "gender", "feminin"),
        ("Civilité", "Mlle", "gender", "feminin"),
        ("Civilité", "F", "gender", "feminin"),
        ("Civilité", "Monsieur", "gender", "masculin"),
        ("Civilité", "Mr", "gender", "masculin"),
        ("Civilité", "H", "gender", "masculin"),
        ("Situation", "Retraitée", "social_status", "retraite"),
        ("Situation", "Salarié(e)", "social_status", "en_emploi"),
        ("Situation", "en emploi", "social_status", "en_emploi"),
        ("Situation", "Demandeuse d’emploi", "social_status", "sans_emploi"),
        ("Situation", "CHOMAGE", "social_status", "sans_emploi"),
        ("Situation", "étudiant·e", "social_status", "scolarise"),
        ("Situation", "Scolarisée", "social_status", "scolarise"),
    ],
)
def test_labels_in_every_gender_and_short_form(bring, column, label, attribute, code):
    _, warnings, _ = bring({"Bénéficiaires": [{column: label}]})

    assert getattr(Beneficiary.objects.get(), attribute) == code
    assert warnings == []


def test_days_to_come_are_refused_or_warned_about(bring):
    summary, warnings, reasons = bring(
        {
            "Bénéficiaires": [{"Date d'orientation": "01/01/2099", "Orienté par": "CCAS"}],
            "Ventes": [{"Date": "01/01/2099"}],
            "Ateliers": [{"Date": "01/01/2099"}],
            "Accompagnements": [{"Date": "01/01/2099"}],
        }
    )

    for sheet in ("Ventes", "Accompagnements"):
        assert reasons[sheet] == ["Le 01/01/2099 est à venir\u202f: vérifiez la date."]
    assert not Sale.objects.exists()
    assert not SupportSession.objects.exists()
    assert Workshop.objects.get().held_on == date(2099, 1, 1)
    assert "cet atelier est à venir (le 01/01/2099)" in " ".join(warnings)
    assert "le 01/01/2099 est à venir (Date d'orientation)" in " ".join(warnings)
