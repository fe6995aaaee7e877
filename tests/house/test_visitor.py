"""The visitor of these tests is held to what a browser could do: each hold is itself tried."""

import pytest
from _pytest.outcomes import Failed
from django.http import HttpResponse, JsonResponse
from django.template import engines
from django.urls import path

SOUND = """
<form method="post" action="/kept/">{% csrf_token %}
  <input type="hidden" name="version" value="3"><input type="hidden" name="strokes" value="">
  <input name="title" value="Le courriel"><input name="closed" value="x" disabled>
  <textarea name="words">
Bonjour</textarea>
  <select name="room"><option value="1">Salle</option><option value="2" selected>Hall</select>
  <select name="way"><option value="">—</option><option value="sms">SMS</option></select>
  <input type="checkbox" name="themes" value="a" checked>
  <input type="checkbox" name="themes" value="b">
  <input type="radio" name="state" value="present"><input type="radio" name="state" value="absent">
  <input type="file" name="paper">
  <button name="draft" value="1">Garder</button>
  <button>Envoyer</button>
  <button formaction="/elsewhere/">Ailleurs</button>
</form>
<input name="around" value="y" form="other">
<a href="/bare/">Une page nue</a>
"""
AS_SHOWN = {
    "version": ["3"],
    "strokes": [""],
    "title": ["Le courriel"],
    "words": ["Bonjour"],
    "room": ["2"],
    "way": [""],
    "themes": ["a"],
}
BARE = '<form method="post" action="/kept/"><input name="title"><button>Envoyer</button></form>'


def shows(body):
    def view(request):
        return HttpResponse(engines["django"].from_string(body).render({}, request))

    view.login_required = False
    return view


def kept(request):
    sent = dict(request.POST.lists())
    sent.pop("csrfmiddlewaretoken", None)
    return JsonResponse(sent)


kept.login_required = False
urlpatterns = [
    path("sound/", shows(SOUND)),
    path("bare/", shows(BARE)),
    path("kept/", kept),
    path("elsewhere/", kept),
]
pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.fixture
def at_the_form(client):
    client.get("/sound/")
    return client


def test_a_form_is_sent_as_the_page_shows_it(at_the_form):
    assert at_the_form.post("/kept/").json() == AS_SHOWN


def test_what_is_filled_in_takes_the_place_of_what_was_shown(at_the_form):
    said = {"title": "La clé", "room": 1, "themes": ["b"], "state": "absent", "strokes": "M1 1"}
    sent = {"title": ["La clé"], "room": ["1"], "themes": ["b"], "state": ["absent"]}
    sent |= {"strokes": ["M1 1"]}
    assert at_the_form.post("/kept/", said).json() == AS_SHOWN | sent


def test_a_box_is_unticked_and_a_named_button_says_its_name(at_the_form):
    without = {name: shown for name, shown in AS_SHOWN.items() if name != "themes"}
    answer = at_the_form.post("/kept/", {"themes": None, "draft": "1"})
    assert answer.json() == without | {"draft": ["1"]}


def test_a_button_may_send_it_elsewhere(at_the_form):
    assert at_the_form.post("/elsewhere/").json() == AS_SHOWN


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"price": "5"}, "has no field price"),
        ({"closed": "y"}, "has no field closed"),
        ({"around": "z"}, "has no field around"),
        ({"version": "4"}, "offers no '4' as version"),
        ({"room": "3"}, "offers no '3' as room"),
        ({"themes": ["a", "c"]}, "offers no 'c' as themes"),
        ({"draft": "2"}, "offers no '2' as draft"),
        ({"title": None}, "always sends title"),
    ],
)
def test_what_the_form_could_not_send_fails(at_the_form, said, sentence):
    with pytest.raises(Failed, match=sentence):
        at_the_form.post("/kept/", said)


def test_whoever_tampers_writes_what_they_like_where_they_can(at_the_form):
    sent = {"version": ["x"], "room": ["3"], "title": ["Le courriel"]}
    answer = at_the_form.tamper("/kept/", {"version": "x", "room": "3"})
    assert answer.json() == AS_SHOWN | sent
    with pytest.raises(Failed, match="has no field price"):
        at_the_form.tamper("/kept/", {"price": "5"})


def test_a_form_that_carries_no_file_fails_to(at_the_form, tmp_path):
    (tmp_path / "paper").touch()
    with (tmp_path / "paper").open("rb") as file, pytest.raises(Failed, match="carries no file"):
        at_the_form.post("/kept/", {"paper": file})


def test_a_form_that_lacks_its_token_fails(client):
    client.get("/bare/")
    with pytest.raises(Failed, match="posts to /kept/ on /bare/ has no token"):
        client.post("/kept/", {"title": "La clé"})


def test_what_no_page_shows_fails(at_the_form):
    at_the_form.get("/bare/")
    with pytest.raises(Failed, match="No form posts to /elsewhere/ on /bare/"):
        at_the_form.post("/elsewhere/")
    with pytest.raises(Failed, match="No link 'Le stock'"):
        at_the_form.follow("Le stock")


def test_a_link_leads_to_its_page(at_the_form):
    assert at_the_form.follow("Une page nue").content.decode() == BARE


def test_a_form_is_sent_twice(at_the_form):
    first = at_the_form.post("/kept/", {"title": "La clé"})
    assert at_the_form.again().json() == first.json()


def test_what_is_forged_has_its_token_and_nothing_else(client):
    assert client.forge("/kept/", {"price": "5"}).json() == {"price": ["5"]}
    assert client.handler.enforce_csrf_checks
