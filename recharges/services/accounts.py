"""Which account the movements of the till go to."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from accounts import journal
from accounts.models import User
from recharges.models import AccountCode


@transaction.atomic
def set_account(purpose: str, *, code: str, since: date, by: User) -> AccountCode:
    """From `since` on, the movements of that purpose go to the account.

    Raises ValidationError when it is no account, or when one was set for a later day already.
    """
    running = AccountCode.objects.select_for_update().filter(purpose=purpose).order_by("-period")
    if (latest := running.first()) and latest.period.lower >= since:
        raise ValidationError(
            {"since": f"Le compte {latest.code} court depuis le {latest.period.lower:%d/%m/%Y}"
             "\u202f: choisissez un jour d’après."}
        )  # fmt: skip
    if latest:
        latest.period = DateRange(latest.period.lower, since)
        latest.save()
    account = AccountCode(purpose=purpose, code=code, period=DateRange(since, None))
    account.full_clean()
    account.save(force_insert=True)
    journal.record("account.set", account, by=by, purpose=purpose, code=code)
    return account
