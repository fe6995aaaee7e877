"""Rule 1: what a later row of a person brings, and what it does not; rule 7b: their name spelt
otherwise than last year."""

from datetime import date

import pytest

from beneficiaries.models import Beneficiary, DossierNumber, Enrolment
from pimms.register import spelling
from recharges.models import Sale

LATER = {"N° dossier": "2016-0002"}
NOTHING_ELSE = {"Catalogue": [], "Ventes": [], "Ateliers": [], "Présences": [],
                "Accompagnements": []}  # fmt: skip


def periods() -> list[date]:
    return [each.period.lower for each in Enrolment.objects.order_by("period")]


@pytest.mark.parametrize("in_one_file", [True, False], ids=["one file", "a later file"])
@pytest.mark.parametrize(
    ("first", "later", "attribute", "kept"),
    [
        ({"Téléphone": None}, {"Téléphone": "06 12 34 56 78"}, "phone", "+33612345678"),
        ({"Téléphone": "0612"}, {"Téléphone": "06 12 34 56 78"}, "phone", "+33612345678"),
        ({"Courriel": None}, {"Courriel": "awa@exemple.fr"}, "email", "awa@exemple.fr"),
        ({"Adresse": None}, {"Adresse": "3 rue des Lilas"}, "address", "3 rue des Lilas"),
        ({"Civilité": None}, {"Civilité": "Mme"}, "gender", "feminin"),
        ({"Situation": None}, {"Situation": "Salariée"}, "social_status", "en_emploi"),
        ({"Ressource principale": None}, {"Ressource principale": "RSA"}, "income_source", "RSA"),
        ({"Adultes": None}, {"Adultes": 0}, "adults", 0),
        ({"Enfants": None}, {"Enfants": 3}, "children", 3),
        ({"Ville": None, "Code postal": None}, {}, "commune_id", "92002"),
        ({"Ville": "Atlantis", "Code postal": None}, {}, "commune_id", "92002"),
        ({"Ville": None, "Code postal": None}, {}, "postal_code", "92160"),
    ],
)
def test_what_a_later_row_alone_says_is_taken(bring, in_one_file, first, later, attribute, kept):
    if in_one_file:
        bring(NOTHING_ELSE | {"Bénéficiaires": [first, LATER | later]})
    else:
        bring(NOTHING_ELSE | {"Bénéficiaires": [first]})
        _, warnings, _ = bring(NOTHING_ELSE | {"Bénéficiaires": [LATER | later]})
        assert warnings == []

    assert getattr(Beneficiary.objects.get(), attribute) == kept


@pytest.mark.parametrize(
    ("later", "attribute", "kept", "warning"),
    [
        (
            {"Téléphone": "07 98 76 54 32"}, "phone", "+33612345678",
            "«\u202f07 98 76 54 32\u202f» n’est pas repris (Téléphone)\u202f: le dossier dit"
            " «\u202f06 12 34 56 78\u202f».",
        ),
        (
            {"Ville": "Massy", "Code postal": "91300"}, "commune_id", "92002",
            "«\u202fMassy\u202f» n’est pas repris (Ville)\u202f: le dossier dit"
            " «\u202fAntony\u202f».",
        ),
        (
            {"Ville": "Massy", "Code postal": "91300", "Adresse": "3 rue des Lilas"},
            "address", "",
            "«\u202f3 rue des Lilas\u202f» n’est pas repris (Adresse)\u202f: le dossier dit"
            " «\u202fAntony\u202f».",
        ),
        (
            {"Situation": "Salarié"}, "social_status", "sans_emploi",
            "«\u202fSalarié\u202f» n’est pas repris (Situation)\u202f: le dossier dit"
            " «\u202fSans emploi\u202f».",
        ),
        (
            {"Situation": "Intermittent"}, "social_status", "sans_emploi",
            "«\u202fIntermittent\u202f» n’est pas repris (Situation)\u202f: le dossier dit"
            " «\u202fSans emploi\u202f».",
        ),
        (
            {"Enfants": 4}, "children", 2,
            "«\u202f4\u202f» n’est pas repris (Enfants)\u202f: le dossier dit «\u202f2\u202f».",
        ),
        (
            {"Date d'inscription": "01/09/2016"}, "social_status", "sans_emploi",
            "l’inscription du 01/09/2016 n’est pas reprise\u202f: elle tombe dans les douze mois"
            " du 01/02/2016 au 31/01/2017.",
        ),
    ],
)  # fmt: skip
def test_what_of_a_later_row_is_not_taken_is_a_warning(bring, later, attribute, kept, warning):
    _, warnings, _ = bring(
        NOTHING_ELSE | {"Bénéficiaires": [{"Téléphone": "0612345678"}, LATER | later]}
    )

    assert getattr(Beneficiary.objects.get(), attribute) == kept
    assert f"Bénéficiaires, ligne 3\u202f: {warning}" in warnings
    assert periods() == [date(2016, 2, 1)]


