"""A quarter's assessments drawn by lot, read again, and answered by their authors."""

from datetime import date, timedelta
from random import Random

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts import journal
from accounts.models import User
from beneficiaries.eligibility import draw
from beneficiaries.models import Assessment, ProgrammeVersion, Review, ReviewSample
from pimms.kernel.periods import add_months


@transaction.atomic
def draw_sample(*, quarter: date, seed: int, by: User, on: date) -> ReviewSample:
    """The quarter's share of positive assessments is given to colleagues to read again.

    The same seed draws the same assessments and gives them to the same people.
    """
    ends_on = add_months(quarter, 3)
    if ends_on > on:
        raise ValidationError("Ce trimestre n’est pas encore fini.")
    version = ProgrammeVersion.objects.in_force_on(ends_on - timedelta(days=1)).first()
    percent = version.sample_percent if version else 10
    made = Assessment.objects.positive().filter(assessed_on__gte=quarter, assessed_on__lt=ends_on)
    authors = dict(made.order_by("pk").values_list("pk", "assessed_by"))
    sample = ReviewSample(
        quarter=quarter, percent=percent, seed=seed, among=len(authors), drawn_on=on, drawn_by=by
    )
    sample.full_clean()
    if not authors:
        raise ValidationError("Aucun examen favorable n’a été fait ce trimestre-là.")
    sample.save()
    drawn = draw(list(authors), percent=percent, seed=seed)
    readers = _readers({authors[pk] for pk in drawn}, seed=seed)
    Review.objects.bulk_create(
        Review(
            sample=sample, assessment_id=pk, author_id=authors[pk],
            reviewer_id=_reader(readers, authors[pk], turn),
        )
        for turn, pk in enumerate(drawn)
    )  # fmt: skip
    journal.record("review_sample.drawn", sample, by=by, seed=seed, drawn=len(drawn))
    return sample


@transaction.atomic
def review(found: Review, *, outcome: str, note: str = "", by: User, on: date) -> Review:
    """A colleague has read the assessment again and says what they think of it."""
    found = Review.objects.select_for_update(of=["self"]).get(pk=found.pk)
    if found.outcome:
        raise ValidationError("Cet examen est déjà relu.")
    if by.pk != found.reviewer_id:
        raise ValidationError(f"Cette relecture est confiée à {found.reviewer}.")
    found.outcome, found.note, found.reviewed_on = outcome, note, on
    found.full_clean()
    found.save()
    journal.record("review.done", found, by=by, outcome=outcome)
    return found


@transaction.atomic
def reply(found: Review, *, reply: str, by: User, on: date) -> Review:
    """The author answers what the colleague found."""
    found = Review.objects.select_for_update(of=["self"]).get(pk=found.pk)
    if not found.outcome or found.reply:
        raise ValidationError("Cette relecture n’attend pas de réponse.")
    if by.pk != found.author_id:
        raise ValidationError(f"La réponse est celle de l’auteur, {found.author}.")
    if not reply:
        raise ValidationError({"reply": "Écrivez la réponse."})
    found.reply, found.replied_on = reply, on
    found.full_clean()
    found.save()
    journal.record("review.replied", found, by=by)
    return found


def _readers(authors: set[int], *, seed: int) -> list[int]:
    """The team in an order of the seed; every author must find a colleague in it."""
    team = User.objects.filter(is_active=True).exclude(role=User.Role.SOCIAL_WORKER)
    readers = list(team.order_by("pk").values_list("pk", flat=True))
    if any(not set(readers) - {author} for author in authors):
        raise ValidationError("Il faut une deuxième personne dans l’équipe pour relire.")
    Random(seed).shuffle(readers)
    return readers


def _reader(readers: list[int], author: int, turn: int) -> int:
    others = [reader for reader in readers if reader != author]
    return others[turn % len(others)]
