"""What becomes of a convention: signed, amended year by year, written anew, reminded of."""

from datetime import date, timedelta
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Max

from accounts import journal, mail
from accounts.models import User
from partners import papers
from partners.models import (
    Amendment,
    Convention,
    ConventionDocument,
    ConventionText,
    Organisation,
)

NOTICE_DAYS = 90


@transaction.atomic
def agree(
    *,
    organisation: Organisation,
    subject: str,
    signed_on: date,
    first: date,
    last: date,
    amount: Decimal | None = None,
    text: str = "",
    by: User,
    on: date,
) -> Convention:
    """A convention holds from its first day to its last."""
    convention = Convention(
        organisation=organisation,
        subject=subject,
        signed_on=signed_on,
        period=_days(first, last),
        amount=amount,
    )
    convention.full_clean()
    convention.save()
    if text.strip():
        _write(convention, text=text, by=by, on=signed_on)
    journal.record("convention.signed", convention, by=by)
    return convention


@transaction.atomic
def amend(
    convention: Convention,
    *,
    signed_on: date,
    first: date,
    last: date,
    amount: Decimal | None = None,
    changes: str = "",
    text: str = "",
    by: User,
    on: date,
) -> Amendment:
    """The convention is carried over these days by its next amendment.

    With a text, the words of the convention are these from the first day on.
    """
    convention = Convention.objects.select_for_update(of=["self"]).get(pk=convention.pk)
    if first < convention.period.upper:
        raise ValidationError(
            {"first": f"La convention elle-même va jusqu’au {convention.last_day:%d/%m/%Y}."}
        )
    latest = convention.amendments.aggregate(Max("number"))["number__max"] or 0
    amendment = Amendment(
        convention=convention,
        number=latest + 1,
        signed_on=signed_on,
        period=_days(first, last),
        amount=amount,
        changes=changes,
    )
    amendment.full_clean()
    amendment.save()
    if text.strip():
        _write(convention, amendment=amendment, text=text, by=by, on=first)
    journal.record("convention.amended", convention, by=by, number=amendment.number)
    return amendment


@transaction.atomic
def write_text(convention: Convention, *, text: str, by: User, on: date) -> ConventionText:
    """The convention reads so from today on; what it said before stays in its history."""
    latest = convention.texts.order_by("-pk").first()
    if latest and latest.text == text:
        raise ValidationError({"text": "Le texte est le même que le précédent."})
    written = _write(convention, text=text, by=by, on=on)
    journal.record("convention.text_written", convention, by=by, text=written.pk)
    return written


@transaction.atomic
def attach(
    convention: Convention,
    *,
    name: str,
    file: UploadedFile,
    amendment: Amendment | None = None,
    by: User,
    on: date,
) -> ConventionDocument:
    """A signed paper is kept with the convention. Its kind is read from the file, not its name."""
    kind = papers.kind_of(file)
    if kind is None:
        raise ValidationError(
            {"file": "Ce fichier n’est ni un PDF, ni une image, ni un document de texte."}
        )
    size = file.size or 0
    if size > ConventionDocument.MEGABYTES * 1024 * 1024:
        raise ValidationError(
            {"file": f"Ce fichier dépasse {ConventionDocument.MEGABYTES}\u00a0mégaoctets."}
        )
    document = ConventionDocument(
        convention=convention,
        amendment=amendment,
        name=name,
        kind=kind,
        size=size,
        file=file,
        added_by=by,
        added_on=on,
    )
    document.file.name = f"{document.key}.{kind}"
    document.full_clean()
    document.save()
    journal.record("convention.document_attached", convention, by=by, document=str(document.key))
    return document


@transaction.atomic
def remind_of_terms(*, by: User | str, on: date) -> int:
    """Directors are told once of each convention whose term is near; returns how many."""
    near = Convention.objects.ending_between(on, on + timedelta(days=NOTICE_DAYS))
    directors = User.objects.filter(role=User.Role.DIRECTOR, is_active=True).order_by("pk")
    told = 0
    for convention in near.select_related("organisation"):
        held = Convention.objects.select_for_update(of=["self"]).get(pk=convention.pk)
        if held.reminded_for == convention.term:
            continue
        for director in directors:
            mail.post(
                "convention_term",
                to=director,
                subject=convention.subject,
                organisation=convention.organisation.name,
                last_day=convention.final_day,
                link=mail.address_of(convention.get_absolute_url()),
            )
        convention.reminded_for = convention.term
        convention.save(update_fields=["reminded_for"])
        journal.record("convention.reminded", convention, by=by, term=f"{convention.term}")
        told += 1
    return told


def _days(first: date, last: date) -> DateRange:
    if last < first:
        raise ValidationError({"last": "Le dernier jour vient après le premier."})
    return DateRange(first, last + timedelta(days=1))


def _write(
    convention: Convention, *, text: str, by: User, on: date, amendment: Amendment | None = None
) -> ConventionText:
    written = ConventionText(
        convention=convention, amendment=amendment, text=text, written_by=by, written_on=on
    )
    written.full_clean()
    written.save()
    return written
