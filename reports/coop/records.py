"""The activity records of a span of days: support sessions, and workshops with who came."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.conf import settings
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Model, Prefetch, Q
from django.urls import reverse

from accounts.models import Entry, Site, User
from beneficiaries.models import Beneficiary
from pimms.kernel.models import Commune
from workshops.models import Cycle, Registration, SupportSession, Workshop
from workshops.procedures import Channel

from . import codes
from .places import is_in_the_house

_RECORDED = ("support.recorded", "workshop.planned", "cycle.planned")
_CHANGED = ("support.completed", "workshop.changed", "workshop.marked")


@dataclass(frozen=True)
class Participant:
    """Somebody who was helped; without a file, nothing is known of them but that they came."""

    person: Beneficiary | None = None

    @property
    def name(self) -> str:
        return str(self.person) if self.person else codes.ANONYMOUS

    @property
    def commune(self) -> Commune | None:
        return self.person.commune if self.person else None

    @property
    def gender(self) -> str:
        return codes.GENDERS[self.person.gender] if self.person else codes.NOT_STATED

    @property
    def status(self) -> str:
        nobody = Beneficiary.SocialStatus.NOT_STATED
        return codes.STATUSES[self.person.social_status if self.person else nobody]

    def age_band(self, *, year: int) -> str:
        return codes.age_band(self.person.born_on.year if self.person else None, year=year)


@dataclass(frozen=True)
class Activity:
    """One record. `themes` and `equipment` are La Coop's words, `page` is where it is mended."""

    code: str
    kind: str
    held_on: date
    recorded_at: datetime | None
    changed_at: datetime | None  # as the national tool does, when it was recorded if never since
    mediator: str
    channel: str
    place: str
    address: str
    commune: Commune | None
    minutes: int
    title: str
    equipment: tuple[str, ...]
    themes: tuple[str, ...]
    procedures: tuple[str, ...]
    procedure_name: str
    stars: int | None
    redirected: bool | None
    redirection: str
    notes: str
    participants: tuple[Participant, ...]
    page: str
    label: str
    lost_themes: bool = field(default=False)  # some of ours have no word there


def activities(
    period: DateRange, *, site: Site | None = None, host: User | None = None
) -> list[Activity]:
    """Those of the days, in order; a workshop to which nobody came is no activity.

    Eight statements, however many they are.
    """
    home = Commune.objects.filter(pk=settings.HOME_COMMUNE).first()
    support = _narrowed(_support(period), site=site, host=host and Q(recorded_by=host))
    held = _narrowed(_workshops(period), site=site, host=host and Q(host=host))
    sessions, workshops = list(support), list(held)
    written = _written([*sessions, *workshops])
    found = [_of_support(each, home, written[_name(each)]) for each in sessions]
    found += [_of_workshop(each, home, written[_name(each)]) for each in workshops]
    return sorted(
        (each for each in found if each.participants), key=lambda each: (each.held_on, each.code)
    )


def empty_workshops(
    period: DateRange, *, site: Site | None = None, host: User | None = None, until: date
) -> list[Workshop]:
    """Those held by that day to which nobody is noted to have come."""
    held = _narrowed(_workshops(period), site=site, host=host and Q(host=host))
    return [each for each in held.filter(held_on__lte=until) if not _came(each)]


def _narrowed(rows, *, site, host):
    if site:
        rows = rows.filter(site=site)
    return rows.filter(host) if host else rows


def _support(period):
    return (
        SupportSession.objects.filter(held_on__gte=period.lower, held_on__lt=period.upper)
        .select_related("beneficiary__commune", "site", "recorded_by")
        .order_by("held_on", "pk")
    )


def _workshops(period):
    present = Registration.objects.filter(status=Registration.Status.PRESENT)
    seats = present.select_related("beneficiary__commune").order_by("pk")
    return (
        Workshop.objects.held_in(period)
        .select_related("site", "room", "host", "commune")
        .prefetch_related(Prefetch("registrations", seats, to_attr="came"))
        .in_order()
    )


@dataclass(frozen=True)
class _Written:
    """When a record was written down, and when it was last changed; nothing of what a register
    brought in, which the journal does not name."""

    recorded_at: datetime | None = None
    changed_at: datetime | None = None


