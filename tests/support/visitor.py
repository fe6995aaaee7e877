"""Somebody at a browser: sends what a form of a page sends, goes where a link of a page leads."""

import pytest
from django.test import Client
from django.urls import NoReverseMatch, Resolver404, resolve, reverse
from django.utils.crypto import get_random_string

from tests.support.browsing import Form, Page, fail_without_token, place
from tests.support.form_pages import SHOWN_ON


class Visitor(Client):
    """Django's client, held to what a browser could do.

    `get` opens a page, as by its address. `post` looks for the form that posts there on the page
    that stands open, or else on the page that is known to show it, and sends it as rendered, but
    for what the test fills in. `forge` sends what no form of ours would.
    """

    def __init__(self, **more):
        super().__init__(enforce_csrf_checks=True, **more)
        self._open: list[Page] = []
        self._sent = None

    def request(self, **request):
        answer = super().request(**request)
        self._look_at(answer, is_part="HTTP_HX_REQUEST" in request)
        return answer

    def _look_at(self, answer, *, is_part: bool) -> None:
        """A page takes the place of the last one, a part of a page comes into it."""
        if 300 <= answer.status_code < 400:
            self._open = []
        elif not answer.streaming and "html" in answer.headers.get("Content-Type", ""):
            page = Page(answer.wsgi_request.get_full_path(), answer.content)
            if is_part and self._open:
                page.address = self._open[0].address
            self._open = [*self._open, page] if is_part else [page]

    def force_login(self, user, backend=None):
        """Somebody sits down: what stood open was another's."""
        super().force_login(user, backend)
        self._open = []

    def post(self, path, data=None, **more):
        """Fills in the form that posts there and sends it."""
        if "content_type" in more:
            pytest.fail("A form is sent as forms are: forge what is not.")
        return self._send(path, data or {}, more)

    def search(self, path, words, **filters):
        """Types into the box of the page that looks for somebody, and sends it."""
        return self.post(path, {"q": words} | filters, follow=True)

    def tamper(self, path, data, **more):
        """The same form, with words in its fields that no browser would let into them."""
        return self._send(path, data, more, tampered=True)

    def _send(self, path, data, more, *, tampered=False):
        form = self._form_to(path, data, more, tampered)
        self._sent = (path, form.filled(data), more)
        return self.again()

    def again(self, **instead):
        """The same form as it was sent: pressed twice, or on the page behind."""
        path, sent, more = self._sent
        for values in sent.values():
            for value in values:
                if hasattr(value, "seek"):
                    value.seek(0)
        return super().post(path, sent, **more | instead)

    def forge(self, path, data=None, **more):
        """What no form shown to this visitor sends: the token is right, the rest is made up."""
        if "csrftoken" not in self.cookies:
            self.cookies["csrftoken"] = get_random_string(32)
        more["headers"] = {"x-csrftoken": self.cookies["csrftoken"].value} | more.get("headers", {})
        return super().post(path, data, **more)

    def follow(self, link: str, **more):
        """Goes where the open page's link leads, known by its words or its address."""
        address = next(filter(None, (page.link(link) for page in self._open)), None)
        if address is None:
            pytest.fail(f"No link {link!r} on {self._standing_at()}.")
        return self.get(address, **more)

    def _standing_at(self) -> str:
        return self._open[0].address if self._open else "any page"

    def _form_to(self, path: str, data: dict, more: dict, tampered: bool) -> Form:
        """The form that can send this: of the open page, or of one that is known to show it."""
        found = self._shown_to(path)
        around = {key: value for key, value in more.items() if key not in ("follow", "headers")}
        for page in pages_of(path):
            if any(not form.refusal(data, tampered=tampered) for form in found):
                break
            self.get(page, follow=True, **around)
            found = self._shown_to(path) or found
        if not found:
            pytest.fail(f"No form posts to {path} on {self._standing_at()}.")
        for form in found:
            fail_without_token(form)
        refusals = [form.refusal(data, tampered=tampered) for form in found]
        if all(refusals):
            # Of several buttons, the one that lacks least tells best.
            told = min(refusals, key=lambda refusal: (refusal.startswith("has no"), len(refusal)))
            pytest.fail(f"{found[refusals.index(told)]} {told}")
        return found[refusals.index("")]

    def _shown_to(self, path: str) -> list[Form]:
        return [form for page in reversed(self._open) for form in page.forms_to(path)]


def pages_of(path: str) -> list[str]:
    """The pages that show the form that posts there: itself, or those that its room names."""
    try:
        match = resolve(place(path).partition("?")[0])
    except Resolver404:
        return [path]
    shown_on = SHOWN_ON.get(match.view_name, path)
    named = shown_on if isinstance(shown_on, tuple) else (shown_on,)
    return [_address(page, match) for page in named]


def _address(page, match) -> str:
    if callable(page):
        return page(*match.args, **match.captured_kwargs)
    if page.startswith("/"):
        return page
    try:
        return reverse(page, args=match.args, kwargs=match.captured_kwargs)
    except NoReverseMatch:
        return reverse(page)
