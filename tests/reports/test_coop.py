"""The activity records for the national tool: read back as its own, recounted by its own rules."""

import pytest
import time_machine
from django.urls import reverse

from accounts.models import Entry, Site
from reports.coop import codes, reading
from reports.coop.places import is_in_the_house
from tests.support import factories
from tests.support.pages import queries_of, text
from workshops import services
from workshops.levels import Equipment
from workshops.models import Registration, SupportSession, Workshop
from workshops.procedures import Channel, Procedure
from workshops.themes import Theme

PAGE, CSV, XLSX = (reverse(f"reports:{name}") for name in ("coop", "coop_csv", "coop_xlsx"))
SPAN = {"du": "2016-01-01", "au": "2016-12-31"}
NAME = "DIALLO Awa"


@pytest.fixture(autouse=True)
def spring():
    with time_machine.travel("2016-03-23 09:30", tick=False):
        yield


@pytest.fixture
def come(sign_in, client):
    """`come("director")`: the client, signed in as that role's person."""

    def enter(role):
        sign_in(role)
        return client

    return enter


@pytest.fixture
def activity(db):
    """A talk with Awa; a workshop with Awa, Lin who is absent, and two who gave no name."""
    awa, lin = factories.person(commune=factories.antony()), factories.person(first_name="Lin")
    talk = factories.support(awa, minutes=50)
    SupportSession.objects.filter(pk=talk.pk).update(
        themes=[Theme.EMAIL, Theme.OTHER], equipment=[Equipment.PHONE], notes="Un secret."
    )
    workshop = factories.workshop(themes=[Theme.SECURITY])
    for person, status in ((awa, "present"), (lin, "absent")):
        seat = factories.seat(workshop, person)
        Registration.objects.filter(pk=seat.pk).update(status=status)
    type(workshop).objects.filter(pk=workshop.pk).update(walk_ins=2)
    return awa


def downloaded(client, url=CSV, **more):
    answer = client.get(url, SPAN | more)
    assert answer.status_code == 200
    return reading.read(answer.content)


@pytest.mark.parametrize("url", [CSV, XLSX])
def test_the_file_reads_back_as_the_national_tool_writes_it(come, activity, url):
    read = downloaded(come("counsellor"), url)
    assert read.faults == ()
    assert [row["Participants"] for row in read.rows] == ["1", "1/3", "2/3", "3/3"] or [
        row["Participants"] for row in read.rows
    ] == ["1/3", "2/3", "3/3", "1"]


def test_a_talk_has_the_words_of_the_national_tool(come, activity):
    rows = downloaded(come("counsellor")).rows
    [talk] = [row for row in rows if row["Type"] == codes.INDIVIDUAL]
    assert talk["Thématique(s) d’accompagnement"] == Theme.EMAIL.label
    assert talk["Matériel numérique utilisé"] == Equipment.PHONE.label
    assert talk["Durée (min)"] == "50"
    assert talk["Commune du bénéficiaire"] == "Antony"
    assert talk["Bénéficiaire"] == codes.FOLLOWED


def test_a_procedure_at_somebodys_home_has_the_words_of_the_national_tool(come):
    awa = factories.person(commune=factories.antony())
    said = {"procedures": [Procedure.HOUSING], "procedure_name": "Aide au logement"}
    factories.support(awa, channel=Channel.HOME, **said)
    client = come("counsellor")
    read = downloaded(client)
    assert read.faults == ()
    [talk] = read.rows
    assert talk["Thématique(s) d’accompagnement"].split("\n") == [
        Theme.PAPERWORK.label,
        Procedure.HOUSING.label,
    ]
    assert talk["Nom de la démarche administrative"] == "Aide au logement"
    assert (talk["Canaux d’accompagnement"], talk["Nom du lieu"]) == (codes.AT_HOME, "")
    assert talk["Commune"] == "Antony"
    assert "Démarches" in text(client.get(PAGE, SPAN))


def test_a_talk_on_the_telephone_has_no_place_and_lacks_none(come):
    factories.support(factories.person(), channel=Channel.REMOTE)
    client = come("counsellor")
    [talk] = downloaded(client).rows
    assert (talk["Canaux d’accompagnement"], talk["Commune"]) == (codes.REMOTE, "")
    assert "hors de nos murs" not in text(client.get(PAGE, SPAN))


