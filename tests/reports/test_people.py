"""Who counts as served, and how the people served are told apart."""

from datetime import date, timedelta

import pytest

from beneficiaries.models import Beneficiary
from pimms.kernel.models import Commune
from recharges import services as till
from reports import figures
from tests.support import factories
from workshops.models import Registration, Workshop

PRESENT, ABSENT = Registration.Status.PRESENT, Registration.Status.ABSENT


def of_2016():
    return figures.of_year(2016).as_json()["people"]


def came(beneficiary, status=PRESENT, **details):
    seat = factories.seat(factories.workshop(**details), beneficiary)
    Registration.objects.filter(pk=seat.pk).update(status=status)


def helped(**identity):
    """Somebody who had a support session in 2016."""
    return factories.support(factories.person(**identity)).beneficiary


@pytest.mark.django_db
class TestServed:
    def test_who_is_only_enrolled_is_not_served(self):
        factories.enrolment()

        assert of_2016()["served"] == 0
        assert of_2016()["enrolments_active"] == 1

    def test_a_sale_an_attendance_or_a_support_session_serves(self):
        factories.sale()
        came(factories.person())
        factories.support()

        assert of_2016()["served"] == 3

    def test_who_is_helped_in_every_way_counts_once(self):
        awa = factories.person()
        factories.sale(factories.enrolment(awa))
        factories.sale(awa.enrolments.get())
        came(awa)
        factories.support(awa)
        year = figures.of_year(2016)

        assert year.people.served == 1
        assert (year.people.bought, year.people.attended, year.people.supported) == (1, 1, 1)

    def test_a_reversed_sale_serves_nobody(self):
        sale = factories.sale()
        till.reverse(sale, reason="Erreur d’article", by=factories.counsellor(), on=factories.DAY)

        assert of_2016()["served"] == 0

    @pytest.mark.parametrize("status", [ABSENT, Registration.Status.REGISTERED])
    def test_who_did_not_come_is_not_served(self, status):
        came(factories.person(), status)

        assert of_2016()["served"] == 0

    def test_a_cancelled_workshop_serves_nobody(self):
        came(factories.person())
        Workshop.objects.update(cancelled_at="2016-03-20T10:00:00Z")

        assert of_2016()["served"] == 0

    @pytest.mark.parametrize(
        ("day", "served"),
        [
            (date(2015, 12, 31), 0),
            (date(2016, 1, 1), 1),
            (date(2016, 2, 29), 1),
            (date(2016, 12, 31), 1),
            (date(2017, 1, 1), 0),
        ],
    )
    def test_the_year_runs_from_its_first_to_its_last_day(self, day, served):
        factories.sale(factories.enrolment(starts_on=day), on=day)
        came(factories.person(), held_on=day)
        factories.support(held_on=day)
        year = figures.of_year(2016)

        assert year.people.served == 3 * served
        assert year.sales.lines == year.workshops.sessions == year.support.sessions == served


@pytest.mark.django_db
class TestEnrolments:
    @pytest.mark.parametrize(
        ("starts_on", "started", "active"),
        [
            (date(2015, 1, 1), 0, 0),  # until 31/12/2015
            (date(2015, 1, 2), 0, 1),  # until 01/01/2016
            (date(2016, 1, 1), 1, 1),
            (date(2016, 12, 31), 1, 1),
            (date(2017, 1, 1), 0, 0),
        ],
    )
    def test_an_enrolment_starts_in_one_year_and_is_active_in_two(self, starts_on, started, active):
        factories.enrolment(starts_on=starts_on)

        assert of_2016()["enrolled_during_year"] == started
        assert of_2016()["enrolments_active"] == active

    def test_an_enrolment_of_29_february_ends_on_27_february(self):
        factories.enrolment(starts_on=date(2016, 2, 29))

        assert figures.of_year(2016).people.enrolled_during_year == 1
        assert figures.of_year(2017).people.enrolments_active == 1
        assert figures.of_year(2018).people.enrolments_active == 0

    def test_two_enrolments_of_one_person_are_two(self):
        awa = factories.person()
        factories.enrolment(awa, starts_on=date(2015, 3, 1))
        factories.enrolment(awa, starts_on=date(2016, 3, 1))

        assert of_2016()["enrolments_active"] == 2


@pytest.mark.django_db
class TestBreakdowns:
    @pytest.mark.parametrize(
        ("age", "band"),
        [
            (0, "moins_de_douze"),
            (11, "moins_de_douze"),
            (12, "douze_dix_huit"),
            (17, "douze_dix_huit"),
            (18, "dix_huit_vingt_quatre"),
            (24, "dix_huit_vingt_quatre"),
            (25, "vingt_cinq_trente_neuf"),
            (39, "vingt_cinq_trente_neuf"),
            (40, "quarante_cinquante_neuf"),
            (59, "quarante_cinquante_neuf"),
            (60, "soixante_soixante_neuf"),
            (69, "soixante_soixante_neuf"),
            (70, "soixante_dix_plus"),
            (116, "soixante_dix_plus"),
        ],
    )
    def test_an_age_band_begins_and_ends_with_the_year(self, age, band):
        """Born on 1 January or 31 December: the age reached in the year is the same."""
        for born_on in (date(2016 - age, 1, 1), date(2016 - age, 12, 31)):
            # A file is opened once, on a day when its person is born.
            factories.support(
                factories.person(born_on=born_on, on=date(2016, 12, 31)), held_on=date(2016, 12, 31)
            )

        assert of_2016()["by_age_band"] == {band: 2}

    def test_who_is_born_on_29_february_has_the_age_of_the_year(self):
        helped(born_on=date(2004, 2, 29))

        assert of_2016()["by_age_band"] == {"douze_dix_huit": 1}

    def test_gender_and_status_leave_out_codes_that_count_nobody(self):
        helped(social_status=Beneficiary.SocialStatus.RETIRED)
        helped(gender=Beneficiary.Gender.NOT_STATED)

        assert of_2016()["by_gender"] == {"feminin": 1, "non_communique": 1}
        assert of_2016()["by_social_status"] == {"retraite": 1, "non_communique": 1}

    def test_towns_go_by_insee_code_and_departments_by_the_town(self):
        """91160 is the postal code of two towns."""
        for code in ("91345", "91136", "92002", "92002"):
            helped(commune=Commune.objects.get(code=code))

        assert of_2016()["by_commune"] == {"92002": 2, "91136": 1, "91345": 1}
        assert of_2016()["by_department"] == {"91": 2, "92": 2}

    def test_an_unknown_town_is_counted_as_not_stated_and_comes_last(self):
        helped(commune=None)
        helped(commune=None)
        helped()

        assert list(of_2016()["by_commune"].items()) == [("92002", 1), ("non_communique", 2)]
        assert list(of_2016()["by_department"].items()) == [("92", 1), ("non_communique", 2)]

    def test_only_people_served_are_broken_down(self):
        factories.enrolment()

        people = of_2016()
        assert [people[key] for key in people if key.startswith("by_")] == [{}] * 6


@pytest.mark.django_db
def test_every_breakdown_adds_up_to_the_people_served():
    for days in range(6):
        helped(commune=None if days % 2 else factories.antony())
        came(factories.person(), held_on=factories.DAY + timedelta(days=days))

    people = of_2016()
    assert people["served"] == 12
    assert [sum(people[key].values()) for key in people if key.startswith("by_")] == [12] * 6
