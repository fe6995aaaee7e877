"""A file is merged while something is sold on it: whoever loses reads a sentence."""

import uuid

import pytest

from beneficiaries import services
from beneficiaries.models import Beneficiary, Merge
from recharges import services as till
from recharges.models import Sale, SaleLine
from tests.support import factories
from tests.support.races import of_type, race
from workshops.models import SupportSession

pytestmark = pytest.mark.usefixtures("committed_db")


def test_selling_to_somebody_who_is_being_merged_is_done_whole_or_not_at_all():
    nadia, claire, product = factories.counsellor(), factories.director(), factories.product()
    for _ in range(6):
        awa, double = factories.person(), factories.person()
        enrolment = factories.enrolment(double)

        def sell(enrolment=enrolment):
            return till.sell(enrolment, quantities={product: 1}, payment="cash",
                             key=uuid.uuid4(), by=nadia, on=factories.DAY)  # fmt: skip

        def merge(awa=awa, double=double):
            return services.merge(awa, absorbed=double, by=claire, on=factories.DAY)

        outcomes = race([sell, merge])
        assert len(of_type(Merge, outcomes)) == 1
        assert all("Recommencez la vente" in words for words in of_type(str, outcomes))
        enrolment.refresh_from_db()
        assert enrolment.beneficiary == awa
        assert Sale.objects.filter(enrolment=enrolment).count() == len(of_type(Sale, outcomes))
    assert SaleLine.objects.count() == Sale.objects.count()


def test_support_noted_while_the_file_is_merged_is_never_lost_on_it():
    awa, double = factories.person(), factories.person()
    nadia = factories.counsellor()
    outcomes = race(
        [
            lambda: factories.support(double, by=nadia),
            lambda: services.merge(awa, absorbed=double, by=nadia, on=factories.DAY),
        ]
    )
    assert len(of_type(Merge, outcomes)) == 1
    assert all("réuni avec un autre" in words for words in of_type(str, outcomes))
    assert not SupportSession.objects.filter(beneficiary=double).exists()


def test_two_colleagues_merge_the_same_pair_both_ways_and_one_merge_stands():
    awa, double, nadia = factories.person(), factories.person(), factories.counsellor()
    outcomes = race(
        [
            lambda: services.merge(awa, absorbed=double, by=nadia, on=factories.DAY),
            lambda: services.merge(double, absorbed=awa, by=nadia, on=factories.DAY),
        ]
    )
    assert len(of_type(Merge, outcomes)) == len(of_type(str, outcomes)) == 1
    assert Beneficiary.objects.standing().count() == 1
