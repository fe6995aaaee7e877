"""The rules on sites, users, desks and mails, each broken."""

from django.contrib.sessions.models import Session

from accounts.models import DeskLock, Letter, SentMail
from tests.support import factories
from tests.support.rules import Broken


def sent() -> SentMail:
    at = factories.an_instant()
    return SentMail(to="lea@ccas.example", kind="invitation", at=at, result="sent")


def locked() -> DeskLock:
    at = factories.an_instant()
    return DeskLock(session=Session.objects.create(session_key="a" * 32, expire_date=at))


def letter() -> Letter:
    return Letter(to="lea@ccas.example", kind="invitation", subject="Pimms", text="…", html="…")


RULES = [
    Broken("letter_failed_says_why", letter, {"failure": "refus"}),
    Broken("letter_failed_says_why", letter, {"failed_at": factories.an_instant()}),
    Broken("letter_that_waits_has_its_words", letter, {"text": ""}),
    Broken("desk_lock_tries_are_few", locked, {"tries": 6}),
    Broken("site_code_unique", factories.site, {"name": "Sceaux"}),
    Broken("site_code_capital_letters", factories.site, {"code": "a"}),
    Broken("site_code_capital_letters", factories.site, {"code": ""}),
    Broken("user_email_unique_in_any_case", factories.counsellor, {"email": "NADIA@Pimms.example"}),
    Broken("user_site_iff_staff", factories.counsellor, {"email": "n@pimms.example", "site": None}),
    Broken(
        "user_site_iff_staff", factories.director, {"email": "c@x.example", "role": "social_worker"}
    ),
    Broken("sent_mail_failed_says_why", sent, {"result": "failed"}),
    Broken("sent_mail_failed_says_why", sent, {"failure": "refus"}),
]
