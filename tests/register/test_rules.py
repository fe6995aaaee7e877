"""Each rule of the register, on rows made for it."""

from datetime import date, time
from decimal import Decimal

import openpyxl
import pytest
from django.utils.timezone import localdate

from beneficiaries.models import Beneficiary, Enrolment, PossibleDuplicate, Referral
from pimms.register import cells
from pimms.register.bringing_in import bring_in
from recharges.models import Product, Sale, SaleLine
from workshops.models import Registration, SupportSession, Workshop

TODAY = date(2017, 1, 16)


@pytest.fixture
def bring(write_register, tmp_path, db):
    """`bring({sheet: rows})` brings them in; returns (counts, warnings, reasons by sheet)."""

    def run(sheets):
        rejects = tmp_path / "rejets.xlsx"
        outcome = bring_in(
            write_register(sheets), name="essai", by="test", today=TODAY, rejects_to=rejects
        )
        book = openpyxl.load_workbook(rejects)
        reasons = {
            page.title: [row[-1] for row in page.iter_rows(min_row=2, values_only=True)]
            for page in book
        }
        return outcome.summary, outcome.warnings, reasons

    return run


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("12/03/2016", date(2016, 3, 12)),
        ("12.03.16", date(2016, 3, 12)),
        ("3-7-2016", date(2016, 7, 3)),
        ("2016-07-03", date(2016, 7, 3)),
        ("29/02/2016", date(2016, 2, 29)),
        ("12/03/85", date(1985, 3, 12)),
    ],
)
def test_a_day_is_read_as_people_write_it(written, read):
    assert cells.day(written) == read


@pytest.mark.parametrize(
    "written", ["31/02/1980", "?", "le 12", "12/2016", "42441", "1/13/2016", ""]
)
def test_what_is_no_day_is_not_read_as_one(written):
    with pytest.raises(ValueError):  # noqa: PT011 (the cell itself)
        cells.day(written)


@pytest.mark.parametrize(
    ("written", "read"),
    [("9h30", time(9, 30)), ("14h", time(14)), ("14:05", time(14, 5)), ("09 h 30", time(9, 30))],
)
def test_an_hour_is_read_as_people_write_it(written, read):
    assert cells.hour(written) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [("5", "5.00"), ("5,00 €", "5.00"), ("8.3", "8.30"), ("1\u202f234,50 €", "1234.50"),
     ("16.599999999999998", "16.60"), ("0", "0.00")],
)  # fmt: skip
def test_a_price_is_read_to_the_cent(written, read):
    assert cells.price(written) == Decimal(read)


@pytest.mark.parametrize("written", ["-5", "gratuit ?", "", "cinq", "1e9", "99999999999", "5,005"])
def test_what_is_no_price_is_refused(written):
    with pytest.raises(ValueError):  # noqa: PT011 (the cell itself)
        cells.price(written)


@pytest.mark.parametrize("written", ["0", "-1", "1.5", "deux", "", "99999999999"])
def test_what_is_no_quantity_is_refused(written):
    with pytest.raises(ValueError):  # noqa: PT011 (the cell itself)
        cells.quantity(written)


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
        assert "2016-0001 » est inconnu" in reasons[sheet][0]


def test_a_dossier_number_of_somebody_else_is_refused(bring):
    _, _, reasons = bring({"Bénéficiaires": [{}, {"Nom": "TRAORÉ"}]})

    assert reasons["Bénéficiaires"] == [
        "Le numéro de dossier 2016-0001 est déjà celui d’une autre personne."
    ]


@pytest.mark.parametrize(
    ("starts", "last_sale", "first_refused"),
    [
        ("01/02/2016", "31/01/2017", "01/02/2017"),
        ("29/02/2016", "27/02/2017", "28/02/2017"),
        ("31/12/2015", "30/12/2016", "31/12/2016"),
    ],
)
def test_the_twelve_months_end_on_the_eve(bring, starts, last_sale, first_refused):
    summary, _, reasons = bring(
        {
            "Bénéficiaires": [{"Date d'inscription": starts}],
            "Ventes": [{"Date": last_sale}, {"Date": first_refused}],
        }
    )

    assert summary["Ventes"] == {"rows": 2, "imported": 1, "rejected": 1}
    assert f"Le {first_refused} est hors des douze mois" in reasons["Ventes"][0]


def test_a_sale_before_the_enrolment_is_refused(bring):
    _, _, reasons = bring({"Ventes": [{"Date": "31/01/2016"}]})

    assert reasons["Ventes"] == [
        "Le 31/01/2016 est hors des douze mois (du 01/02/2016 au 31/01/2017)."
    ]


