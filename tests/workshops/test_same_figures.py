"""The pages of workshops and of support, and the yearly report, say the same of one year."""

import csv
from datetime import date, time
from decimal import Decimal
from io import StringIO

import pytest
import time_machine
from django.urls import reverse

from funding.models import Funder
from pimms.kernel import periods
from pimms.kernel.templatetags.french import duration, hours, number
from reports import figures
from tests.support import factories, skills
from tests.support.pages import text
from workshops import attendance, services
from workshops.models import Registration, Workshop

PAGE = {"annee": "2016", "mois": ""}


@pytest.fixture
def year(sign_in):
    """A year with what each count has to get right, looked at on its last evening."""
    with time_machine.travel("2016-12-31 18:00", tick=False):
        nadia = sign_in("counsellor")
        region = Funder.objects.create(name="Région", kind=Funder.Kind.REGION)
        awa, lin = factories.person(), factories.person(first_name="Lin")
        for day, paid in ((date(2016, 3, 22), region), (date(2016, 5, 3), None)):
            workshop = factories.workshop(held_on=day, starts_at=time(9), ends_at=time(10, 30))
            Workshop.objects.filter(pk=workshop.pk).update(funder=paid)
            seats = [factories.seat(workshop, person) for person in (awa, lin)]
            services.mark(
                workshop, present={seats[0].pk}, late=set(), absent={seats[1].pk}, walk_ins=2,
                by=nadia,
            )  # fmt: skip
        excused = factories.seat(factories.workshop(held_on=date(2016, 6, 7)), awa)
        Registration.objects.filter(pk=excused.pk).update(status="excused")
        cancelled = factories.seat(factories.workshop(held_on=date(2016, 6, 14)), awa).workshop
        Workshop.objects.filter(pk=cancelled.pk).update(cancelled_at="2016-06-01T10:00Z")
        factories.seat(factories.workshop(held_on=date(2015, 6, 9)), awa)
        factories.support(awa, minutes=50)
        factories.support(lin, minutes=20, held_on=date(2016, 9, 1))
        factories.support(lin, minutes=90, held_on=date(2015, 9, 1))
        skills.both_ends(awa, {"courriel": 1}, {"courriel": 3}, left_on=date(2016, 9, 1))
        yield figures.of_year(2016)


def test_attendance_says_what_the_report_says(client, year):
    page = text(client.get(reverse("workshops:rates"), {"annee": 2016}))
    workshops = year.workshops
    assert f"{number(workshops.sessions)} séances tenues" in page
    assert f"{hours(workshops.hours)} d’ateliers" in page
    assert f"{number(workshops.attendances)} présences" in page
    assert f"sur {number(workshops.attendances + workshops.absences)} attendus" in page


def test_hours_by_funder_add_up_to_those_of_the_report(year):
    paid = attendance.by_funder(periods.year(2016))
    assert sum(each.sessions for each in paid) == year.workshops.sessions
    assert sum(each.hours for each in paid) == year.workshops.hours
    assert sum(each.present for each in paid) == year.workshops.attendances


def test_hours_by_person_add_up_to_those_by_funder(client, year):
    file = client.get(reverse("workshops:hours_csv", args=[2016])).content.decode("utf-8-sig")
    rows = list(csv.DictReader(StringIO(file), delimiter=";"))
    assert sum(int(row["Séances"]) for row in rows) == year.workshops.attendances
    followed = sum(Decimal(row["Heures"].replace(",", ".")) for row in rows)
    paid = attendance.by_funder(periods.year(2016))
    assert followed == sum(each.person_hours for each in paid)


def test_support_at_the_desk_is_that_of_the_report(client, year):
    page = text(client.get(reverse("workshops:desk_figures"), PAGE))
    assert f"{number(year.support.sessions)} accompagnements" in page
    assert f"{duration(int(year.support.hours * 60))} d’accompagnement" in page


def test_the_progress_of_the_report_is_that_of_its_page(client, year):
    span = {"du": "2016-01-01", "au": "2016-12-31"}
    page = text(client.get(reverse("workshops:progress"), span))
    learning = year.learning
    assert f"{number(learning.accompanied)} personnes accompagnées" in page
    assert f"{number(learning.measured)}/{number(learning.accompanied)} mesurées aux deux" in page
