"""What the answers say, question by question. Statements in, dataclasses out; no clock."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection
from django.db.models import Count, QuerySet

from pimms.kernel import charts
from pimms.kernel.charts import Bar
from pimms.kernel.templatetags.french import number, percent
from surveys.models import Question, Response

_BANDS = 6
_NOBODY = (0, 0)  # asked, answered
_COUNTED = """
SELECT q.code, q.kind, CASE q.kind WHEN 'scale' THEN q.scale_to ELSE 0 END,
  COALESCE(e.value, a.value #>> '{{}}'), count(*)
FROM ({responses}) r (answers, questionnaire)
CROSS JOIN LATERAL jsonb_each(r.answers) a
JOIN surveys_question q ON q.questionnaire_id = r.questionnaire AND q.code = a.key
LEFT JOIN LATERAL jsonb_array_elements_text(
  CASE jsonb_typeof(a.value) WHEN 'array' THEN a.value ELSE '[]' END
) e ON true
WHERE q.kind <> 'text'
GROUP BY 1, 2, 3, 4
"""
_ASKED = """
SELECT q.code, q.kind, CASE q.kind WHEN 'scale' THEN q.scale_to ELSE 0 END, count(*),
  count(*) FILTER (WHERE r.answers -> q.code <> '[]'::jsonb)
FROM ({responses}) r (answers, questionnaire)
JOIN surveys_question q ON q.questionnaire_id = r.questionnaire
GROUP BY 1, 2, 3
"""


@dataclass(frozen=True)
class Line:
    label: str
    count: int
    base: int

    @property
    def share(self) -> str:
        return percent(self.count, self.base)


@dataclass(frozen=True)
class Result:
    """One question: of `asked` people, `given` answered, so many each thing.

    `summary` says a number or a scale in words: « en moyenne 3,4 ».
    """

    code: str
    label: str
    kind: str
    given: int
    asked: int
    lines: tuple[Line, ...] = ()
    summary: str = ""

    @property
    def is_text(self) -> bool:
        return self.kind == Question.Kind.TEXT

    @property
    def several(self) -> bool:
        return self.kind == Question.Kind.MULTIPLE

    @property
    def chart(self) -> str:
        """The `src` of the chart's image."""
        return charts.as_source(charts.bars(self._bars))

    @property
    def alt(self) -> str:
        said = "\u202f; ".join(f"{bar.label}, {bar.written}" for bar in self._bars)
        return f"Diagramme en barres, {self.label}\u202f: {said}."

    @property
    def _bars(self) -> tuple[Bar, ...]:
        return tuple(
            Bar(line.label, line.count, f"{number(line.count)} ({line.share})")
            for line in self.lines
        )


def results_of(responses: QuerySet[Response], questions: list[Question]) -> list[Result]:
    """The result of each question, in two statements however many answers there are.

    A number, a note and a choice under one code, in one version and the next, are not one question:
    each is counted among those who were asked it in that way (`Question.manner`).
    """
    counts = _counted(responses)
    asked = {tuple(manner): (n, given) for *manner, n, given in _rows(responses, _ASKED)}
    latest = {question.code: question for question in reversed(questions)}
    return [
        _result(
            question,
            counts[question.manner],
            given=asked.get(question.manner, _NOBODY)[1],
            asked=_asked(question, counts, asked),
            is_former=question is not latest[question.code],
        )
        for question in questions
    ]


def _counted(responses) -> dict[tuple, dict[str, int]]:
    counts = defaultdict(dict)
    for *manner, value, n in _rows(responses, _COUNTED):
        counts[tuple(manner)][value] = n
    return counts


def _rows(responses, statement):
    answers = responses.order_by().values("answers", "campaign__questionnaire_id")
    inner, given = answers.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(statement.format(responses=inner), given)
        return cursor.fetchall()


def _asked(question, counts, asked) -> int:
    if question.only_if is None:
        return asked.get(question.manner, _NOBODY)[0]
    return counts[question.only_if.manner].get(question.only_if_choice, 0)


def _result(question, counted, *, given, asked, is_former) -> Result:
    kind, label, summary, pairs = question.kind, question.label, "", []
    if is_former:
        label += f" (jusqu’à la version {question.questionnaire.version})"
    if kind in Question.CHOSEN:
        pairs = [(words, counted.get(code, 0)) for code, words in question.choices]
    elif kind == Question.Kind.SCALE:
        pairs = [(_scaled(question, note), counted.get(str(note), 0)) for note in question.scale]
        summary = _average(counted, f"sur {question.scale_to}")
    elif kind == Question.Kind.NUMBER:
        pairs = _bands(counted, question.unit)
        summary = _average(counted, question.unit)
    lines = tuple(Line(label, n, given) for label, n in pairs)
    return Result(question.code, label, kind, given, asked, lines, summary)


def _scaled(question, note) -> str:
    ends = {1: question.low_label, question.scale_to: question.high_label}
    return f"{note}, {ends[note]}" if ends.get(note) else str(note)


def _average(counted, unit) -> str:
    """« en moyenne 3,4 sur 5, la moitié à 3 ou moins »."""
    values = sorted((Decimal(value), n) for value, n in counted.items())
    people = sum(n for _, n in values)
    if not people:
        return ""
    mean = sum(value * n for value, n in values) / people
    half, seen = None, 0
    for value, n in values:
        seen += n
        if seen * 2 >= people:
            half = value
            break
    said = f"{mean:.1f}".replace(".", ",").removesuffix(",0")
    middle = f"{half.normalize():f}".replace(".", ",")
    unit = f" {unit}" if unit else ""
    return f"En moyenne {said}{unit}\u202f; la moitié répond {middle}{unit} ou moins."


def _bands(counted, unit) -> list[tuple[str, int]]:
    """The numbers in at most six bands of the same width, whole numbers at both ends."""
    values = {int(Decimal(value) // 1): 0 for value in counted}
    for value, n in counted.items():
        values[int(Decimal(value) // 1)] += n
    if not values:
        return []
    low, high = min(values), max(values)
    width = next(
        step for step in (1, 2, 5, 10, 20, 50, 100, 200, 500, *(10**power for power in range(3, 8)))
        if (high // step - low // step) < _BANDS
    )  # fmt: skip
    unit = f" {unit}" if unit else ""
    bands = []
    for start in range(low // width * width, high + 1, width):
        people = sum(n for value, n in values.items() if start <= value < start + width)
        name = str(start) if width == 1 else f"{start} à {start + width - 1}"
        bands.append((f"{name}{unit}", people))
    return bands


def by_way(responses: QuerySet[Response]) -> list[tuple[str, int]]:
    """How they answered: way and count, the most usual first."""
    rows = responses.order_by().values_list("way").annotate(n=Count("pk")).order_by("-n", "way")
    return [(Response.Way(way).label, n) for way, n in rows]