@pytest.mark.parametrize(
    "same",
    [
        {},
        {"Nom": "diallo", "Ville": "ANTONY", "Situation": "SANS EMPLOI"},
        {"Téléphone": "+33 6 12 34 56 78", "Adresse": "3, RUE DES LILAS"},
        {"Téléphone": None, "Ville": None, "Code postal": None, "Date d'inscription": None},
    ],
)
def test_a_later_row_that_says_the_same_or_less_warns_of_nothing(bring, same):
    first = {"Téléphone": "0612345678", "Adresse": "3 rue des Lilas"}
    _, warnings, _ = bring(NOTHING_ELSE | {"Bénéficiaires": [first, LATER | first | same]})

    assert warnings == []


def test_a_status_of_no_list_was_said_and_stands(bring):
    _, warnings, _ = bring(
        NOTHING_ELSE
        | {"Bénéficiaires": [{"Situation": "Intermittent"}, LATER | {"Situation": "Retraitée"}]}
    )

    assert Beneficiary.objects.get().social_status == "non_communique"
    assert "«\u202fRetraitée\u202f» n’est pas repris (Situation)" in warnings[-1]


def test_what_a_later_row_says_that_cannot_be_read_stays_on_the_notes(bring):
    bring(NOTHING_ELSE | {"Bénéficiaires": [{"Téléphone": "065"}]})
    _, warnings, _ = bring(
        NOTHING_ELSE
        | {
            "Bénéficiaires": [
                LATER | {"Téléphone": "065", "Courriel": "awa@"},
                LATER | {"Date d'inscription": "en mars", "Travailleur social": "Mme Roy"},
            ]
        }
    )

    assert Beneficiary.objects.get().notes.splitlines() == [
        "Téléphone\u202f: 065",
        "Courriel\u202f: awa@",
        "Date d'inscription\u202f: en mars",
        "Travailleur social\u202f: Mme Roy",
    ]
    assert len(warnings) == 4


@pytest.mark.parametrize(
    ("starts", "kept"),
    [
        (["01/02/2016", "01/02/2017"], [date(2016, 2, 1), date(2017, 2, 1)]),
        (["01/02/2017", "01/02/2016"], [date(2016, 2, 1), date(2017, 2, 1)]),
        (["01/02/2016", "31/01/2017"], [date(2016, 2, 1)]),
        (["01/02/2016", "31/01/2017", "02/02/2017"], [date(2016, 2, 1), date(2017, 2, 2)]),
        ([None, "01/02/2016"], [date(2016, 2, 1)]),
        (["bientôt", "01/02/2016", "01/03/2016"], [date(2016, 2, 1)]),
    ],
)
def test_a_second_period_that_overlaps_nothing_is_a_second_enrolment(bring, starts, kept):
    rows = [
        {"N° dossier": f"2016-000{n}", "Date d'inscription": day} for n, day in enumerate(starts)
    ]
    bring(NOTHING_ELSE | {"Bénéficiaires": rows})

    assert Beneficiary.objects.count() == 1
    assert periods() == kept


def test_sales_are_judged_against_the_period_they_fall_in(bring):
    _, _, reasons = bring(
        {
            "Catalogue": [{"Plafond par mois": None, "Plafond par période": 1}],
            "Bénéficiaires": [
                {"Date d'inscription": "01/02/2015"},
                LATER | {"Date d'inscription": "10/02/2016"},
            ],
            "Ventes": [
                {"Date": "31/01/2016"},
                {"Date": "05/02/2016"},
                LATER | {"Date": "10/02/2016"},
                {"Date": "11/02/2016"},
            ],
        }
    )

    assert list(Sale.objects.order_by("sold_on").values_list("sold_on", flat=True)) == [
        date(2016, 1, 31),
        date(2016, 2, 10),
    ]
    assert reasons["Ventes"] == [
        "Le 05/02/2016 est hors des douze mois (du 01/02/2015 au 31/01/2016, du 10/02/2016 au"
        " 09/02/2017).",
        "Recharge mobile 1 h\u202f: au plus 1 sur les douze mois, il ne reste rien.",
    ]