def test_names_and_notes_leave_the_house_for_the_director_alone(come, activity):
    content = come("counsellor").get(CSV, SPAN).content.decode()
    assert "DIALLO" not in content
    assert "secret" not in content
    assert come("counsellor").get(XLSX, SPAN | {"identites": 1}).status_code == 403
    rows = downloaded(come("director"), identites=1).rows
    assert NAME in {row["Bénéficiaire"] for row in rows}
    assert "Un secret." in {row["Notes supplémentaires"] for row in rows}


def test_the_journal_says_what_left(come, activity):
    downloaded(come("director"), XLSX, identites=1)
    line = Entry.objects.filter(verb="coop.exported").get()
    assert line.details == {"span": "2016-01-01 2016-12-31", "named": True, "activities": 2}


def test_an_accompaniment_is_a_talk_or_a_participation_and_people_count_once(come, activity):
    figures = come("counsellor").get(PAGE, SPAN).context["figures"]
    assert (figures.accompaniments, figures.activities) == (4, 2)
    assert (figures.individual, figures.workshops, figures.participations) == (1, 1, 3)
    assert (figures.people, figures.with_file, figures.anonymous) == (3, 1, 2)


def test_each_breakdown_says_of_how_many_it_knows(come, activity):
    page = text(come("counsellor").get(PAGE, SPAN))
    assert "Renseigné pour 1/3 personnes." in page
    assert "Renseigné pour 2/2 activités." in page


def test_the_figures_of_the_page_are_those_of_the_file(come, activity):
    client = come("counsellor")
    figures = client.get(PAGE, SPAN).context["figures"]
    rows = downloaded(client).rows
    assert figures.accompaniments == len(rows)
    assert figures.activities == len({row["ID CRA"] for row in rows})
    lengths = {row["ID CRA"]: int(row["Durée (min)"]) for row in rows}
    assert figures.minutes == sum(lengths.values())


def test_what_is_missing_is_named_with_where_to_write_it(come, activity):
    page = come("counsellor").get(PAGE, SPAN)
    gaps = {gap.title: gap for gap in page.context["gaps"]}
    assert gaps["Activités dont un thème n’existe pas dans La Coop"].count == 1
    assert gaps["Activités sans matériel"].count == 1
    assert gaps["Activités sans matériel"].first[0][1].startswith("/ateliers/")


def test_outside_these_days_there_is_nothing(come, activity):
    page = come("counsellor").get(PAGE, {"du": "2015-01-01", "au": "2015-12-31"})
    assert "Aucune activité dans ces jours-là." in text(page)


def test_days_the_wrong_way_round_are_said_and_nothing_breaks(come, activity):
    page = come("counsellor").get(PAGE, {"du": "2016-12-31", "au": "2016-01-01"})
    assert page.status_code == 200
    assert page.context["errors"]


def test_a_file_that_somebody_changed_is_told_from_ours(come, activity):
    content = come("counsellor").get(CSV, SPAN).content.decode("utf-8-sig")
    assert reading.read(content.replace("Durée (min)", "Duree", 1).encode()).faults
    spoilt = reading.read(content.replace(Theme.EMAIL.label, "Pigeon voyageur").encode())
    assert "Pigeon voyageur" in spoilt.faults[0]
    assert reading.read(b"PK nothing").faults


def test_a_record_says_when_it_was_written_and_last_changed(come):
    with time_machine.travel("2016-03-22 08:00", tick=False):
        planned = factories.workshop(title="Planifié")
        of_a_cycle = factories.cycle(title="En cycle").workshops.order_by("held_on").first()
        talk = factories.support(factories.person())
    with time_machine.travel("2016-03-22 10:05", tick=False):
        for workshop in (planned, of_a_cycle):
            seat = factories.seat(workshop)
            Registration.objects.filter(pk=seat.pk).update(status="present")
    with time_machine.travel("2016-03-23 07:15", tick=False):
        services.mark(planned, present=set(), absent=set(), walk_ins=1, by=factories.counsellor())
    with time_machine.travel("2016-03-23 07:20", tick=False):
        services.complete_support(talk, equipment=[Equipment.PHONE], by=factories.counsellor())
        services.complete_support(talk, equipment=[Equipment.PHONE], by=factories.counsellor())
    with time_machine.travel("2016-03-23 09:00", tick=False):
        services.complete_support(talk, equipment=[Equipment.PHONE], by=factories.counsellor())
    found = {
        row["Nom de l’atelier"]: (row["Enregistré le"], row["Dernière modification le"])
        for row in downloaded(come("counsellor")).rows
    }
    assert found == {
        "Planifié": ("22/03/2016 à 08:00", "23/03/2016 à 07:15"),
        "En cycle": ("22/03/2016 à 08:00", "22/03/2016 à 08:00"),
        "": ("22/03/2016 à 08:00", "23/03/2016 à 07:20"),
    }


