"""The till is opened with its float and closed with its count."""

from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Sum

from accounts import journal
from accounts.models import Site, User
from pimms.kernel.money import ZERO
from pimms.kernel.templatetags.french import euros
from recharges import cash, witness
from recharges.cash import Drawer
from recharges.models import CashCount, Closing, Sale, SaleLine, TillSession

from . import closings


def running(site: Site, *, on: date) -> TillSession:
    """The open session that a sale of that day at the site belongs to.

    Raises ValidationError when the till is closed, or still open from another day.
    """
    session = TillSession.objects.open().filter(site=site).first()
    if session is None:
        raise ValidationError(f"La caisse {_of(site)} est fermée\u202f: ouvrez-la avec son fond.")
    if session.day != on:
        raise ValidationError(_not_closed(session))
    return session


def carried_over(site: Site) -> Decimal | None:
    """What the last count left in the drawer, None when the till was never closed."""
    last = TillSession.objects.closed().filter(site=site).order_by("-closed_at", "-pk").first()
    return last.carried if last else None


def taken(session: TillSession) -> Decimal:
    """The cash that came in through the ledger since the opening, less what was given back."""
    lines = SaleLine.objects.filter(sale__till_session=session, sale__payment=Sale.Payment.CASH)
    return lines.aggregate(taken=Sum("paid"))["taken"] or ZERO


@transaction.atomic
def open_till(
    site: Site, *, opening_float: Decimal, reason: str = "", by: User, on: date, at: datetime
) -> TillSession:
    """The site sells from now on; days whose tills are all counted are closed.

    Raises ValidationError when a till is open, when the day is closed, or when the float is not
    the one that was left and nobody says why.
    """
    closings.lock(site)
    if session := TillSession.objects.open().filter(site=site).first():
        raise ValidationError(
            "La caisse est déjà ouverte." if session.day == on else _not_closed(session)
        )
    if closed := Closing.objects.shutting(site, on).order_by("number").first():
        raise ValidationError(
            f"{closings.in_words(closed)}\u202f: la caisse ne rouvre pas le {on:%d/%m/%Y}."
        )
    left = carried_over(site)
    if left not in (None, opening_float) and not reason:
        raise ValidationError(
            {
                "reason": f"La dernière clôture a laissé {euros(left)}\u202f: dites pourquoi le"
                f" fond est de {euros(opening_float)}."
            }
        )
    closings.of_days_before(on, site=site, by=by, at=at)
    witness.will_see(*closings.chains(site))
    return begin(site, opening_float=opening_float, reason=reason, by=by, on=on, at=at)


@transaction.atomic
def begin(
    site: Site, *, opening_float: Decimal, reason: str = "", by: User, on: date, at: datetime
) -> TillSession:
    """The till stands open with its float, for a caller who knows what `open_till` asks for."""
    session = TillSession(
        site=site,
        day=on,
        opened_by=by,
        opened_at=at,
        opening_float=opening_float,
        opening_motive=reason,
    )
    session.clean_fields(exclude=("site", "opened_by"))
    session.save(force_insert=True)
    journal.record("till.opened", session, by=by, float=str(opening_float))
    return session


@transaction.atomic
def close_till(
    session: TillSession,
    *,
    pieces: dict[int, int],
    banked: Decimal = ZERO,
    reason: str = "",
    ends_the_day: bool = False,
    by: User,
    at: datetime,
) -> Closing:
    """The till is counted and has its Z; nothing is sold in it any more. Returns the Z.

    `pieces` is how many of each denomination, in cents. Raises ValidationError when it is closed
    already, when the count differs and nobody says why, when more is banked than there is.
    """
    closings.lock(session.site)
    session = (
        TillSession.objects.select_for_update(of=["self"], no_key=True)
        .select_related("site")
        .get(pk=session.pk)
    )
    if not session.is_open:
        raise ValidationError(f"La caisse du {session.day:%d/%m/%Y} est déjà clôturée.")
    witness.will_see(*closings.chains(session.site))
    return finish(
        session, came_in=taken(session), pieces=pieces, banked=banked, reason=reason,
        ends_the_day=ends_the_day, by=by, at=at,
    )  # fmt: skip


@transaction.atomic
def finish(
    session: TillSession,
    *,
    came_in: Decimal,
    pieces: dict[int, int],
    banked: Decimal = ZERO,
    reason: str = "",
    ends_the_day: bool = False,
    by: User,
    at: datetime,
) -> Closing:
    """What `close_till` does, for a caller who alone holds the open session and knows its cash.

    Raises ValidationError when the count differs and nobody says why, when more is banked than
    there is.
    """
    pieces = {cents: number for cents, number in pieces.items() if number}
    drawer = Drawer(session.opening_float, came_in, cash.total(pieces))
    if drawer.discrepancy and not reason:
        raise ValidationError({"reason": _explain(drawer)})
    try:
        session.carried = drawer.carried(banked=banked)
    except ValueError:
        raise ValidationError(
            {
                "banked": f"Il y a {euros(drawer.counted)} en caisse\u202f: on ne peut pas en"
                f" déposer {euros(banked)}."
            }
        ) from None
    CashCount.objects.bulk_create(
        CashCount(session=session, denomination=cents, pieces=number)
        for cents, number in sorted(pieces.items(), reverse=True)
    )
    session.closed_by, session.closed_at = by, at
    session.expected, session.counted, session.banked = drawer.expected, drawer.counted, banked
    session.discrepancy_motive = reason if drawer.discrepancy else ""
    session.clean_fields(exclude=("site", "opened_by", "closed_by"))
    session.save(force_update=True)
    journal.record("till.closed", session, by=by, discrepancy=str(drawer.discrepancy))
    closing = closings.of_session(session, by=by, at=at)
    if ends_the_day:
        closings.of_day(session, by=by, at=at)
    return closing


def _explain(drawer: Drawer) -> str:
    gap = drawer.discrepancy
    what = f"Il manque {euros(-gap)}" if gap < 0 else f"Il y a {euros(gap)} de trop"
    return (
        f"{what} (compté {euros(drawer.counted)}, attendu {euros(drawer.expected)})\u202f:"
        " recomptez, ou dites pourquoi."
    )


def _not_closed(session: TillSession) -> str:
    return f"La caisse du {session.day:%d/%m} n’a pas été clôturée\u202f: comptez-la d’abord."


def _of(site: Site) -> str:
    """`d’Antony`, `de Sceaux`, `du Pimms d’Antony`."""
    if site.name.startswith("Pimms"):
        return f"du {site.name}"
    return f"d’{site.name}" if site.name[:1].upper() in "AÀÂEÉÈÊIÎOÔUHY" else f"de {site.name}"
