"""What the worker does by night."""

from django.utils.timezone import localdate
from procrastinate.contrib.django import app

from beneficiaries import services


@app.periodic(cron="40 3 * * *")
@app.task(lock="exits")
def prepare_exits(timestamp: int) -> None:
    services.prepare_exits(by="prepare_exits", on=localdate())


@app.periodic(cron="50 6 * * *")
@app.task(lock="referrals")
def look_after_referrals(timestamp: int) -> None:
    """In the morning, so that who is reminded reads it at work."""
    today = localdate()
    services.remind_of_referrals(by="look_after_referrals", on=today)
    services.close_unanswered_referrals(by="look_after_referrals", on=today)
    services.purge_papers(by="look_after_referrals", on=today)
    services.purge_drafts(by="look_after_referrals", on=today)
