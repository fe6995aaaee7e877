"""A page as a browser holds it: its links, its forms, and what each form would send."""

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urljoin, urlsplit

import pytest
from lxml import html

TOKEN = "csrfmiddlewaretoken"
BUTTONS = {"submit", "image", "button", "reset"}
CHOICES = {"radio", "checkbox", "select"}
_PARSER = html.HTMLParser(encoding="utf-8")


def place(address: str) -> str:
    """The path and the query of an address, which say what is asked for."""
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def words(element) -> str:
    return " ".join(element.text_content().split())


class Page:
    """What was shown at an address; it is read when somebody looks for something in it."""

    def __init__(self, address: str, content: bytes):
        self.address, self.content = address, content

    @cached_property
    def root(self):
        return html.document_fromstring(self.content.strip() or b"<p></p>", parser=_PARSER)

    @cached_property
    def forms(self) -> list["Form"]:
        """Every form that posts, once for each of its buttons."""
        return [
            Form(self, element, button)
            for element in self.root.iter("form")
            if element.get("method", "").lower() == "post"
            for button in _buttons(element)
        ]

    def forms_to(self, address: str) -> list["Form"]:
        return [form for form in self.forms if form.target == place(address)]

    def leads_to(self, address: str | None) -> str:
        """Where an address written on this page leads."""
        return place(urljoin(self.address, (address or "").strip()))

    def link(self, wanted: str) -> str | None:
        """The address of the link that has these words or leads to this address."""
        for link in self.root.iter("a"):
            address = self.leads_to(link.get("href"))
            if link.get("href") is not None and wanted in (words(link), address):
                return address
        return None


@dataclass(frozen=True)
class Form:
    """A form of a page, and the button of it that is pressed."""

    page: Page
    element: html.HtmlElement
    button: html.HtmlElement

    def __str__(self):
        return f"The form that posts to {self.target} on {self.page.address}"

    @cached_property
    def target(self) -> str:
        own = self.button.get("hx-post") or self.button.get("formaction")
        return self.page.leads_to(own or self.element.get("action"))

    @cached_property
    def fields(self) -> dict[str, list]:
        """Its controls by their names: those in it, those that name it, no button but the one."""
        found = {}
        for control in _controls(self.element):
            pressed = control is self.button or _kind(control) not in BUTTONS
            if control.get("name") and pressed and not _is_disabled(control):
                found.setdefault(control.get("name"), []).append(control)
        return found

    @property
    def has_token(self) -> bool:
        return any(control.get("value") for control in self.fields.get(TOKEN, ()))

    @property
    def carries_files(self) -> bool:
        return self.element.get("enctype", "").lower() == "multipart/form-data"

    def refusal(self, data: dict, *, tampered: bool) -> str:
        """Why nobody could send this by the form, in words; empty when one can.

        Whoever tampers with a form sends any words in its fields, and no field more.
        """
        if strange := sorted(set(data) - set(self.fields)):
            return f"has no field {', '.join(strange)}: it has {', '.join(sorted(self.fields))}."
        if tampered:
            return ""
        wrong = (self._wrong(name, _values(value)) for name, value in data.items())
        return next(filter(None, wrong), "")

    def filled(self, data: dict) -> dict[str, list]:
        """What the browser sends: what the page shows, where the person did not say otherwise."""
        said = {name: self._said(name, value) for name, value in data.items()}
        as_shown = {
            name: [value for control in controls for value in _shown(control, self.button)]
            for name, controls in self.fields.items()
        }
        return {name: values for name, values in (as_shown | said).items() if values}

    def _said(self, name: str, value) -> list:
        """A box that is ticked sends its own word."""
        box = self.fields[name][0]
        return [box.get("value", "on")] if value is True else _values(value)

    def _wrong(self, name: str, values: list) -> str:
        controls = self.fields[name]
        kinds = {_kind(control) for control in controls}
        if not values and not kinds <= CHOICES | BUTTONS | {"file"}:
            return f"always sends {name}."
        if any(_is_file(value) for value in values) and not (
            kinds == {"file"} and self.carries_files
        ):
            return f"carries no file as {name}."
        offered = _offered(controls)
        strange = [value for value in values if offered is not None and value is not True
                   and str(value) not in offered]  # fmt: skip
        return f"offers no {strange[0]!r} as {name}, but {sorted(offered)}." if strange else ""


def _buttons(form) -> list:
    """What sends it: buttons, the ones without a name first, which say nothing but that; and
    fields that send all of it while somebody types."""
    sending = [each for each in _controls(form) if _kind(each) in {"submit", "image"}]
    sending.sort(key=lambda button: bool(button.get("name")))
    return sending + [each for each in _controls(form) if each.get("hx-post")]


def _controls(form) -> list:
    tags = ("input", "select", "textarea", "button")
    name = form.get("id")
    inside = [each for each in form.iter(*tags) if each.get("form") in (None, name)]
    around = form.getroottree().getroot().iter(*tags) if name else ()
    return inside + [each for each in around if each.get("form") == name and each not in inside]


def _kind(control) -> str:
    if control.tag == "input":
        return control.get("type", "text").lower()
    return control.get("type", "submit").lower() if control.tag == "button" else control.tag


def _is_disabled(control) -> bool:
    return control.get("disabled") is not None or any(
        fieldset.get("disabled") is not None for fieldset in control.iterancestors("fieldset")
    )


def _is_file(value) -> bool:
    return callable(getattr(value, "read", None))


def _values(value) -> list:
    if value is None:
        return []
    if isinstance(value, str | bytes) or _is_file(value) or not hasattr(value, "__iter__"):
        return [value]
    return list(value)


def _shown(control, button) -> list[str]:
    """What the control sends as the page shows it."""
    kind = _kind(control)
    if kind in {"radio", "checkbox"}:
        return [control.get("value", "on")] if control.get("checked") is not None else []
    if kind == "select":
        return _chosen(control)
    if kind == "textarea":
        return [(control.text_content() or "").removeprefix("\n")]
    if kind in BUTTONS:
        return [control.get("value", "")] if control is button else []
    return [] if kind == "file" else [control.get("value", "")]


def _options(select) -> list:
    return [each for each in select.iter("option") if each.get("disabled") is None]


def _word(option) -> str:
    return option.get("value", words(option))


def _chosen(select) -> list[str]:
    options = _options(select)
    chosen = [_word(each) for each in options if each.get("selected") is not None]
    if select.get("multiple") is not None:
        return chosen
    return chosen[-1:] or [_word(each) for each in options[:1]]


def _offered(controls) -> set[str] | None:
    """The words that can be sent, or None where a person, or a script, writes them."""
    offered = set()
    for control in controls:
        kind = _kind(control)
        if kind == "select":
            offered |= {_word(option) for option in _options(control)}
        elif kind in {"radio", "checkbox"}:
            offered.add(control.get("value", "on"))
        elif kind in BUTTONS or (kind == "hidden" and control.get("value")):
            offered.add(control.get("value", ""))
        else:
            return None
    return offered


def fail_without_token(form: Form) -> None:
    if not form.has_token:
        pytest.fail(f"{form} has no token: a browser is answered 403.")
