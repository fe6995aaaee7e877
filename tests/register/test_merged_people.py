"""A register that names somebody as a file that was merged."""

from beneficiaries.models import Beneficiary, PossibleDuplicate
from tests.support import factories


def test_the_merged_name_and_number_are_the_survivors(bring):
    bring({"Bénéficiaires": [{}, {"N° dossier": "2016-0002", "Nom": "DIALO"}]})
    pair = PossibleDuplicate.objects.get()
    factories.merge(pair.first, absorbed=pair.second)

    summary, _, _ = bring(
        {
            "Bénéficiaires": [
                {"N° dossier": "2016-0002", "Nom": "Dialo", "Ville": "Massy"},
                {"N° dossier": "2016-0003", "Nom": "Dialo"},
                {"N° dossier": "2016-0002", "Nom": "Diallo", "Ville": "Sceaux"},
            ]
        }
    )

    awa = Beneficiary.objects.standing().get()
    assert summary["Bénéficiaires"]["rejected"] == 0
    assert Beneficiary.objects.count() == 2
    assert awa == pair.first
    assert awa.dossier_numbers.count() == 3
    assert awa.enrolments.standing().count() == 1
