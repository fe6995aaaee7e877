"""A register brought in before the first start: its data stay alone, and one can sign in."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.models import User
from beneficiaries.models import Beneficiary
from partners.models import Organisation
from pimms import demo


@pytest.mark.parametrize("orienter", ["CCAS d'Antony", "Croix-Rouge d'Antony"])
def test_the_three_sign_ins_come_beside_a_register(bring, client, orienter):
    bring({"Bénéficiaires": [{"Orienté par": orienter, "Date d'orientation": "28/01/2016"}]})
    assert not demo.is_empty()

    demo.open_door(on=date(2017, 1, 16))

    for _, email, password in demo.SIGN_INS:
        answer = client.post(reverse("account_login"), {"login": email, "password": password})
        assert answer.url == reverse("home")
        client.logout()
    assert Beneficiary.objects.count() == 1
    karim = User.objects.get(role="social_worker")
    assert Organisation.objects.of(karim).get().name == "CCAS d'Antony"
