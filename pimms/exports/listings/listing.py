"""What a list that leaves is made of."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django import forms
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import QuerySet
from django.http import QueryDict

from accounts.models import User
from accounts.permissions import STAFF
from pimms.exports.columns import Column
from workshops.forms.skills import SpanForm


class NoChoice(forms.Form):
    """A list that is always whole."""


def no_choice(query: QueryDict, user: User) -> forms.Form:
    return NoChoice(query)


class EverForm(SpanForm):
    """From a day to another when they are given; else since ever, as the list shows it."""

    site = None

    def span(self, *, today) -> DateRange:
        words = getattr(self, "cleaned_data", {})
        last = words.get("au")
        return DateRange(words.get("du"), last and last + timedelta(days=1))


def ever(query: QueryDict, user: User) -> forms.Form:
    return EverForm(query)


def span(query: QueryDict, user: User) -> forms.Form:
    """From a day to another, at a site; this year unless it says otherwise."""
    return SpanForm(query)


@dataclass(frozen=True)
class Listing:
    """`rows(form, user, on)` are the rows in their order, as the page of the list shows them.

    `choice(query, user)` is the form that filters them, the one of the page where there is one.
    To those of `written_when_fetched` the file says what may be told at the moment when they
    fetch it, and not when they asked for it.
    """

    name: str
    title: str
    rows: Callable[[forms.Form, User, date], QuerySet]
    columns: tuple[Column, ...]
    choice: Callable[[QueryDict, User], forms.Form] = no_choice
    roles: tuple[User.Role, ...] = STAFF
    written_when_fetched: frozenset[User.Role] = frozenset()

    @property
    def has_names(self) -> bool:
        return any(column.personal for column in self.columns)

    def hidden_from(self, role: User.Role, *, named: bool) -> list[str]:
        """The headings of the columns that say less, or nothing, to that reader."""
        return [
            column.heading for column in self.columns if not column.is_whole_for(role, named=named)
        ]


def within(queryset, form: SpanForm, on: date, *, day: str, site: str = "site"):
    """The rows of the days and the site that the form asks for."""
    period = form.span(today=on)
    bounds = {f"{day}__gte": period.lower, f"{day}__lt": period.upper}
    found = queryset.filter(**{bound: value for bound, value in bounds.items() if value})
    chosen = getattr(form, "cleaned_data", {}).get("site")
    return found.filter(**{site: chosen}) if chosen else found
