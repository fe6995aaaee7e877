"""The journal: a line at once, or all of them together at the end."""

from contextlib import suppress

import pytest

from accounts import journal
from accounts.models import Entry, Site
from tests.support import factories


def lines() -> list[tuple[str, str]]:
    return list(Entry.objects.order_by("pk").values_list("verb", "thing"))


@pytest.mark.django_db
def test_what_is_kept_is_written_at_the_end_in_its_order():
    site = factories.site()
    with journal.written_at_once():
        journal.record("site.opened", site, by="test")
        journal.record("site.named", site, by="test", name="Antony")
        assert lines() == []
    thing = f"accounts.site:{site.pk}"
    assert lines() == [("site.opened", thing), ("site.named", thing)]
    assert Entry.objects.latest("pk").details == {"name": "Antony"}


@pytest.mark.django_db
def test_a_thing_recorded_before_it_is_saved_has_its_number_by_then():
    site = Site(code="B", name="Bagneux")
    with journal.written_at_once():
        journal.record("site.opened", site, by="test")
        site.save()
    assert lines() == [("site.opened", f"accounts.site:{site.pk}")]


@pytest.mark.django_db
def test_a_thing_deleted_since_keeps_the_number_it_was_recorded_by():
    site = Site.objects.create(code="B", name="Bagneux")
    number = site.pk
    with journal.written_at_once():
        journal.record("site.closed", site, by="test")
        site.delete()
    assert lines() == [("site.closed", f"accounts.site:{number}")]


@pytest.mark.django_db
def test_nothing_is_written_of_what_failed_and_the_next_line_is_written_at_once():
    site = factories.site()
    with suppress(ZeroDivisionError), journal.written_at_once():
        journal.record("site.opened", site, by="test")
        raise ZeroDivisionError
    journal.record("site.named", site, by="test")
    assert [verb for verb, _ in lines()] == ["site.named"]