def test_somebody_never_enrolled_buys_nothing(bring):
    _, _, reasons = bring({"Bénéficiaires": [{"Date d'inscription": None}]})

    assert "n’a pas de date d’inscription" in reasons["Ventes"][0]
    assert Beneficiary.objects.exists()


@pytest.mark.parametrize(
    ("cells_of_the_row", "reason"),
    [
        ({"Date": None}, "La date manque"),
        ({"Date": "le 12"}, "« le 12 » n’est pas une date"),
        ({"Quantité": -1}, "« -1 » n’est pas une quantité"),
        ({"Quantité": 1.5}, "« 1.5 » n’est pas une quantité"),
        ({"Quantité": "deux"}, "« deux » n’est pas une quantité"),
        ({"Prix payé": "gratuit ?"}, "« gratuit ? » n’est pas un montant"),
        ({"Prix payé": -5}, "« -5 » n’est pas un montant"),
        ({"Article": "XX9"}, "L’article « XX9 » n’est pas au catalogue"),
        ({"N° dossier": "9999-0001"}, "Le numéro de dossier « 9999-0001 » est inconnu"),
        ({"N° dossier": None}, "Le numéro de dossier manque"),
    ],
)
def test_a_sale_is_refused_with_its_reason(bring, cells_of_the_row, reason):
    summary, _, reasons = bring({"Ventes": [cells_of_the_row]})

    assert summary["Ventes"] == {"rows": 1, "imported": 0, "rejected": 1}
    assert reason in reasons["Ventes"][0]


def test_the_monthly_cap_is_judged_in_the_order_of_days_then_rows(bring):
    _, _, reasons = bring(
        {
            "Ventes": [
                {"Date": "20/03/2016", "Quantité": 1, "Conseiller": "third"},
                {"Date": "01/03/2016", "Quantité": 1, "Conseiller": "first"},
                {"Date": "10/03/2016", "Quantité": 2, "Conseiller": "too many"},
                {"Date": "20/03/2016", "Quantité": 1, "Conseiller": "too late"},
                {"Date": "01/04/2016", "Quantité": 2, "Conseiller": "a new month"},
            ]
        }
    )

    sellers = list(Sale.objects.order_by("number").values_list("seller_name", flat=True))
    assert sellers == ["first", "third", "a new month"]
    assert reasons["Ventes"] == [
        "Recharge mobile 1 h\u202f: au plus 2 par mois, il reste 1\u202f; le compte repart le"
        " 01/04/2016.",
        "Recharge mobile 1 h\u202f: au plus 2 par mois, il ne reste rien\u202f; le compte repart"
        " le 01/04/2016.",
    ]


def test_the_cap_of_the_period_spans_the_twelve_months(bring):
    summary, _, reasons = bring(
        {
            "Catalogue": [{"Référence": "SIM", "Plafond par mois": None, "Plafond par période": 1}],
            "Ventes": [
                {"Article": "sim", "Date": "01/12/2016"},
                {"Article": "SIM ", "Date": "05/02/2016"},
            ],
        }
    )

    assert summary["Ventes"]["imported"] == 1
    assert Sale.objects.get().sold_on == date(2016, 2, 5)
    assert "au plus 1 sur les douze mois, il ne reste rien." in reasons["Ventes"][0]


def test_an_empty_cap_is_no_cap_and_the_price_is_the_line_s(bring):
    bring(
        {
            "Catalogue": [{"Plafond par mois": None}],
            "Ventes": [{"Quantité": 40, "Prix payé": 123.45}],
        }
    )

    line = SaleLine.objects.get()
    assert (line.quantity, line.paid, line.public_value) == (40, Decimal("123.45"), Decimal("880"))


def test_two_numbers_of_one_person_share_their_caps(bring):
    summary, _, _ = bring(
        {
            "Bénéficiaires": [{}, {"N° dossier": "2016-0002"}],
            "Ventes": [{"Quantité": 2}, {"N° dossier": "2016-0002", "Quantité": 1}],
        }
    )

    assert summary["Ventes"]["rejected"] == 1


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


@pytest.mark.parametrize("value", ["O", "oui", "OUI", "x", "X", "1", 1])
def test_present_is_written_in_many_ways(bring, value):
    bring({"Présences": [{"Présent": value}]})

    assert Registration.objects.get().status == "present"


