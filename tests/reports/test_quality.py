"""The quality page: what is missing, how often, where it is mended; what each night compared."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse

from beneficiaries.models import Beneficiary, PossibleDuplicate, Referral
from pimms.kernel import periods
from reports import figures, services
from reports.quality import checks
from tests.support import editions, factories
from tests.support.pages import queries_of, text

QUALITY = reverse("reports:quality")
TODAY = date(2016, 3, 30)
MARCH = periods.month(TODAY)


@pytest.fixture(autouse=True)
def _march():
    with time_machine.travel("2016-03-30 10:00", tick=False):
        yield


def found(code) -> int:
    return next(
        each.count for each in checks.found_in(MARCH, today=TODAY) if each.check.code == code
    )


@pytest.mark.django_db
class TestEachFault:
    def test_a_birth_that_cannot_be(self):
        factories.person(born_on=date(1901, 5, 1))
        factories.person(born_on=date(1970, 5, 1))
        assert found("naissances") == 1

    def test_a_person_seen_without_a_commune(self):
        factories.support(factories.person(commune=None), held_on=date(2016, 3, 2))
        factories.support(factories.person(), held_on=date(2016, 3, 2))
        before = factories.person(commune=None)
        Beneficiary.objects.filter(pk=before.pk).update(last_seen_on=date(2016, 2, 2))
        assert found("communes") == 1

    def test_two_files_that_may_be_one(self):
        awa, other = factories.person(), factories.person()
        PossibleDuplicate.objects.create(first=awa, second=other, found_on=TODAY)
        assert found("doublons") == 1

    def test_a_referral_that_waits_too_long(self):
        for moved in (date(2016, 3, 1), date(2016, 3, 29)):
            sent = factories.referral()
            Referral.objects.filter(pk=sent.pk).update(moved_on=moved, status="sent")
        assert found("orientations") == 1

    def test_somebody_whom_nobody_saw_for_sixty_days(self):
        for seen in (date(2016, 1, 5), date(2016, 3, 5)):
            enrolment = factories.enrolment(starts_on=date(2016, 1, 4))
            Beneficiary.objects.filter(pk=enrolment.beneficiary_id).update(last_seen_on=seen)
        assert found("jamais-revues") == 1

    def test_a_workshop_whose_presences_are_not_said(self):
        factories.seat(factories.workshop(held_on=date(2016, 3, 8)))
        factories.workshop(held_on=date(2016, 3, 31))  # still to come
        factories.seat(factories.workshop(held_on=date(2016, 2, 8)))  # of another month
        assert found("presences") == 1

    def test_a_till_left_open(self):
        factories.till_open(on=date(2016, 3, 28))
        assert found("caisses") == 1


@pytest.mark.django_db
def test_each_count_is_that_of_its_list(client, sign_in):
    factories.seat(factories.workshop(held_on=date(2016, 3, 8)))
    factories.person(born_on=date(1901, 5, 1))
    sign_in("counsellor")
    for each in checks.found_in(MARCH, today=TODAY):
        assert each.check.rows(MARCH, TODAY).count() == each.count
        answer = client.get(reverse("reports:faults", args=[each.check.code]), {"mois": "2016-03"})
        assert answer.status_code == 200
        assert ("Il n’y a plus rien à compléter." in text(answer)) == (each.count == 0)


@pytest.mark.django_db
def test_a_fault_is_mended_from_its_list(client, sign_in):
    workshop = factories.workshop(held_on=date(2016, 3, 8), title="Le courriel")
    seat = factories.seat(workshop)
    sign_in("counsellor")
    assert "Ateliers sans présences" in text(client.get(QUALITY))
    listed = reverse("reports:faults", args=["presences"]) + "?mois=2016-03"
    client.follow(listed)
    client.follow(workshop.get_absolute_url())
    there = {f"status-{seat.pk}": "present"}
    client.post(reverse("workshops:mark", args=[workshop.pk]), there)
    assert "Il n’y a plus rien à compléter." in text(client.get(listed))
    assert found("presences") == 0


@pytest.mark.django_db
def test_the_page_asks_no_more_for_more_faults_and_few_times(client, sign_in):
    sign_in("director")
    few = queries_of(client, QUALITY)
    for day in range(1, 6):
        factories.seat(factories.workshop(held_on=date(2016, 3, day)))
        factories.person(born_on=date(1901, 5, day))
    assert queries_of(client, QUALITY) == few <= 12


@pytest.mark.django_db
@pytest.mark.parametrize("month", ["2016-13", "mars", "2016-04", "1830-01", ""])
def test_a_month_that_is_none_or_to_come_is_this_one(client, sign_in, month):
    sign_in("counsellor")
    assert "Qualité, mars 2016" in text(client.get(QUALITY, {"mois": month})).replace("\xa0", " ")


@pytest.mark.django_db
def test_a_counsellor_sees_no_report(client, sign_in):
    editions.frozen(2015)
    editions.compared(2015)
    sign_in("counsellor")
    assert "comparés chaque nuit" not in text(client.get(QUALITY))


def test_a_frozen_report_whose_rows_change_says_so_here_and_prints_the_same(year, client, sign_in):
    with time_machine.travel("2017-02-01 10:00", tick=False):
        sign_in("director")
        edition = editions.freeze(editions.in_hand())
        address = reverse("reports:edition_data", args=[edition.pk])
        before = client.get(address).content
        night = datetime(2017, 2, 1, 4, 20, tzinfo=ZoneInfo("Europe/Paris"))
        services.compare(2016, by="night", at=night)
        assert "tout concorde" in text(client.get(QUALITY))
        factories.support(held_on=date(2016, 11, 2), minutes=30)
        services.compare(2016, by="night", at=night + timedelta(days=1))
        page = text(client.get(QUALITY))
        assert client.get(address).content == before
        told = text(client.get(reverse("reports:differences", args=[2016])))
    assert "écarts" in page
    assert "5.1 Accompagnements 2 2 1" in told


def test_a_figure_that_an_old_report_did_not_count_is_no_difference(year):
    kept = services.frozen_year(editions.freeze(editions.in_hand()))
    assert kept.people.by_district is not None
    old = replace(year, people=replace(year.people, by_district=None, coverage=None))
    told = figures.by_path(year, told_by=old)
    assert told == figures.by_path(old)
    assert set(figures.by_path(year)) > set(told)
