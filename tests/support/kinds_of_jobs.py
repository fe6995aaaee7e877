"""Each kind of job, the table at which its worker is killed, and what is true afterwards.

The table takes no writes when the job gets there: it waits, in the middle of what it does.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict

from accounts import mail
from accounts import services as services_of_accounts
from accounts.models import Letter, SentMail
from beneficiaries import exits
from beneficiaries.models import EndNotice, ExitTask, Referral, Telling
from partners.models import Convention, Membership
from pimms.exports import asking
from pimms.exports.listings import LISTINGS
from pimms.kernel import jobs, sending
from pimms.models import Export, RegisterUpload
from pimms.register import uploads
from recharges.models import Anchor
from recharges.verification import verify
from reports.models import Comparison
from tests.support import factories, network, postbox
from tests.support.queue import Fake
from workshops import calls, services
from workshops.models import Message, Registration, Waiting

DAY = factories.DAY
NOW = factories.an_instant(10)
AWA, LIN = "awa@example.org", "lin@example.org"


@dataclass(frozen=True)
class Kind:
    """A job, made to have something to do; `holds` is what has to be true in the end."""

    task: str
    table: str
    prepare: Callable[..., None]
    holds: Callable[..., None]

    def __str__(self) -> str:
        return f"{self.task.rpartition('.')[2]} at {self.table}"


def letters(box) -> list[str]:
    """To whom, in the order of the alphabet."""
    return sorted(str(letter["To"]) for letter in box.messages)


# Registers and exports


def a_register(register):
    file = SimpleUploadedFile("registre.xlsx", register.read_bytes())
    uploads.receive(file=file, by=factories.director())


def a_confirmed_register(register):
    a_register(register)
    Fake().works()
    uploads.confirm(RegisterUpload.objects.get(), by=factories.director())


def it_was_tried(box):
    upload = RegisterUpload.objects.get()
    assert upload.status == "tried"
    assert [sheet["imported"] for sheet in upload.outcome["sheets"]] == [1] * 6


def it_is_in_once(box):
    upload = RegisterUpload.objects.get()
    assert (upload.status, bool(upload.file)) == ("imported", False)
    assert [sheet["imported"] for sheet in upload.outcome["sheets"]] == [1] * 6
    assert [sheet["known"] for sheet in upload.outcome["sheets"]] == [0] * 6


def an_old_register(register):
    a_register(register)
    Fake().works()
    RegisterUpload.objects.update(uploaded_at=NOW - timedelta(days=31))
    jobs.later("pimms.register.tasks.purge_registers", timestamp=0)


def no_register_is_kept(box):
    assert not RegisterUpload.objects.exists()


def an_export(register):
    factories.person()
    _export()


def an_old_export(register):
    an_export(register)
    Fake().works()
    Export.objects.update(asked_at=NOW - timedelta(hours=25))
    jobs.later("pimms.exports.tasks.purge_exports", timestamp=0)


def no_list_is_kept(box):
    assert not Export.objects.exists()


def _export():
    asking.ask(
        LISTINGS["personnes"], query=QueryDict(), key=uuid.uuid4(), ending="csv", named=False,
        reason="", by=factories.counsellor(), at=NOW,
    )  # fmt: skip


def it_is_written(box):
    export = Export.objects.get()
    assert (export.status, export.done) == ("ready", 1)
    with export.file.open() as file:
        assert len(file.read().splitlines()) == 2


# Messages to accounts


def a_mail(register):
    mail.post("membership_ended", to="lea@ccas.example", organisation="CCAS", on=DAY)


def it_left_once(box):
    assert letters(box) == ["lea@ccas.example"]
    assert SentMail.objects.get().result == "sent"


def it_may_have_left(box):
    assert letters(box) == ["lea@ccas.example"]
    assert SentMail.objects.get().failure == sending.MAY_HAVE_LEFT


def a_password_that_was_forgotten(register):
    services_of_accounts.ask_reset(factories.counsellor().email)


def the_link_left_once(box):
    assert letters(box) == [factories.counsellor().email]
    assert SentMail.objects.get().kind == "password_reset"


def a_letter_of_long_ago(register):
    postbox.failed(failed_at=NOW - timedelta(days=31))
    jobs.later("accounts.tasks.purge_letters", timestamp=0)


def no_letter_is_kept(box):
    assert not Letter.objects.exists()


def a_session_of_yesterday(register):
    Session.objects.create(session_key="a" * 32, expire_date=NOW - timedelta(days=1))
    jobs.later("accounts.tasks.forget_visits", timestamp=0)


def no_session_is_kept(box):
    assert not Session.objects.exists()


# Messages to people


def an_offer(register):
    workshop = factories.workshop(capacity=1)
    taken = factories.seat(workshop)
    factories.waiting(workshop, factories.person(email=AWA))
    services.cancel_seat(taken, by=factories.counsellor(), at=NOW)


def a_cancellation(register):
    workshop = factories.workshop()
    for address in (AWA, LIN):
        factories.seat(workshop, factories.person(email=address))
    services.cancel(workshop, reason="Panne", by=factories.counsellor(), at=NOW)


def a_session_the_day_after_tomorrow(register):
    workshop = factories.workshop(held_on=DAY + timedelta(days=2), starts_at="09:00")
    for address in (AWA, LIN):
        factories.seat(workshop, factories.person(email=address))
    jobs.later("workshops.tasks.send_reminders", timestamp=0)


def an_offer_that_is_over(register):
    workshop = factories.workshop(capacity=1)
    taken = factories.seat(workshop)
    factories.waiting(workshop, factories.person())
    factories.waiting(workshop, factories.person(email=AWA))
    services.cancel_seat(taken, by=factories.counsellor(), at=NOW - timedelta(hours=25))
    jobs.later("workshops.tasks.pass_offers_on", timestamp=0)


def rights_that_end_soon(register):
    enrolment = factories.enrolment(factories.person(email=AWA), starts_on=date(2015, 4, 1))
    assert enrolment.last_day == date(2016, 3, 31)
    jobs.later("beneficiaries.tasks.tell_ends", timestamp=0)


def awa_was_told(box):
    assert letters(box) == [AWA]
    assert Message.objects.get().result == "sent"


def awa_may_have_been_told(box):
    assert letters(box) == [AWA]
    assert [line.tries[0].note for line in calls.due(factories.counsellor(), at=NOW)] == [
        sending.MAY_HAVE_LEFT
    ]


def both_were_told(box):
    assert letters(box) == [AWA, LIN]
    assert sorted(Message.objects.values_list("result", flat=True)) == ["sent", "sent"]


def both_were_told_and_one_is_called(box):
    assert letters(box) == [AWA, LIN]
    assert sorted(Message.objects.values_list("result", "note")) == [
        ("failed", sending.MAY_HAVE_LEFT), ("sent", ""),
    ]  # fmt: skip


def one_was_reminded_and_both_are_called(box):
    """Reminders are claimed before they are sent: whoever stops leaves them on the call list."""
    assert letters(box) == [AWA]
    assert len(calls.due(factories.counsellor(), at=NOW)) == 2
    assert not Registration.objects.filter(reminded_at=None).exists()


def the_offer_passed_on(box):
    states = Waiting.objects.order_by("rank").values_list("status", flat=True)
    assert [*states] == ["expired", "offered"]
    assert letters(box) == [AWA]


def awa_knows_the_end(box):
    assert letters(box) == [AWA]
    assert EndNotice.objects.get().way == "email"


def awa_may_know_the_end(box):
    assert letters(box) == [AWA]
    assert not EndNotice.objects.exists()
    assert len(exits.to_tell(on=DAY)) == 1, "the team sees her on its list"


# By night


def rights_that_end_in_two_months(register):
    factories.enrolment(starts_on=date(2015, 5, 1))
    jobs.later("beneficiaries.tasks.prepare_exits", timestamp=0)


def one_task_is_there(box):
    assert ExitTask.objects.count() == 1


def a_referral_that_waits(register):
    factories.director()
    factories.referral(on=DAY - timedelta(days=12))
    Referral.objects.update(told_back=[])
    jobs.later("beneficiaries.tasks.look_after_referrals", timestamp=0)


def the_team_was_reminded_once(box):
    assert Referral.objects.get().reminded_on == DAY
    assert letters(box) == ["claire@pimms.example"]


def members_of_a_year_ago(register):
    network.administrator()
    Membership.objects.update(started_on=DAY - timedelta(days=400), confirmed_on=None)
    jobs.later("partners.tasks.review_members", timestamp=0)


def they_were_asked_once(box):
    assert Membership.objects.get().asked_on == DAY
    assert letters(box) == ["karim@ccas.example"]


def a_convention_that_ends(register):
    network.convention(last=DAY + timedelta(days=30))
    jobs.later("partners.tasks.remind_of_terms", timestamp=0)


def the_director_was_told_once(box):
    assert Convention.objects.get().reminded_for == DAY + timedelta(days=31)
    assert letters(box) == ["claire@pimms.example"]


def a_referral_that_came(register):
    factories.referral()
    jobs.later("pimms.returns.tasks.tell_referrers", timestamp=0)


def the_referrer_was_told_once(box):
    assert Telling.objects.count() == 1
    assert letters(box) == ["karim@ccas.example"]


def something_recorded(register):
    factories.support()
    jobs.later("reports.tasks.compare_figures", timestamp=0)


def it_was_compared(box):
    assert Comparison.objects.filter(year=2016, differences=[]).exists()


def something_sold(register):
    factories.sale()
    jobs.later("recharges.tasks.anchor_what_is_new", timestamp=0)


def it_is_anchored_once(box):
    assert Anchor.objects.count() == 2, "the first is that of an empty house"
    verify()


KINDS = (
    Kind("pimms.register.tasks.try_register", "beneficiaries_beneficiary", a_register,
         it_was_tried),
    Kind("pimms.register.tasks.import_register", "beneficiaries_beneficiary",
         a_confirmed_register, it_is_in_once),
    Kind("pimms.register.tasks.import_register", "pimms_registerrow", a_confirmed_register,
         it_is_in_once),
    Kind("pimms.register.tasks.purge_registers", "pimms_registerupload", an_old_register,
         no_register_is_kept),
    Kind("pimms.exports.tasks.write_export", "pimms_export", an_export, it_is_written),
    Kind("pimms.exports.tasks.purge_exports", "pimms_export", an_old_export,
         no_list_is_kept),
    Kind("accounts.tasks.send_mail", "kernel_sending", a_mail, it_left_once),
    Kind("accounts.tasks.send_mail", "accounts_sentmail", a_mail, it_may_have_left),
    Kind("accounts.tasks.send_reset", "accounts_letter", a_password_that_was_forgotten,
         the_link_left_once),
    Kind("accounts.tasks.purge_letters", "accounts_letter", a_letter_of_long_ago,
         no_letter_is_kept),
    Kind("accounts.tasks.forget_visits", "accounts_counted", a_session_of_yesterday,
         no_session_is_kept),
    Kind("workshops.tasks.tell_offer", "kernel_sending", an_offer, awa_was_told),
    Kind("workshops.tasks.tell_offer", "workshops_message", an_offer, awa_may_have_been_told),
    Kind("workshops.tasks.tell_cancellation", "kernel_sending", a_cancellation, both_were_told),
    Kind("workshops.tasks.tell_cancellation", "workshops_message", a_cancellation,
         both_were_told_and_one_is_called),
    Kind("workshops.tasks.send_reminders", "workshops_registration",
         a_session_the_day_after_tomorrow, both_were_told),
    Kind("workshops.tasks.send_reminders", "workshops_message",
         a_session_the_day_after_tomorrow, one_was_reminded_and_both_are_called),
    Kind("workshops.tasks.pass_offers_on", "workshops_waiting", an_offer_that_is_over,
         the_offer_passed_on),
    Kind("beneficiaries.tasks.tell_ends", "kernel_sending", rights_that_end_soon,
         awa_knows_the_end),
    Kind("beneficiaries.tasks.tell_ends", "beneficiaries_endnotice", rights_that_end_soon,
         awa_may_know_the_end),
    Kind("beneficiaries.tasks.prepare_exits", "beneficiaries_exittask",
         rights_that_end_in_two_months, one_task_is_there),
    Kind("beneficiaries.tasks.look_after_referrals", "beneficiaries_referral",
         a_referral_that_waits, the_team_was_reminded_once),
    Kind("partners.tasks.review_members", "partners_membership", members_of_a_year_ago,
         they_were_asked_once),
    Kind("partners.tasks.remind_of_terms", "partners_convention", a_convention_that_ends,
         the_director_was_told_once),
    Kind("pimms.returns.tasks.tell_referrers", "beneficiaries_telling", a_referral_that_came,
         the_referrer_was_told_once),
    Kind("reports.tasks.compare_figures", "reports_comparison", something_recorded,
         it_was_compared),
    Kind("recharges.tasks.anchor_what_is_new", "recharges_anchor", something_sold,
         it_is_anchored_once),
)  # fmt: skip