@pytest.mark.parametrize(
    ("one", "other", "is_a_slip"),
    [
        ("lefevre", "lefvre", True),
        ("lefvre", "lefevre", True),
        ("lefevre", "lefebre", True),
        ("lefevre", "lefvere", True),
        ("diallo", "dialo", True),
        ("li", "le", True),
        ("ba", "ab", True),
        ("lefevre", "lefevre", False),
        ("lefevre", "levre", False),
        ("traore", "diallo", False),
        ("martin", "nitram", False),
        ("abcd", "badc", False),
    ],
)
def test_one_slip(one, other, is_a_slip):
    assert spelling.one_slip(one, other) is is_a_slip


NEXT_YEAR = {
    "Catalogue": [], "Ateliers": [], "Présences": [],
    "Ventes": [{"Date": "20/03/2016"}],
    "Accompagnements": [{"Date": "21/03/2016"}],
}  # fmt: skip


@pytest.mark.parametrize(
    "spelt", [{"Nom": "DIALO"}, {"Nom": "Dialllo"}, {"Nom": "Daillo"}, {"Prénom": "Ava"}]
)
def test_a_name_that_one_slip_parts_from_last_years_is_the_same_person(bring, spelt):
    bring({})
    sheets = NEXT_YEAR | {"Bénéficiaires": [spelt, LATER | spelt]}
    summary, warnings, reasons = bring(sheets)

    awa = Beneficiary.objects.get()
    written = f"{spelt.get('Nom', 'DIALLO')} {spelt.get('Prénom', 'Awa')}"
    assert (awa.last_name, awa.first_name) == ("DIALLO", "Awa")
    assert awa.notes == f"Aussi écrit\u202f: {written}"
    assert warnings == [
        f"Bénéficiaires, ligne 2\u202f: «\u202f{written}\u202f» est lu comme"
        " «\u202fDIALLO Awa\u202f», dont c’est le numéro de dossier 2016-0001 et la date de"
        " naissance\u202f; gardé en note."
    ]
    assert {counts["rejected"] for counts in summary.values()} == {0}
    assert Sale.objects.count() == 2
    assert set(DossierNumber.objects.values_list("number", flat=True)) == {"2016-0001", "2016-0002"}

    assert bring(sheets) == (summary, [], reasons)
    assert (Beneficiary.objects.count(), Sale.objects.count()) == (1, 2)


@pytest.mark.parametrize(
    "other",
    [
        {"Nom": "DIALO", "Date de naissance": "13/03/1984"},
        {"Nom": "DALO"},
        {"Nom": "TRAORÉ"},
        {"Prénom": "Aminata"},
        {"Nom": "DIALO", "Prénom": "Ava"},
    ],
    ids=["another birth date", "two slips", "another name", "a twin", "a slip in both names"],
)
def test_a_number_of_somebody_else_is_still_refused(bring, other):
    bring({})
    summary, _, reasons = bring(NEXT_YEAR | {"Bénéficiaires": [other]})

    assert Beneficiary.objects.count() == 1
    assert reasons["Bénéficiaires"] == [
        "Le numéro de dossier 2016-0001 est déjà celui d’une autre personne."
    ]


def test_one_file_that_gives_a_number_to_both_names_is_refused_each_time(bring):
    sheets = {"Bénéficiaires": [{}, {"Nom": "DIALO"}]}
    first = bring(sheets)
    assert first[0]["Bénéficiaires"] == {"rows": 2, "imported": 1, "rejected": 1}

    assert bring(sheets) == first
    reason = first[2]["Bénéficiaires"][0]
    unmended = {"Bénéficiaires": [{"Nom": "DIALO", "Motif du rejet": reason}]}
    assert bring(NOTHING_ELSE | unmended)[0]["Bénéficiaires"]["imported"] == 0


def test_who_has_a_file_under_the_other_spelling_is_not_taken_for_another(bring):
    bring({"Bénéficiaires": [{}, LATER | {"Nom": "DIALO"}]})
    _, _, reasons = bring(NEXT_YEAR | {"Bénéficiaires": [{"Nom": "DIALO"}]})

    assert len(reasons["Bénéficiaires"]) == 1
