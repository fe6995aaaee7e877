"""People, referrals, eligibility and rights: who may open what, and the objects named."""

from django.db.models import Q

from accounts.models import User
from beneficiaries.models import (
    Assessment,
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
    ReferralSheet,
    Review,
    Waiting,
)
from tests.support.objects import a_carrier, a_person, a_referral, an_enrolment, latest

PUBLIC = {
    "beneficiaries:verify",
    "beneficiaries:blank_sheet",  # a referral on paper, for whoever has no account
    "beneficiaries:follow",  # whoever holds the stub of a sheet
}
FOR_EVERYBODY = {
    # people and referrals
    "beneficiaries:communes",
    "beneficiaries:referrals",
    "beneficiaries:referral",
    "beneficiaries:referral_delays",
    "beneficiaries:referral_paper",
    "beneficiaries:referral_message",
    "beneficiaries:read_referral",
    "beneficiaries:attach_paper",
    # paper sheets, and what comes back to referrers
    "beneficiaries:referral_sheet",
}
FOR_STAFF = {
    # people and referrals
    "beneficiaries:people",
    "beneficiaries:new",
    "beneficiaries:file",
    "beneficiaries:correct",
    "beneficiaries:enrol",
    "beneficiaries:dismiss",
    "beneficiaries:duplicates",
    "beneficiaries:merge",
    "beneficiaries:unmerge",
    "beneficiaries:same",
    "beneficiaries:alike",
    "beneficiaries:names",
    "beneficiaries:portfolio",
    "beneficiaries:history",
    "beneficiaries:note",
    "beneficiaries:pin",
    "beneficiaries:archive",
    "beneficiaries:tags",
    "beneficiaries:entrust",
    "beneficiaries:relate",
    "beneficiaries:end_kinship",
    "beneficiaries:leave_household",
    "beneficiaries:grant_proxy",
    "beneficiaries:end_proxy",
    "beneficiaries:referrals_together",
    "beneficiaries:referral_calls",
    "beneficiaries:referral_call_paper",
    "beneficiaries:claim_referral",
    "beneficiaries:give_back_referral",
    "beneficiaries:pass_on_referral",
    "beneficiaries:not_come",
    "beneficiaries:come",
    "beneficiaries:reopen_referral",
    "beneficiaries:referral_called",
    "beneficiaries:referral_letter",
    "beneficiaries:accept",
    "beneficiaries:refuse",
    "beneficiaries:receive",
    "beneficiaries:ask_referrer",
    # eligibility
    "beneficiaries:arithmetic",
    "beneficiaries:papers",
    "beneficiaries:diagnose",
    "beneficiaries:to_sign",
    "beneficiaries:sign",
    "beneficiaries:send_back",
    "beneficiaries:refusal_letter",
    "beneficiaries:waiting_list",
    "beneficiaries:offer_place",
    "beneficiaries:enrol_waiting",
    "beneficiaries:leave_waiting",
    "beneficiaries:reviews",
    "beneficiaries:review",
    # rights, and the way out
    "beneficiaries:rights",
    "beneficiaries:suspend",
    "beneficiaries:resume",
    "beneficiaries:end_early",
    "beneficiaries:undo",
    "beneficiaries:ask_extension",
    "beneficiaries:certificate",
    "beneficiaries:card",
    "beneficiaries:issue_card",
    "beneficiaries:exits",
    "beneficiaries:exit_task_done",
    "beneficiaries:told_of_the_end",
    "beneficiaries:exit_talk",
    "beneficiaries:offers",
    "beneficiaries:offer",
    "beneficiaries:follow_ups",
    "beneficiaries:follow_up",
    "beneficiaries:what_next",
    # in the languages of people
    "beneficiaries:notice",
    # paper sheets, and what comes back to referrers
    "beneficiaries:sheets",
    "beneficiaries:print_sheets",
    "beneficiaries:type_in",
    "beneficiaries:type_in_unnumbered",
    "beneficiaries:stub",
    "beneficiaries:told_back",
}
FOR_THE_DIRECTOR = {
    # people and referrals
    "beneficiaries:districts",
    # eligibility
    "beneficiaries:programme",
    "beneficiaries:change_programme",
    "beneficiaries:programme_version",
    "beneficiaries:draw_sample",
    # rights, and the way out
    "beneficiaries:extensions",
    "beneficiaries:extension",
    "beneficiaries:extension_motives",
}
FOR_THE_WORKER = {
    "beneficiaries:refer",
    "beneficiaries:drop_draft",
    "beneficiaries:withdraw_referral",
    "beneficiaries:answer_question",
}
ACTIONS = {
    "beneficiaries:drop_draft",
    "beneficiaries:referrals_together",
    "beneficiaries:claim_referral",
    "beneficiaries:give_back_referral",
    "beneficiaries:not_come",
    "beneficiaries:come",
    "beneficiaries:reopen_referral",
    "beneficiaries:withdraw_referral",
    "beneficiaries:referral_message",
    "beneficiaries:read_referral",
    "beneficiaries:referral_called",
    "beneficiaries:dismiss",
    "beneficiaries:accept",
    "beneficiaries:refuse",
    "beneficiaries:ask_referrer",
    "beneficiaries:answer_question",
    "beneficiaries:arithmetic",
    "beneficiaries:sign",
    "beneficiaries:offer_place",
    "beneficiaries:enrol_waiting",
    "beneficiaries:leave_waiting",
    "beneficiaries:draw_sample",
    "beneficiaries:unmerge",
    "beneficiaries:pin",
    "beneficiaries:archive",
    "beneficiaries:end_kinship",
    "beneficiaries:leave_household",
    "beneficiaries:issue_card",
    "beneficiaries:exit_task_done",
    "beneficiaries:told_of_the_end",
    "beneficiaries:print_sheets",
}
FILES = {
    "beneficiaries:referral_call_paper",
    "beneficiaries:referral_paper",
    "beneficiaries:referral_letter",
    "beneficiaries:papers",
    "beneficiaries:refusal_letter",
    "beneficiaries:certificate",
    "beneficiaries:card",
    "beneficiaries:what_next",
    "beneficiaries:notice",
    "beneficiaries:stub",
    "beneficiaries:referral_sheet",
}
PARTS = {"beneficiaries:communes", "beneficiaries:alike", "beneficiaries:names"}


def an_accepted_referral(worker):
    accepted = Referral.objects.visible_to(worker).filter(status=Referral.Status.ACCEPTED)
    return [accepted.latest("received_on", "pk").pk]


def a_sheet(worker):
    """One that has not come back."""
    return [ReferralSheet.objects.filter(typings=None).latest("pk").number]


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


ARGUMENTS = {
    "beneficiaries:notice": a_person,
    "beneficiaries:type_in": a_sheet,
    "beneficiaries:stub": a_sheet,
    "beneficiaries:follow": lambda worker: ["AAAA-AAAA-AAAA-AAAA"],
    "beneficiaries:told_back": a_referral,
    "beneficiaries:referral_sheet": a_referral,
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
}
