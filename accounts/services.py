"""What people do with their own account."""

from datetime import datetime

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import F
from django.urls import reverse

from accounts import journal, mail
from accounts.models import DeskLock, Forgotten, Letter, User
from pimms.kernel import jobs


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


@transaction.atomic
def lock_desk(session_key: str | None) -> DeskLock | None:
    """The desk of the session is locked; None when the session has ended meanwhile."""
    held = Session.objects.select_for_update(no_key=True).filter(pk=session_key).first()
    return DeskLock.objects.get_or_create(session=held)[0] if held else None


@transaction.atomic
def take_a_try(session_key: str | None) -> int:
    """One of the few guesses at a desk's code is used up, before it is looked at: which one it
    was, 0 when none was left."""
    if (lock := lock_desk(session_key)) is None:
        return 0
    left = DeskLock.objects.filter(pk=lock.pk, tries__lt=DeskLock.MOST)
    return lock.tries + 1 if left.update(tries=F("tries") + 1) else 0


@transaction.atomic
def unlock_desk(session_key: str | None) -> None:
    """Who left the desk is back; guesses are counted from the start."""
    DeskLock.objects.filter(pk=session_key).delete()


@transaction.atomic
def ask_reset(email: str) -> Forgotten:
    """Whoever asks is answered the same, as soon, whatever becomes of the address: the worker
    looks at it."""
    forgotten = Forgotten.objects.create(email=email)
    jobs.later("accounts.tasks.send_reset", forgotten_id=forgotten.pk)
    return forgotten


@transaction.atomic
def send_reset(forgotten_id: int) -> bool:
    """Whoever has an open account at that address is sent a link, once; False when nobody has."""
    asked = Forgotten.objects.select_for_update().filter(pk=forgotten_id).first()
    if asked is None:
        return False
    asked.delete()
    user = User.objects.filter(email__iexact=asked.email, is_active=True).first()
    if user is None:
        return False
    key = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    link = mail.address_of(reverse("account_reset_password_from_key", kwargs=key))
    return mail.post("password_reset", to=user, link=link)


@transaction.atomic
def resend(letter: Letter, *, by: User) -> Letter:
    """A letter that was given up is tried again, as often as the first time."""
    letter = Letter.objects.select_for_update().filter(pk=letter.pk).first() or Letter()
    if letter.failed_at is None:
        raise ValidationError("Ce message est déjà reparti.")
    if not letter.may_leave:
        raise ValidationError("Le texte de ce message est effacé\u202f: refaites-en la demande.")
    letter.tries, letter.failed_at, letter.failure = 0, None, ""
    letter.save(update_fields=["tries", "failed_at", "failure"])
    mail.carry(letter)
    journal.record("letter.resent", letter, by=by)
    return letter


@transaction.atomic
def purge_letters(*, words_before: datetime, before: datetime) -> None:
    """Of letters given up the words are gone after the one term, the letters after the other, and
    with them who forgot a password, where nobody came to look at it."""
    Forgotten.objects.filter(asked_at__lt=before).delete()
    failed = Letter.objects.failed()
    failed.filter(failed_at__lt=before).delete()
    failed.filter(failed_at__lt=words_before).exclude(text="").update(text="", html="")


@transaction.atomic
def forget_counts(*, before: datetime) -> None:
    """What was counted of visitors, and counts no more by that instant, is gone."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM accounts_counted WHERE expires < %s", [before])
