"""For each address that names an object, one that the worker may see, or the desk has."""

from django.db.models import Q

from accounts.models import User
from beneficiaries.models import (
    Assessment,
    Card,
    Enrolment,
    ExitTask,
    ExtensionRequest,
    Kinship,
    MarketOffer,
    Merge,
    Note,
    PossibleDuplicate,
    ProgrammeVersion,
    Proxy,
    Referral,
    ReferralAttachment,
    ReferralDraft,
    Review,
    Waiting,
)
from partners.models import (
    Convention,
    ConventionDocument,
    Invitation,
    Membership,
    Organisation,
    Place,
)
from pimms.models import RegisterUpload
from recharges.models import Cap, Closing, Inventory, Kit, Product, Sale, TillSession, Unit
from tests import (
    access_booking,
    access_desk,
    access_exports,
    access_funding,
    access_languages,
    access_reports,
    access_returns,
    access_skills,
    access_surveys,
)
from tests.support.objects import a_person, a_year, latest
from workshops import links
from workshops.models import (
    Absence,
    Appointment,
    Cycle,
    Feed,
    Registration,
    Room,
    Sheet,
    Workshop,
    WorkshopType,
)
from workshops.models import Waiting as Queued


def an_enrolment(worker):
    """Of a person with a card, the latest."""
    return [Enrolment.objects.filter(beneficiary=a_carrier(worker)[0]).latest("period").pk]


def a_carrier(worker):
    return [Card.objects.live().latest("pk").beneficiary_id]


def an_extension(worker):
    return [ExtensionRequest.objects.pending().latest("pk").pk]


def an_exit_task(worker):
    return [ExitTask.objects.latest("pk").pk]


def an_offer(worker):
    return [MarketOffer.objects.current().latest("pk").pk]


def a_pair(worker):
    return [PossibleDuplicate.objects.undecided().latest("pk").pk]


def a_merge(worker):
    return [Merge.objects.standing().latest("pk").pk]


def a_note(worker):
    return [Note.objects.latest("pk").pk]


def a_kinship(worker):
    return [Kinship.objects.latest("pk").pk]


def a_proxy(worker):
    return [Proxy.objects.latest("pk").pk]


def a_referral(worker):
    return [Referral.objects.visible_to(worker).pending().latest("received_on", "pk").pk]


def an_accepted_referral(worker):
    accepted = Referral.objects.visible_to(worker).filter(status=Referral.Status.ACCEPTED)
    return [accepted.latest("received_on", "pk").pk]


def a_question(worker):
    asked = Referral.objects.visible_to(worker).filter(status=Referral.Status.ASKED)
    return [asked.latest("received_on", "pk").pk]


def an_assessment(worker):
    return [Assessment.objects.positive().latest("assessed_on", "pk").pk]


def a_refusal(worker):
    refused = Assessment.objects.filter(outcome=Assessment.Outcome.NOT_ELIGIBLE)
    return [refused.latest("assessed_on", "pk").pk]


def a_wait(worker):
    return [Waiting.objects.open().latest("since", "pk").pk]


def a_version(worker):
    return [ProgrammeVersion.objects.latest_first().first().pk]


def a_review(worker):
    """One that the first counsellor reads or is read in."""
    reader = User.objects.filter(role=User.Role.COUNSELLOR).earliest("pk")
    return [Review.objects.filter(Q(reviewer=reader) | Q(author=reader)).latest("pk").pk]


def a_sale(worker):
    return [Sale.objects.standing().latest("sold_on", "pk").pk]


def a_product(worker):
    return [Product.objects.earliest("pk").pk]


def a_cap(worker):
    return [Cap.objects.filter(period__upper_inf=True).earliest("pk").pk]


def a_kit(worker):
    return [Kit.objects.filter(is_archived=False).latest("pk").pk]


def a_piece(worker):
    return [Unit.objects.on_the_shelf().latest("pk").pk]


def a_product_in_stock(worker):
    return [Unit.objects.on_the_shelf().latest("pk").product_id]


def an_inventory(worker):
    return [Inventory.objects.filter(status="counted").latest("pk").pk]


def a_till(worker):
    return [TillSession.objects.closed().latest("day", "pk").pk]


def a_closing(worker):
    return [Closing.objects.latest("pk").pk]