@pytest.mark.parametrize("value", ["N", "non", "0", 0, None])
def test_absent_is_written_in_many_ways(bring, value):
    bring({"Présences": [{"Présent": value}]})

    assert Registration.objects.get().status == "absent"


def test_a_second_row_for_the_same_person_and_workshop_is_refused(bring):
    summary, _, reasons = bring(
        {
            "Bénéficiaires": [{}, {"N° dossier": "2016-0002"}],
            "Présences": [{}, {"N° dossier": "2016-0002", "Présent": "N"}, {"Code atelier": "A9"}],
        }
    )

    assert summary["Présences"] == {"rows": 3, "imported": 1, "rejected": 2}
    assert "a déjà une ligne pour cet atelier" in reasons["Présences"][0]
    assert "Aucun atelier ne porte le code « A9 »" in reasons["Présences"][1]


def test_themes_are_parted_and_mapped_and_an_unknown_one_is_named(bring):
    _, warnings, _ = bring(
        {"Accompagnements": [{"Thématiques": "messagerie, Securite ; Broderie/Broderie"}]}
    )

    session = SupportSession.objects.get()
    assert session.themes == ["email", "securite_numerique", "autre"]
    assert session.theme_label == "messagerie, Securite ; Broderie/Broderie"
    assert [w for w in warnings if "« Broderie »" in w] == [
        "Accompagnements, ligne 2 : « Broderie » (Thématiques) n’est dans aucune liste ; gardé tel"
        " quel et compté sous « autre »."
    ]


def test_a_workshop_s_theme_is_one_label_even_with_a_comma(bring):
    bring({"Ateliers": [{"Thématique": "Vocabulaire informatique, grands débutants"}]})

    workshop = Workshop.objects.get()
    assert workshop.themes == ["culture_numerique"]
    assert (workshop.starts_at, workshop.ends_at) == (time(14), time(16, 30))


@pytest.mark.parametrize(
    ("written", "kept"),
    [(612345678, "+33612345678"), ("06.12.34.56.78", "+33612345678"),
     ("+33 612345678", "+33612345678"), ("0033612345678", "+33612345678")],
)  # fmt: skip
def test_a_telephone_is_the_same_however_it_is_written(bring, written, kept):
    bring({"Bénéficiaires": [{"Téléphone": written}]})

    assert Beneficiary.objects.get().phone == kept


def test_a_value_set_aside_is_a_warning_and_stays_on_the_notes(bring):
    _, warnings, _ = bring(
        {"Bénéficiaires": [{"Téléphone": "065614", "Courriel": "awa@", "Ville": "Atlantis"}]}
    )

    awa = Beneficiary.objects.get()
    assert (awa.phone, awa.email, awa.commune) == ("", "", None)
    assert awa.notes.splitlines() == ["Téléphone : 065614", "Courriel : awa@", "Ville : Atlantis"]
    assert all(w.startswith("Bénéficiaires, ligne 2 : ") for w in warnings)
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
    assert "Situation : Intermittent" in Beneficiary.objects.get().notes
    assert len(warnings) == 2


def test_the_same_row_twice_in_a_file_is_two_rows(bring):
    summary, _, _ = bring({"Ventes": [{}, {}]})

    assert summary["Ventes"]["imported"] == 2
    assert [sale.receipt for sale in Sale.objects.order_by("number")] == [
        "A2016R-000001",
        "A2016R-000002",
    ]


def test_empty_rows_are_passed_over(bring):
    nothing = dict.fromkeys(
        ("Date", "N° dossier", "Article", "Quantité", "Prix payé", "Paiement", "Conseiller")
    )
    summary, _, _ = bring({"Ventes": [nothing, {}, nothing]})

    assert summary["Ventes"]["rows"] == 1


def test_a_renewal_in_a_later_register_opens_twelve_more_months(bring):
    bring({})
    bring(
        {
            "Catalogue": [],
            "Bénéficiaires": [{"N° dossier": "2017-0009", "Date d'inscription": "10/02/2017"}],
            "Ventes": [{"Date": "11/02/2017", "N° dossier": "2017-0009"}],
            "Ateliers": [],
            "Présences": [],
            "Accompagnements": [],
        }
    )

    assert [e.period.lower for e in Enrolment.objects.order_by("period")] == [
        date(2016, 2, 1),
        date(2017, 2, 10),
    ]
    assert Sale.objects.count() == 2


def test_nobody_is_born_after_the_import(bring):
    _, _, reasons = bring({"Bénéficiaires": [{"Date de naissance": localdate()}]})

    assert len(reasons["Bénéficiaires"]) == 1
