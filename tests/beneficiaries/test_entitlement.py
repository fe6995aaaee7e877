"""When rights end and how they stand: the arithmetic, and that the database does the same."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from beneficiaries import entitlement, services
from beneficiaries.models import Enrolment, ExtensionMotive, Movement
from tests.support import factories

MARCH = date(2016, 3, 15)


def step(pk, kind, effective_on=None, **more):
    boring = {"months": 0, "days": 0, "pushes": False, "undoes_id": None, "recorded_on": MARCH}
    return SimpleNamespace(pk=pk, kind=kind, effective_on=effective_on, **boring | more)


def rights(*movements, starts_on=MARCH):
    every = SimpleNamespace(all=lambda: list(movements))
    return SimpleNamespace(period=DateRange(starts_on, None), movements=every)


def test_nothing_decided_is_twelve_months():
    assert entitlement.end(MARCH, []) == date(2017, 3, 15)
    assert entitlement.end(date(2016, 2, 29), []) == date(2017, 2, 28)


def test_a_suspension_that_pushes_gives_its_days_back():
    away = step(1, "suspension", date(2016, 5, 1), pushes=True)
    assert entitlement.end(MARCH, [away]) == date(2017, 3, 15)
    back = step(2, "resumption", date(2016, 5, 11))
    assert entitlement.end(MARCH, [away, back]) == date(2017, 3, 25)


def test_a_suspension_that_does_not_push_gives_nothing_back():
    away = step(1, "suspension", date(2016, 5, 1))
    back = step(2, "resumption", date(2016, 5, 11))
    assert entitlement.end(MARCH, [away, back]) == date(2017, 3, 15)


def test_months_are_added_before_days():
    later = step(1, "extension", months=1)
    more = step(2, "extension", days=10)
    assert entitlement.end(date(2016, 1, 31), [later, more]) == date(2017, 3, 10)
    assert entitlement.end(date(2016, 1, 31), [more, later]) == date(2017, 3, 10)


def test_an_early_end_cuts_short_and_its_undo_takes_that_back():
    over = step(1, "early_end", date(2016, 9, 1))
    assert entitlement.end(MARCH, [over]) == date(2016, 9, 1)
    assert entitlement.end(MARCH, [over, step(2, "undo", undoes_id=1)]) == date(2017, 3, 15)


@pytest.mark.parametrize(
    ("on", "name", "left"),
    [
        (date(2016, 3, 14), "to_come", 0),
        (date(2016, 3, 15), "open", 375),
        (date(2016, 4, 30), "open", 329),
        (date(2016, 5, 1), "suspended", 318),
        (date(2016, 5, 10), "suspended", 318),
        (date(2016, 5, 11), "open", 318),
        (date(2017, 3, 24), "open", 1),
        (date(2017, 3, 25), "ended", 0),
    ],
)
def test_the_state_is_told_for_any_day(on, name, left):
    pause = step(1, "suspension", date(2016, 5, 1), pushes=True)
    state = entitlement.state(rights(pause, step(2, "resumption", date(2016, 5, 11))), on=on)
    assert (state.name, state.days_left) == (name, left)


def test_what_was_known_on_a_day_leaves_out_what_was_decided_after():
    late = step(1, "suspension", date(2016, 5, 1), recorded_on=date(2016, 6, 1))
    on = date(2016, 5, 2)
    assert entitlement.state(rights(late), on=on).name == "suspended"
    assert entitlement.state(rights(late), on=on, known_on=on).name == "open"


def test_an_open_suspension_that_pushes_outlives_the_end_and_another_does_not():
    on = date(2017, 5, 1)
    hospital = step(1, "suspension", date(2017, 3, 1), pushes=True)
    assert entitlement.state(rights(hospital), on=on).name == "suspended"
    assert entitlement.state(rights(hospital), on=on).days_left == 14
    holiday = step(1, "suspension", date(2017, 3, 1))
    assert entitlement.state(rights(holiday), on=on).name == "ended"


def test_an_early_end_is_told_apart_from_the_end():
    over = step(1, "early_end", date(2016, 9, 1))
    state = entitlement.state(rights(over), on=date(2016, 9, 1))
    assert (state.name, state.kind) == ("ended_early", "mute")
    assert state.text == "Droits terminés avant terme le 31/08/2016"


@pytest.mark.parametrize(
    ("left", "kind"),
    [(61, "ok"), (60, "info"), (31, "info"), (30, "warn"), (8, "warn"), (7, "alert"), (1, "alert")],
)
def test_the_colour_grows_more_pressing(left, kind):
    assert entitlement.band(left) == kind


def test_the_history_says_the_end_that_each_decision_made():
    pause = step(1, "suspension", date(2016, 5, 1), pushes=True)
    back = step(2, "resumption", date(2016, 5, 11))
    undone = step(3, "undo", undoes_id=2)
    chapters = entitlement.history(MARCH, [pause, back, undone])
    assert [chapter.last_day for chapter in chapters] == [
        date(2017, 3, 14), date(2017, 3, 24), date(2017, 3, 14),
    ]  # fmt: skip
    assert [chapter.is_undone for chapter in chapters] == [False, True, False]


WISHES = st.lists(
    st.tuples(
        st.sampled_from(["suspend", "resume", "end_early", "extend", "undo"]),
        st.integers(0, 420),
        st.integers(0, 2),
        st.sampled_from(["away", "hospital", "prison"]),
    ),
    max_size=9,
)


def decide(enrolment, wish, motive, by):
    verb, n, months, reason = wish
    on = enrolment.period.lower + timedelta(days=n)
    said = {"by": by, "on": DAY_OF_DECISIONS}
    if verb == "extend":
        asked = services.ask_extension(
            enrolment, motive=motive, months=months, days=n % 40, words="oui", **said
        )
        return services.grant_extension(asked, **said)
    if verb == "undo":
        return services.undo(enrolment, words="erreur", **said)
    if verb == "resume":
        return services.resume(enrolment, effective_on=on, **said)
    if verb == "suspend":
        return services.suspend(enrolment, effective_on=on, motive=reason, **said)
    return services.end_early(enrolment, effective_on=on, motive="moved", **said)


DAY_OF_DECISIONS = date(2016, 3, 15)


@pytest.fixture
def awa(db):
    return factories.person()


@pytest.fixture
def trial(db):
    return ExtensionMotive.objects.create(name="Essai", max_days=900, max_times=9)


@given(
    starts_on=st.dates(date(2015, 1, 1), date(2017, 12, 31)),
    wishes=WISHES,
    day=st.integers(-10, 900),
)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_decided_the_database_and_we_agree(awa, claire, trial, starts_on, wishes, day):
    with transaction.atomic():
        enrolment = factories.enrolment(awa, starts_on=starts_on)
        for wish in wishes:
            try:
                decide(enrolment, wish, trial, claire)
            except ValidationError:
                continue
        enrolment = Enrolment.objects.prefetch_related("movements").get(pk=enrolment.pk)
        on = starts_on + timedelta(days=day)
        end = entitlement.end(starts_on, enrolment.movements.all())
        assert enrolment.period == DateRange(starts_on, end)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pimms_enrolment_end(%s, %s), pimms_is_suspended(%s, %s)",
                [enrolment.pk, starts_on, enrolment.pk, on],
            )
            in_sql = cursor.fetchone()
        state = entitlement.state(enrolment, on=on)
        paused = any(
            suspension.effective_on <= on and (resumed_on is None or on < resumed_on)
            for suspension, resumed_on in entitlement.pauses(enrolment.movements.all())
        )
        assert in_sql == (end, paused)
        if on in enrolment.period:
            assert (state.name == "suspended") == paused
            assert state.name in ("open", "suspended")
        transaction.set_rollback(True)


@given(
    effective_on=st.dates(date(2016, 1, 1), date(2018, 1, 1)),
    before=st.sampled_from([None, "suspend", "early"]),
    kind=st.sampled_from(["suspension", "resumption", "early_end"]),
)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_the_verbs_refuse_the_database_refuses_too(awa, claire, effective_on, before, kind):
    with transaction.atomic():
        enrolment = factories.enrolment(awa)
        said = {"by": claire, "on": MARCH}
        if before == "suspend":
            services.suspend(enrolment, effective_on=date(2016, 6, 1), motive="hospital", **said)
        elif before == "early":
            services.end_early(enrolment, effective_on=date(2016, 9, 1), motive="moved", **said)
        motive = {"suspension": "away", "resumption": "", "early_end": "moved"}[kind]
        verbs = {
            "suspension": services.suspend,
            "resumption": services.resume,
            "early_end": services.end_early,
        }
        words = {"motive": motive} if motive else {}
        try:
            with transaction.atomic():
                verbs[kind](enrolment, effective_on=effective_on, **words, **said)
                transaction.set_rollback(True)
            by_verb = True
        except ValidationError:
            by_verb = False
        bare = Movement(
            enrolment=enrolment, kind=kind, effective_on=effective_on, motive=motive,
            recorded_on=MARCH, recorded_by=claire,
        )  # fmt: skip
        try:
            with transaction.atomic():
                bare.save()
            by_database = True
        except IntegrityError:
            by_database = False
        assert by_verb == by_database
        transaction.set_rollback(True)
