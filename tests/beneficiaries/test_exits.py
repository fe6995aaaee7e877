"""The way out: tasks, talks, offers, and what became of people."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError

from accounts.models import Entry
from beneficiaries import exits, services
from beneficiaries.models import Card, Enrolment, ExitTask, MarketOffer
from beneficiaries.models.cards import ALPHABET
from beneficiaries.tasks import prepare_exits
from pimms.kernel import periods
from tests.support import factories, rights
from tests.support.factories import DAY

LAST = date(2017, 3, 14)


def tonight(on) -> int:
    return services.prepare_exits(by="prepare_exits", on=on)


def open_stages() -> list[int]:
    return list(ExitTask.objects.filter(dropped_on=None).values_list("stage", flat=True))


@pytest.mark.parametrize(
    ("left", "stages"),
    [(61, []), (60, [60]), (31, [60]), (30, [60, 30]), (7, [60, 30, 7]), (1, [60, 30, 7])],
)
def test_the_tasks_come_sixty_thirty_and_seven_days_before_the_end(db, left, stages):
    factories.enrolment()
    tonight(LAST + timedelta(days=1 - left))
    assert open_stages() == stages


def test_the_worker_does_it_by_night(db):
    factories.enrolment()
    with time_machine.travel("2017-03-01 03:40", tick=False):
        prepare_exits(timestamp=0)
        prepare_exits(timestamp=1)
    assert open_stages() == [60, 30]
    assert Entry.objects.filter(verb="exits.prepared", by="prepare_exits").count() == 1


def test_the_same_night_twice_adds_nothing(db):
    factories.enrolment()
    assert tonight(date(2017, 3, 1)) == 2
    assert tonight(date(2017, 3, 1)) == 0
    assert ExitTask.objects.count() == 2


def test_the_tasks_follow_the_end_when_it_moves(claire):
    enrolment = factories.enrolment()
    tonight(date(2017, 2, 20))
    asked = rights.request(enrolment, days=31, on=date(2017, 2, 20))
    services.grant_extension(asked, by=claire, on=date(2017, 2, 21))
    tonight(date(2017, 2, 22))
    assert list(ExitTask.objects.filter(dropped_on=None).values_list("stage", "last_day")) == [
        (60, date(2017, 4, 14))
    ]
    services.undo(enrolment, words="Erreur.", by=claire, on=date(2017, 2, 23))
    tonight(date(2017, 2, 24))
    assert open_stages() == [60, 30]


def test_nobody_is_asked_out_who_has_renewed(db):
    enrolment = factories.enrolment()
    tonight(date(2017, 2, 20))
    factories.enrolment(enrolment.beneficiary, starts_on=date(2017, 3, 15))
    tonight(date(2017, 2, 21))
    assert open_stages() == []


def test_a_task_is_done_once_and_by_somebody(nadia, claire):
    task = rights.task()
    services.finish_exit_task(task, by=nadia, on=DAY)
    again = services.finish_exit_task(task, by=claire, on=DAY)
    assert again.done_by == nadia
    dropped = rights.task()
    ExitTask.objects.filter(pk=dropped.pk).update(dropped_on=DAY)
    with pytest.raises(ValidationError, match="sans objet"):
        services.finish_exit_task(dropped, by=nadia, on=DAY)


def test_a_talk_closes_its_task_and_takes_the_offer_as_it_is(nadia):
    enrolment, offer = factories.enrolment(), rights.offer()
    task = rights.task(enrolment)
    talk = rights.talk(enrolment, next_step="market", offer=offer)
    task.refresh_from_db()
    assert (task.done_by, talk.operator, talk.plan, talk.monthly_price) == (
        nadia, "Opérateur libre", "Forfait 2 h", offer.monthly_price,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"next_step": "market"}, "Dites quelle offre du marché est choisie."),
        ({"held_on": DAY + timedelta(days=1)}, "Un entretien est noté une fois tenu."),
        ({"held_on": date(2016, 3, 14)}, "L’inscription ne commence que le 15/03/2016."),
    ],
)
def test_a_talk_is_refused_in_words(db, fields, words):
    with pytest.raises(ValidationError) as refusal:
        rights.talk(**fields)
    assert refusal.value.messages == [words]


def test_an_offer_is_checked_again_and_withdrawn(nadia):
    offer = rights.offer()
    with pytest.raises(ValidationError, match="déjà dans la liste"):
        rights.offer()
    checked = services.check_offer(offer, monthly_price=3, by=nadia, on=date(2016, 6, 1))
    assert (checked.monthly_price, checked.checked_on) == (3, date(2016, 6, 1))
    services.withdraw_offer(offer, by=nadia, on=date(2016, 7, 1))
    assert not MarketOffer.objects.current().exists()
    assert rights.offer().pk
    with pytest.raises(ValidationError, match="retirée depuis le 01/07/2016"):
        services.check_offer(offer, by=nadia, on=date(2016, 8, 1))


def test_the_lists_hold_each_person_once(db):
    far, two_months, one_month, week, past, renewed = (
        factories.enrolment(starts_on=periods.add_months(DAY, -12) + timedelta(days=days))
        for days in (61, 60, 30, 7, 0, 5)
    )
    factories.enrolment(renewed.beneficiary, starts_on=DAY + timedelta(days=5))
    today = DAY
    assert list(exits.of_band("2-mois", on=today)) == [two_months]
    assert list(exits.of_band("1-mois", on=today)) == [one_month]
    assert list(exits.of_band("7-jours", on=today)) == [week]
    assert list(exits.of_band(exits.PASSED, on=today)) == [past]
    rights.talk(past)
    assert not exits.passed(on=today).exists()
    assert far.pk


def test_twelve_months_later_one_asks_and_counts(nadia):
    autonomous, renewed, silent, recent = (
        factories.enrolment(starts_on=day)
        for day in (date(2014, 2, 1), date(2014, 2, 2), date(2014, 2, 3), date(2014, 6, 1))
    )
    factories.enrolment(renewed.beneficiary, starts_on=date(2015, 6, 1))
    assert set(exits.to_follow_up(on=DAY)) == {autonomous, silent}
    rights.follow_up(autonomous, on=DAY)
    assert list(exits.to_follow_up(on=DAY)) == [silent]
    assert exits.became(periods.year(2015)) == {
        "renewed": 1, "autonomous": 1, "lost": 0, "other": 0, "unknown": 2, "total": 4,
    }  # fmt: skip
    assert recent.pk


def test_news_are_noted_once_and_after_the_end(db):
    enrolment = factories.enrolment()
    with pytest.raises(ValidationError, match="courent encore jusqu’au 14/03/2017"):
        rights.follow_up(enrolment, on=LAST)
    with pytest.raises(ValidationError, match="en quelques mots"):
        rights.follow_up(enrolment, outcome="other")
    rights.follow_up(enrolment)
    with pytest.raises(ValidationError, match="déjà été noté le 20/03/2018"):
        rights.follow_up(enrolment)


def test_a_card_says_whose_it_is_until_another_is_made(nadia):
    awa = factories.person()
    first = rights.card(awa)
    assert set(first.token) <= set(ALPHABET)
    assert Card.objects.whose(first.token) == awa
    assert Card.objects.whose(f" {first.token[:10].lower()} {first.token[10:]}\n") == awa
    second = rights.card(awa)
    assert Card.objects.whose(first.token) is None
    assert Card.objects.whose(second.token) == awa
    services.revoke_card(second, by=nadia, on=DAY)
    assert Card.objects.whose(second.token) is None
    for nonsense in ("", "\x00", "awa", "é" * 20):
        assert Card.objects.whose(nonsense) is None
    assert Enrolment.objects.count() == 0
