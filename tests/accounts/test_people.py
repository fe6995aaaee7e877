"""Users by role, and the journal of what they do."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse

from accounts import journal
from accounts.models import Entry, User
from accounts.permissions import STAFF, Role, allow
from tests.support import factories


def test_the_director_is_staff_and_the_social_worker_is_not(claire, karim, nadia):
    assert claire.is_director
    assert claire.is_staff_member
    assert nadia.is_staff_member
    assert not nadia.is_director
    assert karim.is_social_worker
    assert not karim.is_staff_member


def test_somebody_is_found_by_an_address_in_any_case(nadia):
    assert User.objects.get_by_natural_key("Nadia@Pimms.Example") == nadia
    assert str(nadia) == "Nadia Benali"


def test_an_address_is_kept_in_small_letters(db):
    lea = factories.user("Lea@Pimms.Example", User.Role.COUNSELLOR)
    assert lea.email == "lea@pimms.example"


@allow(*STAFF)
def desk(request):
    """The desk."""
    return HttpResponse("ok")


@pytest.mark.parametrize("role", Role)
def test_a_view_lets_in_the_roles_that_it_names(rf, role):
    request = rf.get("/")
    request.user = User(role=role)
    if role in STAFF:
        assert desk(request).status_code == 200
    else:
        with pytest.raises(PermissionDenied):
            desk(request)
    assert desk.roles == set(STAFF)


def test_the_journal_says_who_did_what_to_which_thing(nadia):
    site = factories.site()
    journal.record("site.opened", site, by=nadia, floor=1)
    journal.record("site.checked", site, by="verify_ledger")
    by_hand, by_command = Entry.objects.order_by("pk")
    assert (by_hand.by, by_hand.details) == ("nadia@pimms.example", {"floor": 1})
    assert by_command.by == "verify_ledger"
    assert by_hand.thing == f"accounts.site:{site.pk}"
    assert str(by_hand) == f"site.opened accounts.site:{site.pk}"
