"""The rules of reports, broken by a bare INSERT."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from reports.models import Edition, Share
from tests.support import factories

DAY = date(2017, 1, 20)
AT, DAY_AFTER = datetime(2017, 1, 20, 9, tzinfo=UTC), timedelta(days=1)
OF_AN_EMPTY_OBJECT = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"


def edition(**fields) -> Edition:
    given = {"year": 2016, "version": 1, "opened_by": factories.director(), "opened_on": DAY}
    return Edition(**given | fields)


def frozen(**fields) -> Edition:
    by = factories.director()
    signed = {"reviewed_by": by, "reviewed_on": DAY, "frozen_by": by, "frozen_on": DAY}
    kept = {"content": "{}", "fingerprint": OF_AN_EMPTY_OBJECT}
    return edition(status="frozen", **signed | kept | fields)


TABLE = [
    ("edition_version_once_a_year", frozen, frozen, {}),
    ("edition_one_in_hand_a_year", edition, edition, {"version": 2, "reason": "Un oubli."}),
    ("edition_review_is_signed", None, edition, {"status": "reviewed"}),
    ("edition_review_is_signed", None, edition, {"reviewed_on": DAY}),
    ("edition_frozen_with_everything", None, frozen, {"frozen_on": None}),
    ("edition_frozen_with_everything", None, frozen, {"content": "", "fingerprint": ""}),
    ("edition_frozen_with_everything", None, edition, {"frozen_on": DAY}),
    ("edition_fingerprint_is_of_the_content", None, frozen, {"content": '{"a": 1}'}),
    ("edition_later_version_has_a_reason", None, edition, {"version": 2}),
]


@pytest.mark.parametrize(("name", "beside", "make", "fields"), TABLE)
def test_the_database_refuses(db, name, beside, make, fields):
    if beside:
        beside().save()
    with pytest.raises(IntegrityError) as collision, transaction.atomic():
        make(**fields).save()
    assert collision.value.__cause__.diag.constraint_name == name


def test_a_frozen_report_whose_rules_are_kept_is_saved(db):
    frozen().save()
    edition(version=2, reason="Un oubli.").save()


def share(**fields) -> Share:
    given = {"year": 2016, "parts": ["people"], "reader": "Conseil", "token": "a"}
    given |= {"shared_by": factories.director(), "shared_at": AT, "expires_at": AT + DAY_AFTER}
    return Share(**given | fields)


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("share_ends_after_it_began", {"expires_at": AT}),
        ("share_of_some_parts", {"parts": []}),
        ("share_says_for_whom", {"reader": " "}),
    ],
)
def test_a_link_to_figures_keeps_its_rules(db, name, fields):
    with pytest.raises(IntegrityError) as collision, transaction.atomic():
        share(**fields).save()
    assert collision.value.__cause__.diag.constraint_name == name
    share().save()


def test_two_links_are_never_the_same(db):
    share().save()
    with pytest.raises(IntegrityError) as collision, transaction.atomic():
        share(year=2015).save()
    assert collision.value.__cause__.diag.constraint_name == "share_token_unique"
