"""The rules about rights hold whoever writes, by SQL too."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from beneficiaries import services
from beneficiaries.models import Enrolment, Movement
from pimms.kernel.forms import sentence_of
from pimms.kernel.triggers import SENTENCES
from recharges.models import Sale
from tests.support import factories, rights
from tests.support.ledger import bare_sale, refused_by

MARCH = factories.DAY


def write(enrolment, kind, **fields) -> Movement:
    """A movement written past the services."""
    boring = {"recorded_on": MARCH, "recorded_by": factories.director()}
    with transaction.atomic():
        return Movement.objects.create(enrolment=enrolment, kind=kind, **boring | fields)


def rule_of(write_it, *args, **fields) -> str:
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        write_it(*args, **fields)
    assert sentence_of(refusal.value).endswith(".")
    return refusal.value.__cause__.diag.constraint_name


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_an_enrolment_opens_for_twelve_months(db):
    awa = factories.person()
    for period in (
        DateRange(date(2016, 3, 15), date(2017, 3, 14)),
        DateRange(date(2016, 3, 15), None),
        DateRange(empty=True),
    ):
        rule = rule_of(Enrolment.objects.create, beneficiary=awa, period=period)
        assert rule == "enrolment_lasts_twelve_months"


def test_its_period_moves_by_movements_alone(db):
    enrolment = factories.enrolment()
    change = "UPDATE beneficiaries_enrolment SET period = daterange(%s, %s) WHERE id = %s"
    for first, last in [("2016-03-15", "2018-03-15"), ("2016-03-16", "2017-03-15")]:
        rule = rule_of(sql, change, first, last, enrolment.pk)
        assert rule == "enrolment_period_is_computed"
    rights.early_end(enrolment)
    enrolment.refresh_from_db()
    assert enrolment.last_day == date(2016, 8, 31)


def test_what_was_read_before_a_movement_cannot_be_saved_over_it(db):
    stale = factories.enrolment()
    rights.early_end(stale)
    assert rule_of(stale.save) == "enrolment_period_is_computed"


def test_enrolments_are_numbered_by_year_without_gaps(db):
    first = factories.enrolment()
    rule_of(Enrolment.objects.create, beneficiary=first.beneficiary, period=first.period)
    people = [factories.person() for _ in range(3)]
    Enrolment.objects.bulk_create(
        Enrolment(beneficiary=person, period=DateRange(starts_on, starts_on.replace(year=ends)))
        for person, starts_on, ends in zip(
            people, [date(2016, 5, 2), date(2017, 5, 2), date(2016, 4, 2)], [2017, 2018, 2017],
            strict=True,
        )
    )  # fmt: skip
    numbers = Enrolment.objects.order_by("pk").values_list("number", flat=True)
    assert list(numbers) == ["D2016-0001", "D2016-0002", "D2017-0001", "D2016-0003"]


def test_a_number_is_given_once_for_all(db):
    enrolment = factories.enrolment()
    rule = rule_of(Enrolment.objects.filter(pk=enrolment.pk).update, number="D2016-9999")
    assert rule == "enrolment_keeps_its_number"
    period = DateRange(date(2019, 1, 1), date(2020, 1, 1))
    rule = rule_of(
        Enrolment.objects.create, beneficiary=factories.person(), period=period, number="X"
    )
    assert rule == "enrolment_keeps_its_number"
    enrolment.save()  # made before the number was read: it stays
    enrolment.refresh_from_db()
    assert enrolment.number == "D2016-0001"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE beneficiaries_movement SET days = 3",
        "DELETE FROM beneficiaries_movement",
        "TRUNCATE beneficiaries_movement CASCADE",
    ],
)
def test_a_movement_is_never_changed(db, statement):
    rights.suspension()
    assert "movement" in refused_by(statement)


def test_movements_follow_one_another(db):
    enrolment = factories.enrolment()
    june, july = date(2016, 6, 1), date(2016, 7, 1)
    away = {"motive": "away"}
    rule = "movement_follows_what_stands"
    assert rule_of(write, enrolment, "resumption", effective_on=june) == rule
    for day in (date(2016, 3, 14), date(2017, 3, 15)):
        assert rule_of(write, enrolment, "suspension", effective_on=day, **away) == rule
    write(enrolment, "suspension", effective_on=june, **away)
    assert rule_of(write, enrolment, "suspension", effective_on=july, **away) == rule
    assert rule_of(write, enrolment, "resumption", effective_on=june) == rule
    write(enrolment, "resumption", effective_on=july)
    assert rule_of(write, enrolment, "suspension", effective_on=june, **away) == rule
    assert rule_of(write, enrolment, "early_end", effective_on=june, motive="moved") == rule
    write(enrolment, "early_end", effective_on=date(2016, 9, 1), motive="moved")
    assert rule_of(write, enrolment, "suspension", effective_on=july, **away) == rule


def test_only_the_latest_that_stands_is_undone(db):
    enrolment = factories.enrolment()
    pause = write(enrolment, "suspension", effective_on=date(2016, 6, 1), motive="away")
    back = write(enrolment, "resumption", effective_on=date(2016, 7, 1))
    assert rule_of(write, enrolment, "undo", undoes=pause) == "movement_undoes_the_latest"
    another = factories.enrolment()
    assert rule_of(write, another, "undo", undoes=back) == "movement_undoes_the_latest"
    undone = write(enrolment, "undo", undoes=back)
    assert rule_of(write, enrolment, "undo", undoes=undone) == "movement_undoes_the_latest"
    assert write(enrolment, "undo", undoes=pause).pk


def test_an_extension_stays_within_the_limits_of_its_motive(db):
    enrolment, motive = factories.enrolment(), rights.motive(max_days=31, max_times=2)
    words = {"extension_motive": motive}
    rule = "extension_within_its_motive"
    assert rule_of(write, enrolment, "extension", days=32, **words) == rule
    assert rule_of(write, enrolment, "extension", months=1, days=1, **words) == rule
    write(enrolment, "extension", days=20, **words)
    assert rule_of(write, enrolment, "extension", days=12, **words) == rule
    second = write(enrolment, "extension", days=1, **words)
    assert rule_of(write, enrolment, "extension", days=1, **words) == rule
    write(enrolment, "undo", undoes=second)
    assert write(enrolment, "extension", days=11, **words).pk
    assert write(factories.enrolment(), "extension", days=31, **words).pk


def test_an_extension_does_not_run_into_the_next_enrolment(db):
    enrolment = factories.enrolment()
    factories.enrolment(enrolment.beneficiary, starts_on=date(2017, 3, 20))
    motive = rights.motive()
    assert write(enrolment, "extension", days=5, extension_motive=motive).pk
    other = rights.motive("Autre")
    rule = rule_of(write, enrolment, "extension", days=1, extension_motive=other)
    assert rule == "enrolment_periods_do_not_overlap"


def test_nothing_is_sold_during_a_suspension(db):
    enrolment = factories.enrolment()
    rights.suspension(enrolment)
    services.resume(enrolment, effective_on=date(2016, 7, 1), by=factories.counsellor(), on=MARCH)
    assert bare_sale(enrolment, sold_on=date(2016, 5, 31)).pk
    for day in (date(2016, 6, 1), date(2016, 6, 30)):
        assert rule_of(bare_sale, enrolment, sold_on=day) == "sale_while_suspended"
    assert bare_sale(enrolment, sold_on=date(2016, 7, 1)).pk
    assert bare_sale(factories.enrolment(), sold_on=date(2016, 6, 1)).pk


def test_a_sale_of_before_may_be_reversed_during_a_suspension(db):
    enrolment = factories.enrolment()
    sale = bare_sale(enrolment)
    rights.suspension(enrolment)
    taken_back = bare_sale(enrolment, sold_on=date(2016, 6, 2), reverses=sale, reason="erreur")
    assert taken_back.pk


def test_no_decision_takes_the_rights_away_from_under_a_sale(db):
    enrolment = factories.enrolment()
    sale = bare_sale(enrolment, sold_on=date(2016, 9, 10))
    words = {"effective_on": date(2016, 9, 1)}
    rule = "movement_keeps_the_sales"
    assert rule_of(write, enrolment, "suspension", motive="away", **words) == rule
    assert rule_of(write, enrolment, "early_end", motive="moved", **words) == rule
    bare_sale(enrolment, sold_on=date(2016, 9, 11), reverses=sale, reason="erreur")
    assert write(enrolment, "early_end", motive="moved", **words).pk
    assert Sale.objects.count() == 2


def test_every_rule_has_its_sentence():
    for rule in ("sale_while_suspended", "movement_keeps_the_sales", "enrolment_keeps_its_number"):
        assert SENTENCES[rule].endswith(".")
