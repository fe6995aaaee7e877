"""Every address stands in the table of its room, and each room tries its own."""

from importlib import import_module

import pytest
from django.urls import reverse

from tests.support.access import ACCESS, PUBLIC, ROOMS, views
from tests.support.doors import OWN_ACCOUNT

VIEWS = views()


def test_every_address_is_in_the_table():
    assert set(VIEWS) == set(ACCESS) | PUBLIC


def test_every_room_tries_its_addresses():
    tests = [import_module(f"{room.__package__}.test_access") for room in ROOMS]
    assert [test.TestAccess.room for test in tests] == list(ROOMS)


def test_the_views_say_the_same_roles_as_the_table():
    said = {name: view.roles for name, view in VIEWS.items() if hasattr(view, "roles")}
    assert said == {name: ACCESS.get(name) for name in said}


def test_every_view_of_ours_says_its_roles():
    silent = [name for name, view in VIEWS.items() if not hasattr(view, "roles")]
    assert set(silent) <= PUBLIC | OWN_ACCOUNT


@pytest.mark.parametrize("name", ["home", "beneficiaries:referrals"])
def test_a_list_shows_nobody_of_another_organisation(visits, name):
    with visits.by("social_worker") as visit:
        assert "TRAORÉ Moussa" in visit.get(reverse(name)).content.decode()
    with visits.by("outsider") as visit:
        assert "TRAORÉ Moussa" not in visit.get(reverse(name)).content.decode()
