"""What every page shows around its content: the house, the menu of the role, the banner."""

from django.conf import settings
from django.urls import reverse

from accounts.models import User

_STAFF = [
    ("Personnes", "beneficiaries:people"),
    ("Orientations", "beneficiaries:referrals"),
    ("Ateliers", "workshops:workshops"),
]
MENU = {
    User.Role.COUNSELLOR: _STAFF,
    User.Role.DIRECTOR: [
        *_STAFF,
        ("Bilans", "reports:reports"),
        ("Registres", "register:uploads"),
    ],
    User.Role.SOCIAL_WORKER: [("Mes orientations", "beneficiaries:referrals")],
}


def context(request):
    """The template variables `house`, `demonstration` and `nav`."""
    user = getattr(request, "user", None)
    around = {"house": settings.HOUSE, "demonstration": settings.DEMONSTRATION, "nav": []}
    if user is not None and user.is_authenticated:
        around["nav"] = [_item(request, label, name) for label, name in MENU[user.role]]
    return around


def _item(request, label, name):
    url = reverse(name)
    return {"label": label, "url": url, "active": request.path.startswith(url)}
