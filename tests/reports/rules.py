"""The rules on reports and on links to them, each broken."""

from datetime import UTC, date, datetime, timedelta

from reports.models import Edition, Publication, Share
from tests.support import factories
from tests.support.rules import Broken

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


def publication(**fields) -> Publication:
    kept = Edition.objects.frozen().filter(year=2016).first()
    if kept is None:
        kept = frozen()
        kept.save()
    given = {"edition": kept, "published_by": kept.frozen_by, "published_on": DAY}
    return Publication(**given | fields)


def share(**fields) -> Share:
    given = {"year": 2016, "parts": ["people"], "reader": "Conseil", "token": "a"}
    given |= {"shared_by": factories.director(), "shared_at": AT, "expires_at": AT + DAY_AFTER}
    return Share(**given | fields)


RULES = [
    Broken("edition_version_once_a_year", frozen, beside=lambda: frozen().save()),
    Broken(
        "edition_one_in_hand_a_year",
        edition,
        {"version": 2, "reason": "Un oubli."},
        beside=lambda: edition().save(),
    ),
    Broken("edition_review_is_signed", edition, {"status": "reviewed"}),
    Broken("edition_review_is_signed", edition, {"reviewed_on": DAY}),
    Broken("edition_frozen_with_everything", frozen, {"frozen_on": None}),
    Broken("edition_frozen_with_everything", frozen, {"content": "", "fingerprint": ""}),
    Broken("edition_frozen_with_everything", edition, {"frozen_on": DAY}),
    Broken("edition_fingerprint_is_of_the_content", frozen, {"content": '{"a": 1}'}),
    Broken("edition_later_version_has_a_reason", edition, {"version": 2}),
    Broken("publication_one_standing", publication, beside=lambda: publication().save()),
    Broken("publication_ended_by_somebody", publication, {"ended_on": DAY}),
    Broken(
        "publication_ends_after_it_began",
        lambda: publication(ended_by=factories.director()),
        {"ended_on": DAY - DAY_AFTER},
    ),
    Broken("share_ends_after_it_began", share, {"expires_at": AT}),
    Broken("share_of_some_parts", share, {"parts": []}),
    Broken("share_says_for_whom", share, {"reader": " "}),
    Broken("share_token_unique", share, {"year": 2015}, beside=lambda: share().save()),
]
