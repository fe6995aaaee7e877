"""A register brings nothing into days whose books are closed."""

from recharges import services
from recharges.models import Sale
from recharges.verification import verify
from tests.support import factories


def test_a_sale_in_a_closed_month_is_refused_in_words_and_the_others_come_in(bring):
    bring({"Ventes": [{"Date": "05/02/2016"}]})
    site = Sale.objects.get().site
    services.close_month(
        site, month=factories.date(2016, 2, 1), by=factories.director(),
        on=factories.date(2016, 3, 1), at=factories.at(factories.DAY),
    )  # fmt: skip

    summary, _, reasons = bring({"Ventes": [{"Date": "06/02/2016"}, {"Date": "01/03/2016"}]})

    assert summary["Ventes"]["imported"] == 1
    assert reasons["Ventes"] == [
        "Le 06/02/2016 est dans une période de caisse clôturée\u202f: plus aucune vente ne s’y"
        " ajoute."
    ]
    assert verify().receipts == 2


def test_a_day_closed_at_the_till_takes_no_rows_of_a_register(bring):
    bring({"Ventes": [{"Date": "05/02/2016"}]})
    site = Sale.objects.get().site
    session = factories.till_open(factories.date(2016, 2, 8), where=site)
    factories.till_counted(session, ends_the_day=True)

    summary, *_ = bring({"Ventes": [{"Date": "08/02/2016"}, {"Date": "09/02/2016"}]})

    assert summary["Ventes"] == {"rows": 2, "imported": 1, "rejected": 1}
