"""The catalogue and the people of a register, on rows made for each rule."""

from datetime import date

import pytest
from django.utils.timezone import localdate

from beneficiaries.models import Beneficiary, PossibleDuplicate, Referral
from recharges.models import Product


def test_the_same_person_has_one_file_and_several_numbers(bring):
    summary, _, _ = bring(
        {
            "Bénéficiaires": [
                {},
                {
                    "N° dossier": "2016-0002",
                    "Nom": " diallo ",
                    "Prénom": "AWA",
                    "Ville": "Massy",
                    "Code postal": "91300",
                    "Situation": "Salarié",
                    "Date d'inscription": "01/09/2016",
                },
            ]
        }
    )

    awa = Beneficiary.objects.get()
    assert summary["Bénéficiaires"] == {"rows": 2, "imported": 2, "rejected": 0}
    assert [n.number for n in awa.dossier_numbers.order_by("pk")] == ["2016-0001", "2016-0002"]
    assert (awa.commune_id, awa.social_status) == ("92002", "sans_emploi")
    assert awa.enrolments.get().period.lower == date(2016, 2, 1)


def test_nearly_the_same_person_is_kept_and_put_before_a_counsellor(bring):
    bring({"Bénéficiaires": [{}, {"N° dossier": "2016-0002", "Nom": "DIALO"}]})

    pair = PossibleDuplicate.objects.get()
    assert Beneficiary.objects.count() == 2
    assert (pair.first.last_name, pair.second.last_name) == ("DIALLO", "DIALO")


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ({"Nom": None}, "Le nom manque"),
        ({"Nom": " "}, "Le nom manque"),
        ({"Date de naissance": None}, "La date de naissance manque"),
        ({"Date de naissance": "31/02/1980"}, "n’est pas une date de naissance"),
        ({"Date de naissance": "01/01/2099"}, "n’est pas une date de naissance"),
    ],
)
def test_a_person_without_name_or_birth_date_is_refused_with_all_that_hangs_on_them(
    bring, cell, reason
):
    summary, _, reasons = bring({"Bénéficiaires": [cell]})

    assert reasons["Bénéficiaires"][0].find(reason) >= 0
    for sheet in ("Ventes", "Présences", "Accompagnements"):
        assert summary[sheet]["rejected"] == 1
        assert "2016-0001\u202f» est inconnu" in reasons[sheet][0]


def test_a_dossier_number_of_somebody_else_is_refused(bring):
    _, _, reasons = bring({"Bénéficiaires": [{}, {"Nom": "TRAORÉ"}]})

    assert reasons["Bénéficiaires"] == [
        "Le numéro de dossier 2016-0001 est déjà celui d’une autre personne."
    ]


def test_a_referral_is_received_on_its_day_from_its_organisation(bring):
    bring(
        {
            "Bénéficiaires": [
                {"Orienté par": "CCAS d'Antony", "Date d'orientation": "28.01.16"},
                {
                    "N° dossier": "2016-0002",
                    "Nom": "TRAORÉ",
                    "Orienté par": "ccas d’antony",
                    "Date d'orientation": "28.01.16",
                },
            ]
        }
    )

    first, second = Referral.objects.order_by("pk")
    assert first.organisation == second.organisation
    assert (first.received_on, first.status) == (date(2016, 1, 28), "accepted")


@pytest.mark.parametrize(
    ("written", "kept"),
    [(612345678, "+33612345678"), ("06.12.34.56.78", "+33612345678"),
     ("+33 612345678", "+33612345678"), ("0033612345678", "+33612345678")],
)  # fmt: skip
def test_a_telephone_is_the_same_however_it_is_written(bring, written, kept):
    bring({"Bénéficiaires": [{"Téléphone": written}]})

    assert Beneficiary.objects.get().phone == kept


def test_what_stands_beside_a_telephone_stays_on_the_notes(bring):
    _, warnings, _ = bring({"Bénéficiaires": [{"Téléphone": "06 12 34 56 78 (fille)"}]})

    awa = Beneficiary.objects.get()
    assert (awa.phone, awa.notes) == ("+33612345678", "Téléphone\u202f: 06 12 34 56 78 (fille)")
    assert warnings == [
        "Bénéficiaires, ligne 2\u202f: «\u202f06 12 34 56 78 (fille)\u202f» dit plus qu’un numéro"
        "\u202f: 06 12 34 56 78 est pris (Téléphone)\u202f; gardé en note."
    ]


def test_a_value_set_aside_is_a_warning_and_stays_on_the_notes(bring):
    _, warnings, _ = bring(
        {"Bénéficiaires": [{"Téléphone": "065614", "Courriel": "awa@", "Ville": "Atlantis"}]}
    )

    awa = Beneficiary.objects.get()
    assert (awa.phone, awa.email, awa.commune) == ("", "", None)
    assert awa.notes.splitlines() == [
        "Téléphone\u202f: 065614",
        "Courriel\u202f: awa@",
        "Ville\u202f: Atlantis",
    ]
    assert all(w.startswith("Bénéficiaires, ligne 2\u202f: ") for w in warnings)
    assert len(warnings) == 3


@pytest.mark.parametrize(
    ("postal_code", "town", "code"),
    [
        ("92290", "CHATENAY MALABRY", "92019"),
        (92290, " châtenay-malabry ", "92019"),
        ("91160", "Champlan", "91136"),
        ("91160", "LONGJUMEAU", "91345"),
        ("93200", "St Denis", "93066"),
        ("94240", "L'Hay les Roses", "94038"),
        ("92160", "Massy", None),
    ],
)
def test_a_town_is_found_by_postal_code_and_name(bring, postal_code, town, code):
    bring({"Bénéficiaires": [{"Code postal": postal_code, "Ville": town}]})

    assert Beneficiary.objects.get().commune_id == code


def test_labels_are_read_without_case_accents_and_spaces(bring):
    _, warnings, _ = bring(
        {"Bénéficiaires": [{"Civilité": "MME", "Situation": " demandeur  d’EMPLOI"}]}
    )

    awa = Beneficiary.objects.get()
    assert (awa.gender, awa.social_status) == ("feminin", "sans_emploi")
    assert warnings == []


def test_an_unknown_label_is_kept_and_named(bring):
    _, warnings, _ = bring(
        {
            "Catalogue": [{"Catégorie": "Objets divers"}],
            "Bénéficiaires": [{"Situation": "Intermittent"}],
        }
    )

    assert Product.objects.get().category == "autre"
    assert Product.objects.get().category_label == "Objets divers"
    assert Beneficiary.objects.get().social_status == "non_communique"
    assert "Situation\u202f: Intermittent" in Beneficiary.objects.get().notes
    assert len(warnings) == 2


def test_nobody_is_born_after_the_import(bring):
    _, _, reasons = bring({"Bénéficiaires": [{"Date de naissance": localdate()}]})

    assert len(reasons["Bénéficiaires"]) == 1


def test_a_cap_that_is_no_cap_refuses_the_article_rather_than_leaving_it_free(bring):
    _, _, reasons = bring(
        {
            "Catalogue": [
                {"Plafond par mois": 10**9},
                {"Référence": "RM8", "Plafond par mois": "deux"},
            ]
        }
    )

    assert [reason.split(" n’est")[0] for reason in reasons["Catalogue"]] == [
        "«\u202f1000000000\u202f»",
        "«\u202fdeux\u202f»",
    ]
