"""The rules of reports, broken by a bare INSERT."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from reports.models import Edition
from tests import factories

DAY = date(2017, 1, 20)
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
