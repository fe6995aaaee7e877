"""The Z of a session, a day, a month, a year: what is closed never changes."""

from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from accounts import journal
from accounts.models import Site, User
from pimms.kernel import periods
from pimms.kernel.templatetags.french import long_day, month_in_full
from recharges import takings, witness
from recharges.models import Closing, Sale, TillSession
from recharges.models.till import TillSessionQuerySet
from recharges.triggers_till import LOCK_ALONE

Kind = Closing.Kind


def lock(site: Site) -> None:
    """Nothing is sold at the site until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(LOCK_ALONE, [site.pk])


def chains(site: Site) -> tuple[tuple[str, object], ...]:
    """Those that a Z of the site makes longer."""
    return ("closings", site.pk), ("anchors", "-")


def in_words(closing: Closing) -> str:
    """`La journée du 15/03/2016 est clôturée`, as a sentence begins."""
    day = closing.period.lower
    if closing.kind == Kind.YEAR:
        return f"L’année {day.year} est clôturée"
    if closing.kind == Kind.MONTH:
        return f"Le mois de {month_in_full(day)} est clôturé"
    return f"La journée du {day:%d/%m/%Y} est clôturée"


@transaction.atomic
def of_session(session: TillSession, *, by: User, at: datetime) -> Closing:
    """The Z of the session that this transaction closed."""
    connection.check_constraints()  # what this transaction sold is sealed before it is counted
    z = _close(session.site, Kind.SESSION, _day(session.day), session=session, by=by, at=at)
    return _numbered(z)


@transaction.atomic
def of_day(session: TillSession, *, by: User, at: datetime) -> Closing:
    """The Z of the day whose last session this transaction closed: there can be none besides."""
    return _close(session.site, Kind.DAY, _day(session.day), by=by, at=at)


@transaction.atomic
def of_days_before(day: date, *, site: Site, by: User, at: datetime) -> None:
    """Each earlier day since the last closed one has its Z: its tills were counted."""
    days = Closing.objects.filter(site=site, kind=Kind.DAY).order_by("-period")
    sessions = TillSession.objects.filter(site=site, day__lt=day)
    if last := days.values_list("period", flat=True).first():
        sessions = sessions.filter(day__gte=last.upper)
    for each in sorted(set(sessions.order_by().values_list("day", flat=True))):
        if not Closing.objects.shutting(site, each).exists():
            _close(site, Kind.DAY, _day(each), by=by, at=at)


@transaction.atomic
def close_day(site: Site, *, day: date, by: User, at: datetime) -> Closing:
    """The day has its Z. Raises ValidationError while a till of that day is open."""
    lock(site)
    period = _day(day)
    _can_be_closed(site, Kind.DAY, period)
    return _recorded(_close(site, Kind.DAY, period, by=by, at=at), by=by)


@transaction.atomic
def close_month(site: Site, *, month: date, by: User, on: date, at: datetime) -> Closing:
    """The month `month` lies in has its Z, and so have its days.

    Raises ValidationError when it is not over, is closed already, or a till in it is open.
    """
    lock(site)
    period = periods.month(month)
    _is_over(period, on=on)
    _can_be_closed(site, Kind.MONTH, period)
    _close_days(site, period, by=by, at=at)
    return _recorded(_close(site, Kind.MONTH, period, by=by, at=at), by=by)


@transaction.atomic
def close_year(site: Site, *, year: int, by: User, on: date, at: datetime) -> Closing:
    """The year has its Z, and so have its months and days, as by `close_month`."""
    lock(site)
    period = periods.year(year)
    _is_over(period, on=on)
    _can_be_closed(site, Kind.YEAR, period)
    _close_days(site, period, by=by, at=at)
    closed = set(
        Closing.objects.filter(site=site, kind=Kind.MONTH, period__contained_by=period)
        .order_by()
        .values_list("period", flat=True)
    )
    days = Closing.objects.filter(site=site, kind=Kind.DAY, period__contained_by=period)
    for month in sorted({periods.month(day.period.lower) for day in days.order_by("period")}):
        if month not in closed:
            _close(site, Kind.MONTH, month, by=by, at=at)
    return _recorded(_close(site, Kind.YEAR, period, by=by, at=at), by=by)


def _is_over(period: DateRange, *, on: date) -> None:
    if on < period.upper:
        raise ValidationError(
            f"Cette période court jusqu’au {long_day(period.upper - timedelta(days=1))}\u202f:"
            " elle se clôture ensuite."
        )


def _close_days(site: Site, period: DateRange, *, by: User, at: datetime) -> None:
    """Every day of the period on which something was sold or a till was open has its Z."""
    closed = Closing.objects.filter(site=site, kind=Kind.DAY, period__contained_by=period)
    done = {each.period.lower for each in closed.order_by("period")}
    sold = Sale.objects.filter(site=site).sold_in(period).order_by()
    days = set(sold.values_list("sold_on", flat=True).distinct())
    days |= set(_sessions(site, period).values_list("day", flat=True))
    for day in sorted(days - done):
        _close(site, Kind.DAY, _day(day), by=by, at=at)


def _close(
    site: Site,
    kind: str,
    period: DateRange,
    *,
    session: TillSession | None = None,
    by: User,
    at: datetime,
) -> Closing:
    closing = Closing(
        site=site, kind=kind, session=session, period=period, closed_by=by, closed_at=at
    )
    came_to = takings.of_closing(closing)
    closing.sales, closing.reversals = came_to.sales, came_to.reversals
    closing.total, closing.totals = came_to.total, came_to.as_json()
    closing.receipts = came_to.receipts
    closing.clean_fields(exclude=("site", "session", "closed_by", "receipts"))
    closing.save(force_insert=True)
    return closing


def _numbered(closing: Closing) -> Closing:
    """With what the database gave it."""
    closing.refresh_from_db(fields=["number", "perpetual", "previous", "hash"])
    return closing


def _recorded(closing: Closing, *, by: User) -> Closing:
    """Numbered, and in the journal."""
    journal.record("period.closed", closing, by=by, kind=closing.kind, total=str(closing.total))
    witness.will_see(*chains(closing.site))
    return _numbered(closing)


def _can_be_closed(site: Site, kind: str, period: DateRange) -> None:
    connection.check_constraints()  # what this transaction sold is sealed before it is counted
    same = Closing.objects.filter(site=site, kind=kind, period__overlap=period)
    if closed := same.order_by("number").first():
        raise ValidationError(f"{in_words(closed)} déjà.")
    if session := _sessions(site, period).open().order_by("day").first():
        raise ValidationError(
            f"La caisse du {session.day:%d/%m/%Y} n’a pas été clôturée\u202f: comptez-la d’abord."
        )


def _sessions(site: Site, period: DateRange) -> TillSessionQuerySet:
    return TillSession.objects.filter(
        site=site, day__gte=period.lower, day__lt=period.upper
    ).order_by()


def _day(day: date) -> DateRange:
    return DateRange(day, day + timedelta(days=1))
