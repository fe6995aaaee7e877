"""What the worker does by night."""

from django.utils.timezone import localdate, now
from procrastinate.contrib.django import app

from beneficiaries import end_messages, exits, services
from pimms.kernel import jobs


@app.periodic(cron="40 3 * * *")
@app.task(lock="exits", retry=jobs.Patience())
def prepare_exits(timestamp: int) -> None:
    services.prepare_exits(by="prepare_exits", on=localdate())


@app.periodic(cron="0 10 * * *")
@app.task(lock="end_notices", retry=jobs.Patience())
def tell_ends(timestamp: int) -> None:
    """By day, as telephones ring; who is not reached stays on the list of the ways out."""
    if not jobs.by_day(now()):
        return
    for enrolment in exits.to_tell(on=localdate()):
        end_messages.write_of_the_end(enrolment, by="tell_ends", at=now())


@app.periodic(cron="50 6 * * *")
@app.task(lock="referrals", retry=jobs.Patience())
def look_after_referrals(timestamp: int) -> None:
    """In the morning, so that who is reminded reads it at work."""
    today = localdate()
    services.remind_of_referrals(by="look_after_referrals", on=today)
    services.close_unanswered_referrals(by="look_after_referrals", on=today)
    services.purge_papers(by="look_after_referrals", on=today)
    services.purge_drafts(by="look_after_referrals", on=today)
