"""The list of people: whom a search finds, and page by page everybody once."""

import re
from datetime import date

import pytest
import time_machine
from django.db import connection
from django.urls import reverse

from beneficiaries.models import Beneficiary, PossibleDuplicate
from tests.support import factories
from tests.support.pages import queries_of, text

PEOPLE = reverse("beneficiaries:people")


@pytest.fixture(autouse=True)
def nadia(sign_in):
    with time_machine.travel("2016-06-15 10:00", tick=False):
        yield sign_in("counsellor")


def shown(answer) -> list[str]:
    """The people of the page, in its order."""
    return [str(line.person) for line in answer.context["lines"]]


def found(client, words, **filters):
    return shown(client.search(PEOPLE, words, **filters))


# --- searching ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "N’Diaye", "ndiaye hélène", "n diaye", "helene N'DIAYE", "HÉLÈNE", "dia hél", "2016-0077",
        "2016-007", "06 12 34 56 78", "0612345", "+33 6 12 34", "0033612345678", "5678",
        "07/05/1984", "7.5.1984", "07-05-1984",
    ],
)  # fmt: skip
def test_somebody_is_found_as_they_are_called_at_the_desk(client, words):
    factories.person(last_name="Lopez", first_name="Rosa", phone="+33699999999")
    factories.person(
        last_name="N’Diaye",
        first_name="Hélène",
        born_on=date(1984, 5, 7),
        phone="+33612345678",
        number="2016-0077",
    )
    assert found(client, words) == ["N’DIAYE Hélène"]


@pytest.mark.parametrize("words", ["x" * 99, "31/02/1984", "%", "Иван", "0000", "'; --"])
def test_words_that_name_nobody_find_nobody(client, words):
    factories.person(phone="+33612345678")
    answer = client.search(PEOPLE, words)
    assert answer.status_code == 200
    assert shown(answer) == []
    assert "Personne ne répond à cette recherche." in text(answer)


@pytest.mark.parametrize(
    ("last_name", "words"),
    [("Ndiaye", "n'diaye"), ("D’Almeida", "almeida"), ("Prud’homme", "prud’hom")],
)
def test_an_apostrophe_may_be_there_or_not(client, last_name, words):
    factories.person(last_name=last_name)
    factories.person(last_name="Lopez")
    assert found(client, words) == [f"{last_name.upper()} Awa"]


def test_a_dossier_number_with_letters_is_found(client):
    awa = factories.person(number="NOYER-12")
    factories.person(last_name="Lopez")
    assert found(client, "noyer-1") == [str(awa)]


def test_the_number_of_an_earlier_file_leads_to_the_person_once(client):
    awa = factories.person(number="2014-0001")
    awa.dossier_numbers.create(number="2014-0002")
    assert found(client, "2014-000") == [str(awa)]
    assert "2014-0001 ·" in text(client.get(PEOPLE))


def test_only_those_who_are_enrolled_today_when_asked(client):
    factories.enrolment(factories.person(last_name="Avant"), starts_on=date(2015, 6, 15))
    factories.enrolment(factories.person(last_name="Dernier"), starts_on=date(2015, 6, 16))
    factories.enrolment(factories.person(last_name="Bientôt"), starts_on=date(2016, 6, 16))
    factories.person(last_name="Jamais")
    assert found(client, "", etat="inscrites") == ["DERNIER Awa"]
    assert len(found(client, "", etat="")) == 4


def test_an_unknown_filter_shows_everybody(client):
    factories.person()
    assert shown(client.get(PEOPLE, {"etat": "nimporte"})) == ["DIALLO Awa"]


def test_the_live_search_answers_with_the_list_alone(client):
    factories.person()
    live = {"HX-Request": "true"}
    answer = client.post(PEOPLE, {"q": "dia", "etat": "inscrites"}, headers=live)
    assert "Personne ne répond" in text(answer)
    answer = client.post(PEOPLE, {"q": "dia", "etat": ""}, headers=live)
    assert "DIALLO Awa" in text(answer)
    assert "<html" not in answer.content.decode()
    assert "DIALLO Awa" in text(client.get(answer.headers["HX-Replace-Url"]))


def test_going_back_to_a_search_shows_the_whole_page(client):
    """A browser keeps the part under the page's own address, and htmx asks for what it lost."""
    restored = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    address = client.post(PEOPLE, {"q": "dia"}).url
    answer = client.get(address, headers=restored)
    assert 'value="dia"' in answer.content.decode()
    assert "<html" in answer.content.decode()
    assert "HX-Request" in answer.headers["Vary"]


