"""What is done by itself: reminders, offers told and passed on, cancellations told."""

from django.utils.timezone import now
from procrastinate.contrib.django import app

from pimms.kernel import jobs
from workshops import services
from workshops.models import Message, Registration, Waiting, Workshop
from workshops.telling import deliver

_BY = "workshops.tasks"
_DETAIL = ("workshop__site", "workshop__room", "beneficiary", "guest")


@app.periodic(cron="0 9-18 * * *")
@app.task(retry=jobs.Patience())
def send_reminders(timestamp: int) -> None:
    if not jobs.by_day(now()):
        return
    for seat in services.claim_reminders(by=_BY, at=now()):
        deliver(seat, purpose=Message.Purpose.REMINDER, by=_BY, at=now())


@app.periodic(cron="*/5 * * * *")
@app.task(lock="offers", queueing_lock="offers", retry=jobs.Patience())
def pass_offers_on(timestamp: int) -> None:
    over = Waiting.objects.offered().filter(expires_at__lte=now(), workshop__cancelled_at=None)
    for waiting in over.order_by("expires_at", "pk"):
        services.expire_offer(waiting, by=_BY, at=now())


@app.task(retry=jobs.Patience())
def tell_offer(waiting_id: int) -> None:
    offers = Waiting.objects.offered().select_related(*_DETAIL)
    for waiting in offers.filter(pk=waiting_id).order_by("pk"):
        deliver(waiting, purpose=Message.Purpose.OFFER, by=_BY, at=now())


@app.task(retry=jobs.Patience())
def tell_cancellation(workshop_id: int) -> None:
    workshop = Workshop.objects.get(pk=workshop_id)
    seats = workshop.registrations.filter(status=Registration.Status.REGISTERED)
    for things in (seats, workshop.queue.standing()):
        for thing in things.select_related(*_DETAIL).order_by("pk"):
            deliver(thing, purpose=Message.Purpose.CANCELLATION, by=_BY, at=now())
