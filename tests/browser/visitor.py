"""Somebody who looks at the pages in a real browser."""

from dataclasses import dataclass, field, replace
from pathlib import Path

from django.conf import settings
from playwright.sync_api import Page

PATIENCE = 60  # seconds that anything may take on a busy machine
_SCREENS = settings.VAR_DIR / "screens"
_SCRIPTS = Path(__file__).parent / "scripts"
_BARRIERS, _MISFITS, _STRUCTURE = (
    (_SCRIPTS / f"{name}.js").read_text() for name in ("barriers", "misfits", "structure")
)


@dataclass
class BrowserVisitor:
    """A page of a browser, what it complained about, and what a visitor would look at."""

    page: Page
    origin: str
    addresses: dict = field(default_factory=dict)
    takes_pictures: bool = False
    complaints: list = field(default_factory=list)

    def __post_init__(self):
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("requestfailed", lambda request: self.complaints.append(request.url))

    def _hear(self, message):
        if message.type in {"error", "warning"}:
            self.complaints.append(message.text)

    def at_another_page(self) -> "BrowserVisitor":
        """The same person, in a page that nothing was done with."""
        return replace(self, page=self.page.context.new_page(), complaints=[])

    def open(self, url, width=1280):
        """The answer of the server, once the page is there."""
        self.complaints.clear()
        self.resize(width)
        return self.page.goto(self.origin + url)

    def resize(self, width):
        self.page.set_viewport_size({"width": width, "height": 900})

    def sign_in(self, email, password):
        self.open("/compte/login/")
        self.page.fill("input[name=login]", email)
        self.page.fill("input[name=password]", password)
        self.page.press("input[name=password]", "Enter")
        self.page.wait_for_url(lambda url: "/compte/login/" not in url)

    def barriers(self, *, contrast=True) -> list[str]:
        """What axe-core finds, as `rule: element`; contrast takes most of its time."""
        program = f"{self.origin}{settings.STATIC_URL}axe/axe.min.js"
        return self.page.evaluate(_BARRIERS, {"program": program, "contrast": contrast})

    def misfits(self) -> list[str]:
        """What is hidden, and by how many pixels the page is wider than its window."""
        return self.page.evaluate(_MISFITS)

    def structure(self) -> set[str]:
        """How the page is made, its words left out."""
        return set(self.page.evaluate(_STRUCTURE))

    def photograph(self, name):
        """A picture of the whole page, when pictures are asked for."""
        if self.takes_pictures:
            _SCREENS.mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=_SCREENS / f"{name}.png", full_page=True)