def a_workshop(worker):
    return [Workshop.objects.filter(registrations__isnull=False).latest("held_on", "pk").pk]


def an_upload(worker):
    return [RegisterUpload.objects.latest("pk").key]


def an_appointment(worker):
    return [Appointment.objects.latest("pk").pk]


def an_organisation(worker):
    return [Organisation.objects.administered_by(worker).latest("pk").pk]


def a_proposal(worker):
    return [Organisation.objects.proposed().latest("pk").pk]


def a_member(worker):
    """A colleague of the worker's, whom the worker administers."""
    mine = Membership.objects.running().administered_by(worker)
    return [mine.exclude(user=worker).latest("pk").pk]


def an_invitation(worker):
    return [Invitation.objects.waiting().administered_by(worker).latest("pk").pk]


def a_convention(worker):
    return [Convention.objects.filter(documents__isnull=False).latest("pk").pk]


def a_document(worker):
    return [ConventionDocument.objects.latest("pk").key]


def a_place(worker):
    return [Place.objects.listed().last().pk]


def a_token(model):
    return lambda worker: [links.token(model.objects.latest("pk"))]


_PARTS = (
    access_booking, access_desk, access_exports, access_reports, access_returns, access_skills,
    access_surveys, access_languages, access_funding,
)  # fmt: skip
ARGUMENTS = {name: find for part in _PARTS for name, find in part.ARGUMENTS.items()} | {
    "counter:person": a_person,
    "workshops:appointments": a_person,
    "workshops:close_appointment": an_appointment,
    "beneficiaries:file": a_person,
    "beneficiaries:correct": a_person,
    "beneficiaries:enrol": a_person,
    "beneficiaries:dismiss": a_pair,
    "beneficiaries:merge": a_pair,
    "beneficiaries:unmerge": a_merge,
    "beneficiaries:same": a_person,
    "beneficiaries:history": a_person,
    "beneficiaries:note": a_person,
    "beneficiaries:pin": a_note,
    "beneficiaries:archive": a_note,
    "beneficiaries:tags": a_person,
    "beneficiaries:entrust": a_person,
    "beneficiaries:relate": a_person,
    "beneficiaries:end_kinship": a_kinship,
    "beneficiaries:leave_household": a_person,
    "beneficiaries:grant_proxy": a_person,
    "beneficiaries:end_proxy": a_proxy,
    "beneficiaries:referral": a_referral,
    "beneficiaries:drop_draft": latest(ReferralDraft),
    "beneficiaries:referral_paper": lambda worker: [ReferralAttachment.objects.latest("pk").key],
    "beneficiaries:claim_referral": a_referral,
    "beneficiaries:give_back_referral": a_referral,
    "beneficiaries:pass_on_referral": a_referral,
    "beneficiaries:not_come": an_accepted_referral,
    "beneficiaries:come": an_accepted_referral,
    "beneficiaries:reopen_referral": a_referral,
    "beneficiaries:withdraw_referral": a_referral,
    "beneficiaries:referral_message": a_referral,
    "beneficiaries:read_referral": a_referral,
    "beneficiaries:attach_paper": a_referral,
    "beneficiaries:referral_called": a_referral,
    "beneficiaries:referral_letter": an_accepted_referral,
    "beneficiaries:accept": a_referral,
    "beneficiaries:refuse": a_referral,
    "beneficiaries:receive": a_referral,
    "beneficiaries:ask_referrer": a_referral,
    "beneficiaries:answer_question": a_question,
    "beneficiaries:arithmetic": a_person,
    "beneficiaries:papers": a_person,
    "beneficiaries:diagnose": a_person,
    "beneficiaries:sign": an_assessment,
    "beneficiaries:send_back": an_assessment,
    "beneficiaries:refusal_letter": a_refusal,
    "beneficiaries:offer_place": a_wait,
    "beneficiaries:enrol_waiting": a_wait,
    "beneficiaries:leave_waiting": a_wait,
    "beneficiaries:programme_version": a_version,
    "beneficiaries:review": a_review,
    "beneficiaries:rights": a_person,
    "beneficiaries:suspend": an_enrolment,
    "beneficiaries:resume": an_enrolment,
    "beneficiaries:end_early": an_enrolment,
    "beneficiaries:undo": an_enrolment,
    "beneficiaries:ask_extension": an_enrolment,
    "beneficiaries:extension": an_extension,
    "beneficiaries:certificate": an_enrolment,
    "beneficiaries:verify": lambda worker: ["AAAA-AAAA-AAAA"],
    "beneficiaries:card": a_carrier,
    "beneficiaries:issue_card": a_carrier,
    "beneficiaries:exit_task_done": an_exit_task,
    "beneficiaries:exit_talk": an_enrolment,
    "beneficiaries:told_of_the_end": an_enrolment,
    "beneficiaries:offer": an_offer,
    "beneficiaries:follow_up": an_enrolment,
    "beneficiaries:what_next": a_person,
    "recharges:end_letter": an_enrolment,
    "recharges:ledger": a_person,
    "recharges:sell": a_person,
    "recharges:sale": a_sale,
    "recharges:receipt": a_sale,
    "recharges:reverse": a_sale,
    "recharges:product": a_product,
    "recharges:correct_product": a_product,
    "recharges:set_price": a_product,
    "recharges:change_cap": a_cap,
    "recharges:end_cap": a_cap,
    "recharges:retire_kit": a_kit,
    "recharges:codes": a_sale,
    "recharges:codes_slip": a_sale,
    "recharges:stock_product": a_product_in_stock,
    "recharges:stock_receive": a_product_in_stock,
    "recharges:stock_lose": a_product_in_stock,
    "recharges:stock_transfer": a_product_in_stock,
    "recharges:stock_track": a_product_in_stock,
    "recharges:unit": a_piece,
    "recharges:inventory": an_inventory,
    "recharges:inventory_decide": an_inventory,
    "recharges:till_session": a_till,
    "recharges:closing": a_closing,
    "recharges:closing_pdf": a_closing,
    "recharges:entries": a_year,
    "recharges:year_archive": a_year,
    "workshops:cancel": a_workshop,
    "workshops:change": a_workshop,
    "workshops:repeat": a_workshop,
    "workshops:queue": a_workshop,
    "workshops:guest": a_workshop,
    "workshops:calls": a_workshop,
    "workshops:call_paper": a_workshop,
    "workshops:note_call": a_workshop,
    "workshops:sheet_paper": a_workshop,
    "workshops:sheets": a_workshop,
    "workshops:certificates": a_workshop,
    "workshops:poster": a_workshop,
    "workshops:slips": a_workshop,
    "workshops:event": a_workshop,
    "workshops:type": latest(WorkshopType),
    "workshops:withdraw_type": latest(WorkshopType),
    "workshops:room": latest(Room),
    "workshops:take_back_absence": latest(Absence),
    "workshops:cycle": latest(Cycle),
    "workshops:register_for_cycle": latest(Cycle),
    "workshops:give_back": latest(Registration),
    "workshops:take_back": latest(Registration),
    "workshops:arrive": latest(Registration),
    "workshops:certificate": latest(Registration, status="present"),
    "workshops:answer": latest(Queued),
    "workshops:scan": latest(Sheet),
    "workshops:revoke_feed": latest(Feed),
    "workshops:seat": a_token(Registration),
    "workshops:offer": a_token(Queued),
    "workshops:feed": lambda worker: [Feed.objects.latest("pk").token],
    "workshops:workshop": a_workshop,
    "workshops:register": a_workshop,
    "workshops:mark": a_workshop,
    "workshops:activity": a_person,
    "workshops:support": a_person,
    "register:upload": an_upload,
    "register:confirm": an_upload,
    "register:restart": an_upload,
    "register:rejects": an_upload,
    "partners:organisation": an_organisation,
    "partners:correct": an_organisation,
    "partners:accept_proposal": a_proposal,
    "partners:refuse_proposal": a_proposal,
    "partners:invite": an_organisation,
    "partners:choose": an_organisation,
    "partners:member": a_member,
    "partners:withdraw": an_invitation,
    "partners:accept": lambda worker: ["no-word"],
    "partners:convention": a_convention,
    "partners:amend": a_convention,
    "partners:convention_text": a_convention,
    "partners:attach": a_convention,
    "partners:document": a_document,
    "partners:place": a_place,
    "partners:end_place": a_place,
    "account_reset_password_from_key": lambda worker: {"uidb36": "1", "key": "no-key"},
    "account_confirm_email": lambda worker: ["no-key"],
}