def test_a_long_list_costs_no_more_questions(come, activity):
    client = come("counsellor")
    few = queries_of(client, f"{PAGE}?du=2016-01-01&au=2016-12-31")
    for first in ("Sara", "Ali", "Mei"):
        factories.support(factories.person(first_name=first), minutes=20)
    many = queries_of(client, f"{PAGE}?du=2016-01-01&au=2016-12-31")
    assert many == few
    assert many <= 20


ANTONY = "Place des Baconnets, 92160 Antony"


@pytest.mark.parametrize(
    ("written", "address", "is_ours"),
    [
        ("", ANTONY, True),
        ("Place des Baconnets", ANTONY, True),
        ("place des baconnets, Antony", ANTONY, True),
        ("Pl. des Baconnets 92160 ANTONY", ANTONY, True),
        ("1 place des Baconnets", ANTONY, True),
        ("Pimms d’Antony, place des Baconnets", ANTONY, True),
        ("au Pimms d'Antony", ANTONY, True),
        ("Place des Baconnets", "", True),
        ("3 bis av. du Parc", "3 bis, avenue du Parc, 92160 Antony", True),
        ("3 avenue du Parc", "3 bis, avenue du Parc, 92160 Antony", False),
        ("Médiathèque, place des Baconnets", ANTONY, False),
        ("12 rue du Parc", ANTONY, False),
        ("Place des Baconnets prolongée", ANTONY, False),
        ("Antony", ANTONY, False),
        ("Médiathèque", ANTONY, False),
    ],
)
def test_a_place_is_compared_as_an_address(written, address, is_ours):
    site = Site(name="Pimms d’Antony", address=address)
    assert is_in_the_house(written, site) == is_ours


def gaps_of(client):
    return {gap.title: gap for gap in client.get(PAGE, SPAN).context["gaps"]}


class TestWhatIsToComplete:
    def test_a_session_in_the_house_leaves_as_the_house(self, come, activity):
        Site.objects.update(address=ANTONY)
        Workshop.objects.update(place="Place des Baconnets, Antony")
        [row, *_] = [
            each for each in downloaded(come("counsellor")).rows if each["Nom de l’atelier"]
        ]
        assert (row["Canaux d’accompagnement"], row["Nom du lieu"]) == (codes.AT_OURS, "Antony")

    def test_a_session_elsewhere_takes_its_commune(self, come, activity):
        workshop = Workshop.objects.get()
        Workshop.objects.update(place="Médiathèque")
        client = come("counsellor")
        gap = gaps_of(client)["Ateliers hors de nos murs, sans commune"]
        assert gap.first[0][1] == workshop.get_absolute_url()
        address = reverse("workshops:change", args=[workshop.pk])
        client.get(address)
        assert client.post(address, {"commune": "92330 Sceaux"}).status_code == 302
        assert "Ateliers hors de nos murs, sans commune" not in gaps_of(client)
        rows = [each for each in downloaded(client).rows if each["Nom de l’atelier"]]
        assert {row["Commune"] for row in rows} == {"Sceaux"}
        assert "92330 Sceaux" in client.get(address).content.decode()

    def test_a_record_takes_what_it_lacked(self, come, activity):
        session = SupportSession.objects.get()
        SupportSession.objects.update(equipment=[], counsellor_name="")
        client = come("counsellor")
        found = gaps_of(client)
        for title in ("Activités sans matériel", "Activités sans médiateur"):
            address = reverse("workshops:complete_support", args=[session.pk])
            assert address in [where for _, where in found[title].first]
        client.get(address)
        told = {
            "themes": [Theme.EMAIL], "equipment": [Equipment.NONE], "autonomy": "autonome",
            "counsellor_name": "Nadia Benali",
        }  # fmt: skip
        assert client.post(address, told).status_code == 302
        titles = gaps_of(client)
        assert "Activités dont un thème n’existe pas dans La Coop" not in titles
        assert address not in [where for _, where in titles["Activités sans médiateur"].first]
        assert Entry.objects.get(verb="support.completed").details["fields"] == [
            "autonomy", "counsellor_name", "equipment", "themes",
        ]  # fmt: skip
        assert "Accompagné par" not in text(client.get(address))

    def test_who_does_not_say_may_stay_so(self, come, activity):
        page = text(come("counsellor").get(PAGE, SPAN))
        assert "que La Coop accepte" in page
