"""What gathers on a referral, for tests."""

import uuid

from django.core.files.base import ContentFile

from beneficiaries import services
from beneficiaries.models import Referral, ReferralAttachment, ReferralDraft, ReferralMessage
from tests.support import factories

PDF = b"%PDF-1.7\n%%EOF\n"


def asked(**words) -> Referral:
    """With a question that waits for its answer."""
    referral = factories.referral(**words)
    services.ask_referrer(
        referral,
        question="Depuis quand n’a-t-il plus de ligne\u202f?",
        by=factories.counsellor(),
        on=words.get("on", factories.DAY),
    )
    referral.refresh_from_db()
    return referral


def message(referral: Referral | None = None, **more) -> ReferralMessage:
    given = {"text": "Il passera mardi.", "by": factories.social_worker()}
    given["at"] = factories.an_instant()
    return services.write_message(referral or factories.referral(), **given | more)


def attachment(referral: Referral | None = None, **more) -> ReferralAttachment:
    given = {
        "name": "Attestation CAF",
        "kind": "pdf",
        "file": ContentFile(PDF, "caf.pdf"),
        "by": factories.social_worker(),
        "on": factories.DAY,
    }
    return services.attach_paper(referral or factories.referral(), **given | more)


def draft(**more) -> ReferralDraft:
    given = {
        "organisation": factories.ccas(),
        "fields": {"last_name": "Traoré", "needs": ["connection"], "key": str(uuid.uuid4())},
        "by": factories.social_worker(),
        "on": factories.DAY,
    }
    return services.keep_draft(None, **given | more)


def not_come() -> Referral:
    referral = factories.referral(factories.person())
    return services.mark_not_come(referral, by=factories.counsellor(), on=factories.DAY)


def one_of_each() -> None:
    """Beside those of the world: a draft, a paper, a question, somebody who did not come."""
    draft()
    attachment()
    not_come()
