"""What one should know of a session before people are told of it: nothing here refuses."""

from workshops import days_off
from workshops.models import Absence, OpeningHours, Workshop


def warnings(workshop: Workshop) -> list[str]:
    """Sentences on the day, the hours, the host and the room of a session."""
    return [*_of_the_day(workshop), *_of_the_hours(workshop), *_of_the_room(workshop)]


def _of_the_day(workshop):
    if name := days_off.public_holiday(workshop.held_on):
        yield f"Ce jour est férié\u202f: {name}."
    elif name := days_off.school_holiday(workshop.held_on):
        yield f"Ce jour tombe pendant les vacances scolaires\u202f: {name}."
    elif workshop.held_on > days_off.known_until():
        yield "Les vacances scolaires de cette année ne sont pas encore connues."
    away = Absence.objects.filter(period__contains=workshop.held_on)
    if away.filter(site=workshop.site_id).exists():
        yield "Le point d’accueil est fermé ce jour-là."
    if workshop.host_id and away.filter(user=workshop.host_id).exists():
        yield f"{workshop.host} est notée absente ou noté absent ce jour-là."


def _of_the_hours(workshop):
    if workshop.place:  # outside our walls
        return
    hours = list(OpeningHours.objects.filter(site=workshop.site_id).order_by("weekday", "opens_at"))
    today = [each for each in hours if each.weekday == workshop.held_on.weekday()]
    if hours and not any(
        each.opens_at <= workshop.starts_at and workshop.ends_at <= each.closes_at for each in today
    ):
        yield "L’atelier déborde des heures d’ouverture du point d’accueil."


def _of_the_room(workshop):
    if not workshop.room:
        return
    if workshop.capacity is None or workshop.capacity > workshop.room.seats:
        yield f"La salle a {workshop.room.seats} places assises."
    if (workshop.computers or 0) > workshop.room.computers:
        yield f"La salle a {workshop.room.computers} ordinateurs."
    if workshop.room.site_id != workshop.site_id:
        yield f"La salle est celle d’un autre point d’accueil\u202f: {workshop.room.site}."
