"""Which page shows the form that posts to an address, where it is not the address itself."""

from beneficiaries.models import Kinship, Note

_A_REFERRAL = (
    "claim_referral",
    "give_back_referral",
    "not_come",
    "come",
    "reopen_referral",
    "withdraw_referral",
    "referral_message",
    "read_referral",
    "accept",
    "refuse",
    "ask_referrer",
    "answer_question",
)


def _file_of_note(pk):
    return Note.objects.get(pk=pk).beneficiary.get_absolute_url()


def _file_of_kin(pk):
    return Kinship.objects.get(pk=pk).person.get_absolute_url()


SHOWN_ON = {f"beneficiaries:{name}": "beneficiaries:referral" for name in _A_REFERRAL} | {
    "beneficiaries:pin": _file_of_note,
    "beneficiaries:archive": _file_of_note,
    "beneficiaries:end_kinship": _file_of_kin,
    "beneficiaries:leave_household": "beneficiaries:file",
    "beneficiaries:drop_draft": "beneficiaries:referrals",
    "beneficiaries:referrals_together": "beneficiaries:referrals",
    "beneficiaries:referral_called": "beneficiaries:referral_calls",
    "beneficiaries:dismiss": "beneficiaries:duplicates",
    "beneficiaries:unmerge": "beneficiaries:duplicates",
    "beneficiaries:arithmetic": "beneficiaries:enrol",
    "beneficiaries:sign": "beneficiaries:to_sign",
    "beneficiaries:offer_place": "beneficiaries:waiting_list",
    "beneficiaries:enrol_waiting": "beneficiaries:waiting_list",
    "beneficiaries:leave_waiting": "beneficiaries:waiting_list",
    "beneficiaries:draw_sample": "beneficiaries:reviews",
    "beneficiaries:issue_card": "beneficiaries:rights",
    "beneficiaries:exit_task_done": "beneficiaries:exits",
    "beneficiaries:told_of_the_end": "beneficiaries:exits",
    "beneficiaries:print_sheets": "beneficiaries:sheets",
}