# --- what a line says -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("gender", "starts_on", "born", "badge"),
    [
        ("feminin", date(2016, 3, 15), "née en 1984", "Inscrite jusqu’au 14/03/2017"),
        ("masculin", date(2016, 3, 15), "né en 1984", "Inscrit jusqu’au 14/03/2017"),
        ("non_communique", date(2016, 3, 15), "né·e en 1984", "Inscrit·e jusqu’au 14/03/2017"),
        ("feminin", date(2016, 7, 1), "née en 1984", "Inscrite à partir du 01/07/2016"),
        ("masculin", date(2015, 3, 15), "né en 1984", "Droits terminés le 14/03/2016"),
        ("feminin", None, "née en 1984", "Pas encore inscrite"),
    ],
)
def test_a_line_agrees_with_the_person(client, gender, starts_on, born, badge):
    awa = factories.person(born_on=date(1984, 5, 7), gender=gender)
    if starts_on:
        factories.enrolment(awa, starts_on=starts_on)
    line = text(client.get(PEOPLE))
    assert f"DIALLO Awa {awa.dossier_numbers.get()} · {born} · Antony {badge}" in line


def test_people_who_may_be_one_are_marked_until_somebody_looked(client, nadia):
    factories.person(last_name="Diallo", born_on=date(1984, 5, 6))
    factories.person(last_name="Dialo", born_on=date(1984, 5, 6))
    factories.person(last_name="Lopez")
    assert text(client.get(PEOPLE)).count("doublon possible") == 2
    client.post(reverse("beneficiaries:dismiss", args=[PossibleDuplicate.objects.get().pk]))
    assert "doublon possible" not in text(client.get(PEOPLE))


def test_an_empty_house_says_what_to_do_next(client):
    page = client.get(PEOPLE)
    assert "Personne n’a encore de dossier." in text(page)
    assert page.content.decode().count(reverse("beneficiaries:new")) == 2


# --- page by page ---------------------------------------------------------------------------


def many(count):
    """People of a few names, so that a page ends between two of the same name."""
    site, first = factories.site(), date(1980, 1, 1).toordinal()
    Beneficiary.objects.bulk_create(
        Beneficiary(
            last_name=("Diallo", "Lopez", "Traoré")[number % 3],
            first_name=("Awa", "", "Éva")[number % 7 % 3],
            born_on=date.fromordinal(first + number),
            site=site,
        )
        for number in range(count)
    )


def pages(client, direction, url=PEOPLE):
    visited = []
    while url:
        page = client.get(url).context["page"]
        visited.append(([person.pk for person in page.rows], url))
        address = getattr(page, direction)
        url = address and PEOPLE + address
    return visited


def test_every_person_is_on_one_page_forward_and_back(client):
    many(60)
    in_order = list(Beneficiary.objects.in_order().values_list("pk", flat=True))
    forward = pages(client, "next")
    assert [len(rows) for rows, _ in forward] == [25, 25, 10]
    assert sum((rows for rows, _ in forward), []) == in_order
    back = pages(client, "previous", forward[-1][1])
    assert [rows for rows, _ in reversed(back)] == [rows for rows, _ in forward]


def test_a_search_goes_on_over_its_pages(client):
    many(90)
    second = client.get(PEOPLE + client.search(PEOPLE, "lopez").context["page"].next)
    assert set(shown(second)) <= {"LOPEZ", "LOPEZ Awa", "LOPEZ Éva"}
    assert "Suivants" not in text(second)
    assert "Précédents" in text(second)


@pytest.mark.parametrize("side", ["apres", "avant"])
@pytest.mark.parametrize("nobody", ["", "x", "-1", "999999999", "9" * 30, "²", "\x00"])
def test_an_address_that_names_nobody_starts_at_the_beginning(client, side, nobody):
    many(30)
    answer = client.get(PEOPLE, {side: nobody})
    assert shown(answer) == shown(client.get(PEOPLE))
    assert answer.context["page"].previous == ""
    assert answer.context["page"].next


def test_an_address_names_no_person(client):
    many(30)
    assert re.fullmatch(r"\?apres=\d+", client.get(PEOPLE).context["page"].next)


def test_twenty_people_ask_no_more_than_two(client):
    def more(times):
        for number in range(times):
            factories.enrolment(factories.person(last_name=f"Diallo {'abc'[number % 3]}"))

    more(2)
    few = queries_of(client, PEOPLE)
    more(18)
    assert queries_of(client, PEOPLE) == few <= 12
    counting_what_is_found = 1
    address = client.post(PEOPLE, {"q": "diallo", "etat": "inscrites"}).url
    assert queries_of(client, address) == few + counting_what_is_found


def test_a_late_page_is_read_from_the_index_and_not_from_the_start(client):
    many(3000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE beneficiaries_beneficiary")
    middle = Beneficiary.objects.in_order()[2000]
    plans = []

    def explain(execute, sql, params, many, context):
        if 'ORDER BY "beneficiaries_beneficiary"."last_key"' in sql and "EXPLAIN" not in sql:
            with connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN {sql}", params)
                plans.append("\n".join(row[0] for row in cursor.fetchall()))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(explain):
        client.get(PEOPLE, {"apres": middle.pk})
    assert "beneficiary_in_order" in plans[0]
    assert "Seq Scan on beneficiaries_beneficiary" not in plans[0]
