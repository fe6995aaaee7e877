"""What is due next: answers to calls, reports to funders, payments to receive."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, Sum
from django.db.models.functions import Coalesce

from funding.models import Call, Grant, Instalment
from pimms.kernel.money import ZERO, MoneyField

NOTICE_DAYS = 60


@dataclass(frozen=True)
class Deadline:
    """`thing` has the page that opens."""

    day: date
    sentence: str
    thing: Call | Grant
    is_late: bool


def coming(on: date, *, days: int = NOTICE_DAYS) -> list[Deadline]:
    """Those of the coming days, and those that have passed and still wait; soonest first."""
    until = on + timedelta(days=days)
    found = [
        *((call.due_on, "Répondre à l’appel", call) for call in _calls(until)),
        *((grant.report_due_on, "Rendre compte", grant) for grant in _reports(until)),
        *(
            (each.due_on, f"Versement attendu, {each.label}", each.grant)
            for each in unpaid().filter(due_on__lte=until)
        ),
    ]
    found.sort(key=lambda row: (row[0], row[1], row[2].pk))
    return [Deadline(day, sentence, thing, day < on) for day, sentence, thing in found]


def _calls(until: date):
    calls = Call.objects.to_answer().filter(due_on__lte=until)
    return calls.select_related("funder").order_by("due_on", "pk")


def _reports(until: date):
    due = Grant.objects.filter(report_due_on__lte=until, report_sent_on=None)
    return due.select_related("funder").order_by("report_due_on", "pk")


def unpaid():
    """The instalments of which something has still to come in, with `received`."""
    received = Coalesce(Sum("receipts__amount"), ZERO, output_field=MoneyField())
    expected = Instalment.objects.filter(is_cancelled=False).annotate(received=received)
    return (
        expected.filter(received__lt=F("amount"))
        .select_related("grant__funder")
        .order_by("due_on", "pk")
    )
