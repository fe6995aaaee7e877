"""For which organisation somebody acts: the one they chose in this session, or their first."""

from partners.models import Organisation

_KEY = "organisation"


def organisations(request) -> list[Organisation]:
    """Those that the user belongs to today, by name."""
    mine = Organisation.objects.belonging_to(request.user).select_related("commune")
    return list(mine.order_by("name", "pk"))


def chosen(request, among: list[Organisation] | None = None) -> Organisation | None:
    """The organisation acted for; a choice that no longer holds falls back to the first."""
    mine = organisations(request) if among is None else among
    wanted = request.session.get(_KEY)
    return next((each for each in mine if each.pk == wanted), mine[0] if mine else None)


def choose(request, organisation: Organisation) -> None:
    request.session[_KEY] = organisation.pk
