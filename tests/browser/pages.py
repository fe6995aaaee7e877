"""A page as somebody sees it at a desk and on a telephone."""

import pytest

from tests.support.access import ACCESS, PAGES, PUBLIC_PAGES

_WIDTHS = (1280, 390, 320)
_ROLES = ("counsellor", "director", "social_worker")
_NOT_THERE = {"not_found", "invitation_over", "follow", "shared_over"}


def pages_of(role: str) -> list[str]:
    """The pages that the role looks at first, `nobody` those that are open to all."""
    return [name for name in sorted(PAGES | set(PUBLIC_PAGES)) if _who_opens(name)[0] == role]


def look(visitors, name: str) -> None:
    """Fails with all that is wrong with the page, whoever of those who may open it looks.

    The first of them looks closely, and so does who finds it made in another way.
    """
    found, known = [], []
    for role in _who_opens(name):
        visitor = visitors[role]
        found += [f"{role}: {fault}" for fault in _opened(visitor, name)]
        structure = visitor.structure()
        is_new = structure not in known
        known.append(structure)
        found += [f"{role}, {fault}" for fault in _seen(visitor, f"{role}-{name}", closely=is_new)]
    if found:
        pytest.fail("\n".join(found), pytrace=False)


def _who_opens(name: str) -> list[str]:
    if name in PUBLIC_PAGES:
        return ["nobody"]
    return [role for role in _ROLES if role in ACCESS[name]]


def _opened(visitor, name: str) -> list[str]:
    answer = visitor.open(visitor.addresses.get(name) or PUBLIC_PAGES[name])
    if name in _NOT_THERE:
        visitor.complaints.clear()  # of the status, as it should
    wanted = 404 if name in _NOT_THERE else 200
    return [] if answer.status == wanted else [f"status {answer.status}"]


def _seen(visitor, name: str, *, closely: bool) -> list[str]:
    """What is wrong at each width; who looks closely sees barriers too, and once the contrast."""
    found = []
    for width in _WIDTHS:
        visitor.resize(width)
        faults = visitor.misfits()
        if width != 320:
            if closely:
                faults += visitor.barriers(contrast=width == 1280)
            visitor.photograph(f"{name.replace(':', '-')}-{width}")
        found += [f"{width} px: {fault}" for fault in visitor.complaints + faults]
        visitor.complaints.clear()
    return found
