"""The sales of a register: their day, their quantity, their caps."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection

from beneficiaries.models import Beneficiary, Enrolment
from pimms.register import sales
from recharges.models import Sale, SaleLine


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


def test_the_database_knows_how_many_people_came_before_it_looks_for_each_buyer(bring, monkeypatch):
    """Else it joins all of them to each sale: a register of 2 000 sales took two minutes."""
    known = []
    judge = sales.bring_in
    monkeypatch.setattr(
        sales, "bring_in", lambda context: known.append(_counts()) or judge(context)
    )
    with connection.cursor() as cursor:  # as after rows that were all taken back
        cursor.execute("UPDATE pg_class SET reltuples = 0, relpages = 1 WHERE relname = ANY(%s)",
                       [list(_PEOPLE)])  # fmt: skip

    bring({"Bénéficiaires": [{}, {"N° dossier": "2016-0002", "Nom": "TRAORÉ"}]})

    assert known == [dict.fromkeys(_PEOPLE, 2)]


_PEOPLE = ("beneficiaries_beneficiary", "beneficiaries_enrolment")


def _counts() -> dict[str, int]:
    """How many rows the planner believes each table has."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, reltuples FROM pg_class WHERE relname = ANY(%s)", [list(_PEOPLE)]
        )
        return {name: int(rows) for name, rows in cursor.fetchall()}


def test_somebody_never_enrolled_buys_nothing(bring):
    _, _, reasons = bring({"Bénéficiaires": [{"Date d'inscription": None}]})

    assert "n’a pas de date d’inscription" in reasons["Ventes"][0]
    assert Beneficiary.objects.exists()


@pytest.mark.parametrize(
    ("cells_of_the_row", "reason"),
    [
        ({"Date": None}, "La date manque"),
        ({"Date": "le 12"}, "«\u202fle 12\u202f» n’est pas une date"),
        ({"Quantité": -1}, "«\u202f-1\u202f» n’est pas une quantité"),
        ({"Quantité": 1.5}, "«\u202f1.5\u202f» n’est pas une quantité"),
        ({"Quantité": "deux"}, "«\u202fdeux\u202f» n’est pas une quantité"),
        ({"Prix payé": "gratuit ?"}, "«\u202fgratuit ?\u202f» n’est pas un montant"),
        ({"Prix payé": -5}, "«\u202f-5\u202f» n’est pas un montant"),
        ({"Article": "XX9"}, "L’article «\u202fXX9\u202f» n’est pas au catalogue"),
        ({"N° dossier": "9999-0001"}, "Le numéro de dossier «\u202f9999-0001\u202f» est inconnu"),
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
