"""What the residents answered in the surveys of a year, small counts hidden."""

from collections import defaultdict
from dataclasses import dataclass

from pimms.kernel import masking
from pimms.kernel.periods import year as calendar_year
from surveys import results
from surveys.models import Question, Response


@dataclass(frozen=True)
class Answered:
    """So many said so; None when fewer than five did, or when it would tell who did."""

    label: str
    count: int | None


@dataclass(frozen=True)
class Asked:
    """One question of a survey: `given` of `asked` people answered it; None where a report that
    is handed over hides it."""

    survey: str
    label: str
    given: int | None
    asked: int
    summary: str
    lines: tuple[Answered, ...]


@dataclass(frozen=True)
class Needs:
    responses: int = 0
    questions: tuple[Asked, ...] = ()


def needs_of(year: int) -> Needs:
    """Unit: answers given in the year that nobody withdrew, to questionnaires that mark questions
    for the report. One statement, and four more for each questionnaire that served."""
    period = calendar_year(year)
    answered = Response.objects.standing().filter(
        answered_on__gte=period.lower, answered_on__lt=period.upper
    )
    by_questionnaire, asked, responses = defaultdict(list), [], 0
    reported = Question.objects.filter(
        is_reported=True, questionnaire__campaigns__responses__in=answered
    )
    for question in reported.select_related("questionnaire").distinct().in_order():
        by_questionnaire[question.questionnaire].append(question)
    for questionnaire in sorted(by_questionnaire, key=lambda each: each.pk):
        own = answered.filter(campaign__questionnaire=questionnaire)
        responses += own.count()
        told = results.results_of(own, by_questionnaire[questionnaire])
        asked += [_hidden(questionnaire.title, result) for result in told]
    return Needs(responses, tuple(asked))


def _hidden(survey: str, told: results.Result) -> Asked:
    """Who answered adds up to the answers, unless several may be given."""
    cells = {n: line.count for n, line in enumerate(told.lines)} | {"given": told.given}
    sums = [] if told.several else [("given", tuple(range(len(told.lines))))]
    away = masking.hidden(cells, sums) - {"given"}
    lines = tuple(
        Answered(line.label, None if n in away else line.count) for n, line in enumerate(told.lines)
    )
    return Asked(survey, told.label, told.given, told.asked, told.summary, lines)
