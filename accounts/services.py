"""What people do with their own account."""

from django.contrib.auth.hashers import make_password
from django.db import transaction

from accounts import journal, mail
from accounts.models import User


@transaction.atomic
def choose_code(user: User, *, code: str, by: User) -> User:
    """The quick code opens the user's own locked desk, and nothing else."""
    user.quick_code = make_password(code)
    user.save(update_fields=["quick_code"])
    journal.record("user.code_chosen", user, by=by)
    return user


@transaction.atomic
def choose_notices(user: User, *, wanted: list[str], by: User) -> User:
    """Of the kinds that the user may refuse, only those wanted will be sent."""
    refusable = {kind.code for kind in mail.optional_for(user)}
    user.muted = sorted(refusable - set(wanted))
    user.save(update_fields=["muted"])
    journal.record("user.notices_chosen", user, by=by, muted=user.muted)
    return user
