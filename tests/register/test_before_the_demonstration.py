"""A register brought in before the first start: its data stay alone, and one can sign in."""

from datetime import date

import pytest
from django.urls import reverse

import demonstration
from accounts.models import User
from beneficiaries.models import Beneficiary
from partners.models import Organisation


@pytest.mark.parametrize("orienter", ["CCAS d'Antony", "Croix-Rouge d'Antony"])
def test_the_three_sign_ins_come_beside_a_register(bring, client, orienter):
    bring({"Bénéficiaires": [{"Orienté par": orienter, "Date d'orientation": "28/01/2016"}]})
    assert not demonstration.is_empty()

    demonstration.open_door(on=date(2017, 1, 16))

    for _, email, password in demonstration.SIGN_INS:
        answer = client.post(reverse("account_login"), {"login": email, "password": password})
        assert answer.url == reverse("home")
        client.logout()
    assert Beneficiary.objects.count() == 1
    karim = User.objects.get(role="social_worker")
    assert Organisation.objects.of(karim).get().name == "CCAS d'Antony"


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ("France Travail Antony", "Pôle emploi Antony"),
        ("Pôle emploi Antony", "France Travail Antony"),
        ("France Travail Antony", "PÔLE-EMPLOI ANTONY"),
        ("Pôle emploi Antony", "Pôle emploi Antony"),
    ],
)
def test_an_organisation_that_was_renamed_is_the_same(bring, known, said):
    there = Organisation.objects.create(name=known, kind="FT")
    bring(
        {
            "Bénéficiaires": [
                {"Orienté par": said, "Date d'orientation": "28/01/2016"},
                {
                    "N° dossier": "2016-0002",
                    "Nom": "Lopez",
                    "Orienté par": known,
                    "Date d'orientation": "28/01/2016",
                },
            ]
        }
    )
    assert list(Organisation.objects.all()) == [there]
    assert there.referrals.count() == 2
    for words in (known, said, "france travail", "pole emploi"):
        assert Organisation.objects.written(words).get() == there


def test_names_of_before_and_of_today_are_one_in_a_register(bring):
    names = ("Pôle emploi Antony", "France Travail Antony", "Pôle emploi Massy")
    bring(
        {
            "Bénéficiaires": [
                {
                    "N° dossier": f"2016-000{number}",
                    "Nom": f"Lopez{'abc'[number]}",
                    "Orienté par": name,
                    "Date d'orientation": "28/01/2016",
                }
                for number, name in enumerate(names)
            ]
        }
    )
    kept = Organisation.objects.order_by("name").values_list("name", flat=True)
    assert list(kept) == ["Pôle emploi Antony", "Pôle emploi Massy"]
