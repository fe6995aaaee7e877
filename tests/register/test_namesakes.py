"""Two people of one name, born on one day, by the choice of a counsellor: a register tells them
apart by their dossier numbers alone."""

from datetime import date

import pytest

from beneficiaries.models import Beneficiary
from recharges.models import Sale
from tests.support import factories

BORN = date(1984, 5, 7)
ROW = {"Nom": "Diallo", "Prénom": "Awa", "Date de naissance": BORN}
NOTHING_ELSE = {"Catalogue": [], "Ventes": [], "Ateliers": [], "Présences": [],
                "Accompagnements": []}  # fmt: skip


@pytest.fixture
def both(db):
    first = factories.person(born_on=BORN, number="2015-0001")
    return first, factories.person(born_on=BORN, number="2015-0002", another=1)


@pytest.mark.parametrize("which", [0, 1])
def test_the_number_says_whose_row_it_is(bring, both, which):
    number = both[which].dossier_numbers.get().number
    bring(NOTHING_ELSE | {"Bénéficiaires": [ROW | {"N° dossier": number, "Courriel": "a@b.fr"}]})

    written = [person.email for person in Beneficiary.objects.order_by("pk")]
    assert written == (["a@b.fr", ""], ["", "a@b.fr"])[which]


def test_sales_follow_the_number(bring, both):
    rows = [ROW | {"N° dossier": f"2015-000{n}"} for n in (1, 2)]
    bring({"Bénéficiaires": rows, "Ventes": [{"N° dossier": "2015-0002"}]})

    assert Sale.objects.get().enrolment.beneficiary == both[1]


def test_a_row_without_a_number_of_theirs_is_refused(bring, both):
    summary, _, refusals = bring(NOTHING_ELSE | {"Bénéficiaires": [ROW | {"N° dossier": "N-9"}]})

    assert summary["Bénéficiaires"]["rejected"] == 1
    assert "Deux personnes de ce nom sont nées ce jour-là" in str(refusals)
    assert Beneficiary.objects.count() == 2
