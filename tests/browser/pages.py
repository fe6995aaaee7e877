"""A page as somebody sees it at a desk and on a telephone."""

import pytest

from tests.support.access import ACCESS, PAGES, PUBLIC_PAGES

# A page that two roles share is looked at closely by the first of them; each has a home of its own.
_ROLES = ("counsellor", "director", "social_worker")
_NOT_THERE = {"not_found", "invitation_over", "follow", "shared_over"}


def pages_of(role: str) -> list[str]:
    """The names of the pages that the role may open, `nobody` those that are open to all."""
    if role == "nobody":
        return sorted(PUBLIC_PAGES)
    return [name for name in sorted(PAGES) if role in ACCESS[name]]


def look(visitor, role: str, name: str) -> None:
    """Fails with all that is wrong with the page."""
    found, is_first = [], name == "home" or _first(name) == role
    answer = visitor.open(visitor.addresses.get(name) or PUBLIC_PAGES[name])
    if name in _NOT_THERE:
        visitor.complaints.clear()  # of the status, as it should
    if answer.status != (404 if name in _NOT_THERE else 200):
        found.append(f"status {answer.status}")
    for width in (1280, 390, 320):
        visitor.page.set_viewport_size({"width": width, "height": 900})
        found += [f"{width} px: {complaint}" for complaint in visitor.complaints]
        visitor.complaints.clear()
        found += [f"{width} px: {unseen}" for unseen in visitor.unseen()]
        if wider := visitor.overflow():
            found.append(f"{width} px: {wider} px too wide")
        if width == 1280 or (width == 390 and is_first):
            found += [
                f"{width} px: {barrier}" for barrier in visitor.barriers(contrast=width == 1280)
            ]
        if width != 320 and is_first:
            visitor.photograph(f"{role}-{name.replace(':', '-')}-{width}")
    if found:
        pytest.fail("\n".join(found), pytrace=False)


def _first(name: str) -> str:
    """Who looks at the page closely."""
    if name in PUBLIC_PAGES:
        return "nobody"
    return next(role for role in _ROLES if role in ACCESS[name])
