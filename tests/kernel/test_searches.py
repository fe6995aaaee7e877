"""What is looked for is sent, and no address bears it."""

from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.http import HttpResponse, QueryDict
from django.test import RequestFactory

from pimms.kernel.searches import KEY, MARK, Asked, searched


@searched("q")
def page(request):
    response = HttpResponse(request.GET.get("q", "nobody"))
    response.asked = request.GET
    return response


def sent(session, said, **headers):
    request = RequestFactory().post("/personnes/", {MARK: "oui"} | said, **headers)
    request.session = session
    return page(request)


def opened(session, address):
    request = RequestFactory().get(address)
    request.session = session
    return page(request)


def test_a_search_leads_to_an_address_that_does_not_tell_it():
    session = SessionStore()
    address = sent(session, {"q": "Diallo", "etat": "inscrites", "etiquette": ""}).url
    assert "iallo" not in address
    assert "etat=inscrites" in address
    assert "etiquette" not in address
    assert opened(session, address).content == b"Diallo"


def test_the_address_leads_nowhere_in_another_session():
    address = sent(SessionStore(), {"q": "Diallo"}).url
    assert opened(SessionStore(), address).content == b"nobody"


def test_words_in_an_address_are_not_read():
    assert opened(SessionStore(), "/personnes/?q=Diallo").content == b"nobody"


def test_no_address_made_of_what_is_asked_bears_the_words():
    asked = sent(SessionStore(), {"q": "Diallo", "etat": "x"}, HTTP_HX_REQUEST="true").asked
    assert asked["q"] == asked.getlist("q")[0] == "Diallo"
    assert "q" in asked
    for made in (asked, asked.copy()):
        assert "iallo" not in made.urlencode()
        assert KEY in made
    assert asked.whole().urlencode() == "etat=x&q=Diallo"


def test_the_same_words_have_the_same_address_and_old_ones_are_forgotten():
    session = SessionStore()
    first = sent(session, {"q": "Diallo"}).url
    assert sent(session, {"q": "Diallo "}).url == first
    for number in range(20):
        sent(session, {"q": f"Lopez {number}"})
    assert opened(session, first).content == b"nobody"


def test_nothing_looked_for_has_the_plain_address():
    assert sent(SessionStore(), {"q": " "}).url == "/personnes/"


def test_what_an_address_asks_besides_is_read_as_ever():
    asked = Asked("etat=x&etat=y", words={"q": "Diallo"})
    assert asked.getlist("etat") == ["x", "y"]
    assert QueryDict("etat=x&etat=y").urlencode() == asked.urlencode()