def _written(things: Iterable) -> dict[str, _Written]:
    """What the journal says of each, in one statement. A session was planned with its cycle; what
    was sent as it was has changed nothing."""
    told = {_name(thing): _name(cycle) for thing in things if (cycle := _cycle_of(thing))}
    names = {_name(thing) for thing in things} | set(told.values())
    lines = Entry.objects.filter(thing__in=names, verb__in=(*_RECORDED, *_CHANGED))
    recorded, changed = {}, {}
    for thing, verb, at, details in lines.order_by("at", "pk").values_list(
        "thing", "verb", "at", "details"
    ):
        if verb in _RECORDED:
            recorded.setdefault(thing, at)
        if details.get("fields") != []:
            changed[thing] = at
    return {
        name: _Written(
            recorded.get(name) or recorded.get(told.get(name, "")),
            changed.get(name) or changed.get(told.get(name, "")),
        )
        for name in map(_name, things)
    }


def _name(thing: Model) -> str:
    return f"{thing._meta.label_lower}:{thing.pk}"


def _cycle_of(thing: Model) -> Cycle | None:
    return Cycle(pk=thing.cycle_id) if isinstance(thing, Workshop) and thing.cycle_id else None


def _of_support(session: SupportSession, home, written: _Written) -> Activity:
    autonomy, sent_to = session.autonomy, session.oriented_to
    here = session.channel == Channel.HERE
    return Activity(
        code=str(session.key),
        kind=codes.INDIVIDUAL,
        held_on=session.held_on,
        recorded_at=written.recorded_at,
        changed_at=written.changed_at,
        mediator=session.counsellor_name,
        channel=codes.OF_SUPPORT[session.channel],
        place=session.site.name if here else "",
        address=session.site.address if here else "",
        commune=_commune_of(session, home),
        minutes=session.minutes,
        title="",
        equipment=_words(session.equipment, codes.EQUIPMENT),
        themes=_words(session.themes, codes.THEMES),
        procedures=_words(session.procedures, codes.PROCEDURES),
        procedure_name=session.procedure_name,
        stars=codes.AUTONOMY.get(autonomy),
        redirected=bool(sent_to) if autonomy or sent_to else None,
        redirection=codes.REDIRECTIONS.get(sent_to, ""),
        notes=session.notes,
        participants=(Participant(session.beneficiary),),
        page=reverse("workshops:complete_support", args=[session.pk]),
        label=str(session),
        lost_themes=any(theme not in codes.THEMES for theme in session.themes),
    )


def _commune_of(session: SupportSession, home: Commune | None) -> Commune | None:
    """Where it took place: ours, the person's own, none for a talk on the telephone."""
    where = {Channel.HERE: home, Channel.HOME: session.beneficiary.commune}
    return where.get(session.channel)


def _of_workshop(workshop: Workshop, home, written: _Written) -> Activity:
    ours = bool(workshop.room_id) or is_in_the_house(workshop.place, workshop.site)
    return Activity(
        code=f"atelier-{workshop.pk}",
        kind=codes.COLLECTIVE,
        held_on=workshop.held_on,
        recorded_at=written.recorded_at,
        changed_at=written.changed_at,
        mediator=workshop.host.name if workshop.host else workshop.host_name,
        channel=codes.AT_OURS if ours else codes.ELSEWHERE,
        place=workshop.site.name if ours else workshop.place,
        address=workshop.site.address if ours else "",
        commune=home if ours else workshop.commune,
        minutes=workshop.minutes,
        title=workshop.title,
        equipment=_words(workshop.equipment, codes.EQUIPMENT),
        themes=_words(workshop.themes, codes.THEMES),
        procedures=(),
        procedure_name="",
        stars=codes.LEVELS.get(workshop.level),
        redirected=None,
        redirection="",
        notes="",
        participants=_came(workshop),
        page=workshop.get_absolute_url(),
        label=str(workshop),
        lost_themes=any(theme not in codes.THEMES for theme in workshop.themes),
    )


def _came(workshop: Workshop) -> tuple[Participant, ...]:
    """Whoever has a file, then those without: guests, companions, people who came unannounced."""
    named = [Participant(seat.beneficiary) for seat in workshop.came if seat.beneficiary_id]
    others = sum(seat.seats for seat in workshop.came) - len(named) + workshop.walk_ins
    return (*named, *[Participant()] * others)


def _words(ours: list[str], table: dict) -> tuple[str, ...]:
    """La Coop's words for our codes; what has none there is left out."""
    return tuple(table[code] for code in ours if code in table)
