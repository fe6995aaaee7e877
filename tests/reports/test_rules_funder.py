"""The rules of reports to funders and of their forms, broken by a bare INSERT."""

from datetime import date

import pytest
from django.db import Error, IntegrityError, connection, transaction

from reports.models import GrantEdition, WordModel
from tests.support import factories, money

DAY = date(2017, 1, 20)
OF_AN_EMPTY_OBJECT = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"


def edition(**fields) -> GrantEdition:
    grant = money.funder().grants.first() or money.grant()
    given = {"grant": grant, "version": 1, "opened_by": factories.director(), "opened_on": DAY}
    return GrantEdition(**given | fields)


def frozen(**fields) -> GrantEdition:
    by = factories.director()
    signed = {"reviewed_by": by, "reviewed_on": DAY, "frozen_by": by, "frozen_on": DAY}
    kept = {"content": "{}", "fingerprint": OF_AN_EMPTY_OBJECT}
    return edition(status="frozen", **signed | kept | fields)


def model(**fields) -> WordModel:
    given = {"name": "Région", "size": 10, "file": "a.docx", "added_on": DAY}
    return WordModel(**given | {"added_by": factories.director()} | fields)


TABLE = [
    ("grantedition_version_once_a_grant", frozen, frozen, {}),
    ("grantedition_one_in_hand_a_grant", edition, edition, {"version": 2, "reason": "Un oubli."}),
    ("grantedition_scope_known", None, edition, {"scope": "all"}),
    ("grantedition_review_is_signed", None, edition, {"status": "reviewed"}),
    ("grantedition_frozen_with_everything", None, frozen, {"frozen_on": None}),
    ("grantedition_fingerprint_is_of_the_content", None, frozen, {"content": '{"a": 1}'}),
    ("grantedition_later_version_has_a_reason", None, edition, {"version": 2}),
    ("word_model_once_a_name", model, model, {}),
    ("word_model_size", None, model, {"size": 0}),
    ("word_model_size", None, model, {"size": 5 * 1024 * 1024 + 1}),
    ("word_model_ends_after_it_began", None, model, {"ended_on": date(2017, 1, 19)}),
]


@pytest.mark.parametrize(("name", "beside", "make", "fields"), TABLE)
def test_the_database_refuses(db, name, beside, make, fields):
    if beside:
        beside().save()
    with pytest.raises(IntegrityError) as collision, transaction.atomic():
        make(**fields).save()
    assert collision.value.__cause__.diag.constraint_name == name


def test_what_keeps_the_rules_is_saved(db):
    frozen().save()
    edition(version=2, reason="Un oubli.").save()
    model(ended_on=DAY).save()
    model().save()


@pytest.mark.parametrize(
    "statement",
    ["UPDATE reports_grantedition SET scope = 'grant'", "DELETE FROM reports_grantedition"],
)
def test_a_frozen_report_to_a_funder_never_changes(db, statement):
    frozen().save()
    with pytest.raises(Error) as refusal, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert refusal.value.__cause__.diag.constraint_name == "frozen_edition_never_changes"
