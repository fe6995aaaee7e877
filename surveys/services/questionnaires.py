"""Writing a questionnaire: questions in order, then a new version once it has served."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify

from accounts import journal
from accounts.models import User
from surveys.models import Question, Questionnaire

_FROZEN = "Ce questionnaire a déjà des réponses\u202f: ouvrez une nouvelle version."


@transaction.atomic
def open_questionnaire(*, title: str, introduction: str = "", by: User, on: date) -> Questionnaire:
    """A first version, without a question yet."""
    subject = slugify(title)[:40].strip("-")
    if not subject:
        raise ValidationError({"title": "Un questionnaire a un titre."})
    questionnaire = Questionnaire(
        subject=subject, title=title, introduction=introduction, made_by=by, made_on=on
    )
    questionnaire.full_clean()
    questionnaire.save()
    journal.record("questionnaire.opened", questionnaire, by=by)
    return questionnaire


@transaction.atomic
def open_version(questionnaire: Questionnaire, *, by: User, on: date) -> Questionnaire:
    """The next version, with the same questions under the same codes."""
    last = Questionnaire.objects.select_for_update().of(questionnaire.subject).first()
    if not last.is_frozen:
        raise ValidationError(f"La version {last.version} n’a pas encore servi\u202f: changez-la.")
    copy = Questionnaire.objects.create(
        subject=last.subject,
        version=last.version + 1,
        title=last.title,
        introduction=last.introduction,
        made_by=by,
        made_on=on,
    )
    copied: dict[int, Question] = {}
    for question in last.questions.in_order():
        was, leader = question.pk, question.only_if_id
        question.pk, question._state.adding = None, True
        question.questionnaire, question.only_if = copy, copied.get(leader)
        question.save()
        copied[was] = question
    journal.record("questionnaire.version_opened", copy, by=by, version=copy.version)
    return copy


@transaction.atomic
def add_question(questionnaire: Questionnaire, *, by: User, **words: Any) -> Question:
    """One more question, at the end; its code is made of its words and never changes."""
    questionnaire = _draft(questionnaire)
    last = questionnaire.questions.aggregate(last=Max("position"))["last"] or 0
    question = Question(
        questionnaire=questionnaire,
        code=_code(words["label"], set(questionnaire.questions.values_list("code", flat=True))),
        position=last + 1,
        **words,
    )
    question.full_clean()
    question.save()
    journal.record("question.added", question, by=by)
    return question


@transaction.atomic
def change_question(question: Question, *, by: User, **words: Any) -> Question:
    """Its words change, its code stays."""
    _draft(question.questionnaire)
    for name, value in words.items():
        setattr(question, name, value)
    question.full_clean()
    question.save()
    journal.record("question.changed", question, by=by)
    return question


@transaction.atomic
def move_question(question: Question, *, up: bool, by: User) -> Question:
    """It changes places with its neighbour; at an end it stays where it is."""
    _draft(question.questionnaire)
    others = question.questionnaire.questions
    beside = (
        others.filter(position__lt=question.position).order_by("-position")
        if up
        else others.filter(position__gt=question.position).order_by("position")
    ).first()
    if beside is None:
        return question
    first, second = (beside, question) if up else (question, beside)
    if second.only_if_id == first.pk:
        raise ValidationError("Une question vient après celle dont elle dépend.")
    question.position, beside.position = beside.position, question.position
    beside.save(update_fields=["position"])
    question.save(update_fields=["position"])
    journal.record("question.moved", question, by=by)
    return question


@transaction.atomic
def remove_question(question: Question, *, by: User) -> None:
    """It is asked no more; nobody has answered it."""
    _draft(question.questionnaire)
    if question.followers.exists():
        raise ValidationError("Une autre question dépend de celle-ci\u202f: changez-la d’abord.")
    journal.record("question.removed", question, by=by, label=question.label)
    question.delete()


def _draft(questionnaire: Questionnaire) -> Questionnaire:
    questionnaire = Questionnaire.objects.select_for_update().get(pk=questionnaire.pk)
    if questionnaire.is_frozen:
        raise ValidationError(_FROZEN)
    return questionnaire


def _code(label: str, taken: set[str]) -> str:
    code = slugify(label)[:34].strip("-") or "question"
    return next(
        each for each in (code, *(f"{code}-{n}" for n in range(2, 1000))) if each not in taken
    )
