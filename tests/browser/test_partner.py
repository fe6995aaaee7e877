"""A social worker's path: invited by mail, refers, is asked, answers, hears the decision."""

import re
import socket
import subprocess
import sys
from email import message_from_bytes, policy
from select import select

import pytest
from aiosmtpd.controller import Controller

from tests.browser.visitor import PATIENCE

INES = "ines@ccas.example"
PASSWORD = "le parc de Sceaux en hiver"


class _Server(Controller):
    """An SMTP server on loopback, at a port that nobody else can take."""

    def __init__(self, handler):
        self._door = socket.create_server(("127.0.0.1", 0))
        host, port = self._door.getsockname()
        super().__init__(handler, hostname=host, port=port, ready_timeout=PATIENCE)

    def _create_server(self):
        return self.loop.create_server(self._factory_invoker, sock=self._door)


class Letterbox:
    """A real SMTP server, and the worker that writes to it."""

    def __init__(self, house):
        self.messages = []
        self._server = _Server(self)
        self._work = [sys.executable, "-m", "tests.browser.work"]
        self._environment = house.environment | {
            "EMAIL_URL": f"smtp://127.0.0.1:{self._server.port}",
            "ADDRESS": house.origin,
        }

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        self.messages.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"

    def __enter__(self):
        self._server.start()
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        self._worker = subprocess.Popen(self._work, env=self._environment, **pipes)
        return self

    def __exit__(self, *failure):
        self._worker.communicate(timeout=PATIENCE)  # nothing more to do: it ends
        self._server.stop()

    def latest(self, address) -> str:
        """The worker works; the words of the last message that reached the address."""
        before = len(self.messages)
        print(file=self._worker.stdin, flush=True)
        answers, _, _ = select([self._worker.stdout], [], [], PATIENCE)
        assert answers, "the worker is still at work"
        assert self._worker.stdout.readline() == "done\n", "the worker failed"
        fresh = [each for each in self.messages[before:] if each["To"] == address]
        assert fresh, "nothing reached the address"
        return fresh[-1].get_body(preferencelist=("plain",)).get_content()


@pytest.fixture
def letterbox(house):
    with Letterbox(house) as box:
        yield box


def path_in(words: str) -> str:
    return re.search(r"https?://[^/\s]+(/\S*)", words)[1]


def whole(visitor, name) -> None:
    """Nothing that axe-core finds, nothing too wide, and a picture of it."""
    assert visitor.barriers() == [], name
    assert visitor.misfits() == [], name
    visitor.photograph(f"partner-{name}")


def send(page, button: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=button, exact=True).click()


def test_invited_by_mail_refers_is_asked_answers_and_hears(house, walk_in, visitors, letterbox):
    desk = visitors["director"]
    # invited by the house
    desk.open(desk.addresses["partners:invite"])
    desk.page.fill("input[name=email]", INES)
    send(desk.page, "Envoyer l’invitation")
    link = path_in(letterbox.latest(INES))
    # who has no account opens the link and is in
    ines = walk_in()
    ines.open(link)
    whole(ines, "invited")
    ines.page.fill("input[name=name]", "Inès Diop")
    ines.page.fill("input[name=password]", PASSWORD)
    ines.page.fill("input[name=again]", PASSWORD)
    send(ines.page, "Ouvrir mon compte")
    # refers somebody
    ines.open("/orientations/nouvelle/")
    ines.page.fill("input[name=last_name]", "Sissoko")
    ines.page.fill("input[name=first_name]", "Aminata")
    ines.page.fill("input[name=born_on]", "1984-03-15")
    ines.page.check("input[name=needs][value=connection]")
    ines.page.check("input[name=person_informed]")
    for step in ("seen", "decided", "motive"):
        ines.page.check(f"input[name=told_back][value={step}]")
    whole(ines, "refers")
    send(ines.page, "Envoyer l’orientation")
    referral = ines.page.url.removeprefix(house.origin)
    arrived = letterbox.latest(INES)
    assert "Orientation reçue" in arrived
    assert "Sissoko" not in arrived
    # is asked, and answers
    desk.open(referral)
    desk.page.get_by_text("Poser une question avant de répondre").click()
    desk.page.fill("form[action$='/question/'] textarea", "A-t-elle une messagerie\u202f?")
    with desk.page.expect_navigation():
        desk.page.locator("form[action$='/question/'] button").click()
    asked = letterbox.latest(INES)
    assert path_in(asked) == referral
    ines.open(referral)
    whole(ines, "asked")
    ines.page.fill("form[action*='/reponse/'] textarea", "Oui, une messagerie.")
    with ines.page.expect_navigation():
        ines.page.locator("form[action*='/reponse/'] button").click()
    # hears the decision
    desk.open(referral)
    refusal = desk.page.locator("form[action$='/refuser/']")
    refusal.locator("select[name=refusal]").select_option("not_interested")
    with desk.page.expect_navigation():
        refusal.locator("button").click()
    decided = letterbox.latest(INES)
    assert "Décision prise" in decided
    assert "refusée" in decided
    assert "intéressée" in decided
    assert "Sissoko" not in decided
    ines.open(path_in(decided))
    whole(ines, "heard")
    assert "Décision prise" in ines.page.inner_text("#returned + ol")
    # prints the sheet
    printed = ines.page.request.get(f"{house.origin}{referral}fiche.pdf")
    assert printed.body().startswith(b"%PDF")


def test_a_link_that_was_tampered_with_says_so(visitors):
    nobody = visitors["nobody"]
    answer = nobody.open("/suivi/AAAA-AAAA-AAAA-AAAC/")
    assert answer.status == 404
    assert "Nous ne reconnaissons pas ce lien." in nobody.page.inner_text("main")
    assert nobody.barriers() == []
