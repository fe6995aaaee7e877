"""An e-mail of the house: its sender, its answers, its foot."""

from email.utils import parseaddr

import pytest

from accounts import mail
from pimms.kernel import letters, messengers
from tests.support import factories, network
from tests.support.postbox import words

NB = "\u00a0"


@pytest.fixture(autouse=True)
def reached(settings):
    settings.HOUSE_PHONE, settings.HOUSE_EMAIL = "+33146661234", "accueil@pimms.example"


def told(email="awa@people.example"):
    said = messengers.signed("Votre atelier", "Demain à 14 h.")
    messengers.Email().send(factories.person(email=email), said)


def test_says_who_it_is_from_and_where_an_answer_goes(db, mailoutbox, settings):
    told()
    [message] = mailoutbox
    sent = message.message()
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    assert (name, address) == ("Pimms d’Antony", "ne-pas-repondre@localhost")
    assert parseaddr(str(sent["From"]))[1] == address
    assert sent["Reply-To"] == "accueil@pimms.example"
    assert sent["Auto-Submitted"] == "auto-generated"


def test_tells_somebody_the_telephone_and_how_to_stop(db, mailoutbox):
    told()
    [message] = mailoutbox
    [(html, _)] = message.alternatives
    for said in (message.body, html):
        assert "01 46 66 12 34" in said.replace(NB, " ")
        assert "dites-le-nous à l’accueil, par téléphone ou en répondant à ce message." in said
    assert html.rstrip().endswith("</html>")


def test_tells_a_user_where_to_choose(postbox):
    with postbox.opened():
        mail.post("referral_answered", to=factories.counsellor(), number="1", link="http://x/")
    [message] = postbox.messages
    assert message["Auto-Submitted"] == "auto-generated"
    for kind in ("plain", "html"):
        assert "/compte/avis/" in words(message, kind)


def test_says_nothing_of_stopping_what_cannot_be_refused(postbox):
    with postbox.opened():
        network.invitation()
    assert "avis" not in words(postbox.messages[0])


def test_has_no_line_for_what_the_house_has_not(db, mailoutbox, settings):
    settings.HOUSE_PHONE = settings.HOUSE_EMAIL = ""
    told()
    [message] = mailoutbox
    assert "Téléphone" not in message.body
    assert message.message()["Reply-To"] is None
    assert letters.to_a_person() == (
        "Pour ne plus recevoir nos courriels, dites-le-nous à l’accueil."
    )
