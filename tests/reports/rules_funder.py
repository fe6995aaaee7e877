"""The rules on reports to funders and on their forms, each broken."""

from datetime import date

from reports.models import GrantEdition, WordModel
from tests.support import factories, money
from tests.support.rules import Broken

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


RULES = [
    Broken("grantedition_version_once_a_grant", frozen, beside=lambda: frozen().save()),
    Broken(
        "grantedition_one_in_hand_a_grant",
        edition,
        {"version": 2, "reason": "Un oubli."},
        beside=lambda: edition().save(),
    ),
    Broken("grantedition_scope_known", edition, {"scope": "all"}),
    Broken("grantedition_review_is_signed", edition, {"status": "reviewed"}),
    Broken("grantedition_frozen_with_everything", frozen, {"frozen_on": None}),
    Broken("grantedition_fingerprint_is_of_the_content", frozen, {"content": '{"a": 1}'}),
    Broken("grantedition_later_version_has_a_reason", edition, {"version": 2}),
    Broken("word_model_once_a_name", model, beside=lambda: model().save()),
    Broken("word_model_size", model, {"size": 0}),
    Broken("word_model_size", model, {"size": 5 * 1024 * 1024 + 1}),
    Broken("word_model_ends_after_it_began", model, {"ended_on": date(2017, 1, 19)}),
]
