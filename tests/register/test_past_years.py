"""The articles and caps of a past year's register: recorded, and not for sale today unless the
director says so. The registers are brought in on 31/12/2017."""

from datetime import date

import pytest
from django.core.management import call_command

from pimms.register.bringing_in import bring_in
from recharges.models import Cap, Price, Product, Sale
from tests.register.conftest import TODAY

PAST = {"Ventes": [{"Date": "15/03/2016"}, {"Date": "20/01/2017", "Quantité": "deux"}]}
THIS_YEAR = {"Ventes": [{"Date": "20/01/2017"}]}
NOT_OF_THIS_YEAR = {"Ventes": [{}, {"Date": "01/01/2099"}, {"Date": "?"}]}
NONE = {"Ventes": []}


@pytest.fixture
def imported(write_register, db):
    def run(sheets, *, on=TODAY, **how):
        return bring_in(write_register(sheets), name="essai", by="test", today=on, **how)

    return run


def for_sale(day=TODAY) -> bool:
    return Product.objects.for_sale_on(day).filter(reference="RM5").exists()


@pytest.mark.parametrize(
    ("sheets", "ticked", "sells"),
    [
        ({}, False, False),
        ({}, True, True),
        (NOT_OF_THIS_YEAR, False, False),
        (PAST, False, True),
        (THIS_YEAR, False, True),
        (NONE, False, True),
        ({"Catalogue": [{"Motif du rejet": "Un total."}]} | NONE, False, False),
    ],
    ids=["past", "past, ticked", "past, with days that are none", "one sale this year",
         "this year", "no sale at all", "a mended row without its sales"],
)  # fmt: skip
def test_whether_the_articles_go_on_sale(imported, sheets, ticked, sells):
    outcome = imported(sheets, puts_on_sale=ticked)

    assert for_sale() is sells
    assert Product.objects.get().is_archived is not sells
    assert Price.objects.filter(period__contains=TODAY).exists() is sells
    assert Cap.objects.filter(period__contains=TODAY).exists() is sells
    assert outcome.withheld == (not sells)
    assert outcome.sheets["Catalogue"]["imported"] == 1


def test_the_sales_stand_and_are_capped_as_ever(imported):
    outcome = imported({"Ventes": [{"Quantité": 2}, {}, {"Date": "01/04/2016"}]})

    assert outcome.summary["Ventes"] == {"rows": 3, "imported": 2, "rejected": 1}
    assert Sale.objects.count() == 2


def test_the_next_years_register_takes_the_articles_up_where_they_ended(imported):
    """Its rows of the catalogue are those of last year, word for word or with another price."""
    more = {"Référence": "RM8", "Désignation": "Recharge 2 h"}
    imported({"Catalogue": [{}, more]})
    later = {
        "Catalogue": [{}, more | {"Prix solidaire": 9, "Plafond par mois": 1}],
        "Bénéficiaires": [{"N° dossier": "2018-1", "Date d'inscription": "01/06/2018"}],
        "Ventes": [
            {"N° dossier": "2018-1", "Date": "02/06/2018"},
            {"N° dossier": "2018-1", "Date": "02/06/2018", "Article": "RM8"},
            {"N° dossier": "2018-1", "Date": "03/06/2018", "Article": "RM8"},
        ],
    }

    outcome = imported(later, on=date(2019, 2, 1))

    assert outcome.summary["Catalogue"] == {"rows": 2, "imported": 2, "rejected": 0}
    assert outcome.summary["Ventes"] == {"rows": 3, "imported": 2, "rejected": 1}
    prices = Price.objects.filter(product__reference="RM8").order_by("period")
    assert [(str(p.solidarity), p.period.lower, p.period.upper) for p in prices] == [
        ("5.00", None, TODAY),
        ("9.00", TODAY, date(2019, 2, 1)),
    ]
    assert not for_sale(date(2019, 2, 1))
    assert imported(later, on=date(2019, 2, 2)).summary == outcome.summary
    assert Price.objects.count() == 4


def test_the_same_file_once_more_with_the_choice_ticked_puts_its_articles_on_sale(imported):
    imported({})
    assert imported({}).withheld == 1
    assert not for_sale()

    outcome = imported({}, puts_on_sale=True)

    assert for_sale()
    assert outcome.withheld == 0
    assert Sale.objects.count() == 1


def test_a_cap_that_was_set_meanwhile_stands(imported):
    imported({})
    Cap.objects.create(
        product=Product.objects.get(), span="month", measure="quantity", limit=7,
        period=type(Price.objects.get().period)(TODAY, None),
    )  # fmt: skip

    imported({}, puts_on_sale=True)

    assert [cap.limit for cap in Cap.objects.filter(period__contains=TODAY)] == [7]


@pytest.mark.parametrize("flag", [True, False])
def test_the_command_says_what_is_not_for_sale_and_how_it_would_be(
    write_register, db, capsys, flag
):
    call_command("import_register", write_register(), on_sale=flag)

    assert ("--on-sale" in capsys.readouterr().out) is not flag
    assert Product.objects.get().is_archived is not flag
