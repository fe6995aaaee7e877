"""The arithmetic of somebody's rights, without the database: when they end, how they stand.

A movement is anything with the fields of `models.Movement`. The database computes the same in
`pimms_enrolment_end` and `pimms_is_suspended`; the tests hold the two together.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from pimms.kernel.periods import add_months
from pimms.kernel.templatetags.french import day, time_left

MONTHS = 12
DAYS_OF_A_MONTH = 31  # for the limits of an extension's motive
# How soon the end is: the days left, at most, and the kind of the badge.
BANDS = ((7, "alert"), (30, "warn"), (60, "info"))


@dataclass(frozen=True)
class State:
    """How an enrolment stands on a day. `since` is the first day of that state.

    `days_left` counts what may still be used: it stands still during a suspension that pushes
    the end.
    """

    name: str  # to_come, open, suspended, ended_early, ended
    since: date
    last_day: date
    days_left: int = 0
    movement: Any = None

    @property
    def left(self) -> str:
        """The days left in words: `11 mois et 4 jours`; empty when there are none."""
        ends = self.last_day + timedelta(days=1)
        return time_left(ends - timedelta(days=self.days_left), ends) if self.days_left else ""

    @property
    def kind(self) -> str:
        """The badge: calm above sixty days, then three bands that grow more pressing."""
        if self.name == "open":
            return band(self.days_left)
        return {"suspended": "warn", "to_come": "info"}.get(self.name, "mute")

    @property
    def text(self) -> str:
        return {
            "to_come": f"Droits ouverts à partir du {day(self.since)}",
            "open": f"Droits ouverts jusqu’au {day(self.last_day)}",
            "suspended": f"Droits suspendus depuis le {day(self.since)}",
            "ended_early": f"Droits terminés avant terme le {day(self.last_day)}",
            "ended": f"Droits terminés le {day(self.last_day)}",
        }[self.name]


def band(days_left: int) -> str:
    return next((kind for limit, kind in BANDS if days_left <= limit), "ok")


def standing(movements) -> list:
    """The movements that were not undone, oldest first; undos themselves aside."""
    movements = sorted(movements, key=lambda movement: movement.pk)
    undone = {movement.undoes_id for movement in movements}
    return [each for each in movements if each.kind != "undo" and each.pk not in undone]


def pauses(movements) -> list[tuple]:
    """[(the suspension, the first day with rights again or None)], oldest first."""
    found = []
    for movement in standing(movements):
        if movement.kind == "suspension":
            found.append((movement, None))
        elif movement.kind == "resumption":
            found[-1] = (found[-1][0], movement.effective_on)
    return found


def end(starts_on: date, movements) -> date:
    """The first day without rights: twelve months, the extensions' months, then their days and
    those that suspensions gave back; an early end cuts short."""
    steps = standing(movements)
    months = MONTHS + sum(step.months for step in steps)
    days = sum(step.days for step in steps)
    pushed = [
        (resumed_on - suspension.effective_on).days
        for suspension, resumed_on in pauses(movements)
        if suspension.pushes and resumed_on
    ]
    natural = add_months(starts_on, months) + timedelta(days=days + sum(pushed))
    return min([natural, *(step.effective_on for step in steps if step.kind == "early_end")])


def state(enrolment, *, on: date, known_on: date | None = None) -> State:
    """How the enrolment stands on a day, by all that is known today or by what was known then."""
    starts_on = enrolment.period.lower
    movements = [
        movement
        for movement in enrolment.movements.all()
        if known_on is None or movement.recorded_on <= known_on
    ]
    ends = end(starts_on, movements)
    last_day = ends - timedelta(days=1)
    if on < starts_on:
        return State("to_come", starts_on, last_day)
    early = next((step for step in standing(movements) if step.kind == "early_end"), None)
    if early and on >= early.effective_on:
        return State("ended_early", early.effective_on, last_day, movement=early)
    resumed, pause, until = starts_on, None, None
    for suspension, resumed_on in pauses(movements):
        if suspension.effective_on <= on and (resumed_on is None or on < resumed_on):
            pause, until = suspension, resumed_on
        elif resumed_on and resumed_on <= on:
            resumed = resumed_on
    if pause and (pause.pushes or on < ends):
        counted_from = until or (pause.effective_on if pause.pushes else on)
        left = (ends - counted_from).days
        return State("suspended", pause.effective_on, last_day, left, pause)
    if on >= ends:
        return State("ended", ends, last_day)
    return State("open", resumed, last_day, (ends - on).days)


@dataclass(frozen=True)
class Chapter:
    """One movement, and the last day of rights that it made."""

    movement: object
    last_day: date
    is_undone: bool


def history(starts_on: date, movements) -> list[Chapter]:
    """Every movement as it was decided, oldest first, with the end date it made."""
    movements = sorted(movements, key=lambda movement: movement.pk)
    undone = {movement.undoes_id for movement in movements}
    return [
        Chapter(
            movement, end(starts_on, movements[: n + 1]) - timedelta(days=1), movement.pk in undone
        )
        for n, movement in enumerate(movements)
    ]


def waiting(former, *, starts_on: date, days: int) -> list[str]:
    """Why a renewal would come too early after the former enrolment, which may be None."""
    if former is None or not days:
        return []
    opens_on = former.period.upper + timedelta(days=days)
    if not former.period.upper <= starts_on < opens_on:
        return []
    return [
        f"Un renouvellement attend {days} jour{'s' if days > 1 else ''} après la fin des"
        f" droits\u202f: à partir du {day(opens_on)}."
    ]
