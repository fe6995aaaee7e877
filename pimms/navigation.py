"""What every page shows around its content: the house, the menu of the role, the banner."""

from django.conf import settings
from django.urls import reverse

from accounts import desk
from accounts.models import User

_STAFF = [
    ("Guichet", "counter:counter"),
    ("Personnes", "beneficiaries:people"),
    ("Orientations", "beneficiaries:referrals"),
    ("Ateliers", "workshops:workshops"),
    ("Caisse", "recharges:till"),
    ("Stock", "recharges:stock"),
    ("Partenaires", "partners:organisations"),
]
MENU = {
    User.Role.COUNSELLOR: _STAFF,
    User.Role.DIRECTOR: [
        *_STAFF,
        ("Bilans", "reports:reports"),
        ("Financements", "funding:overview"),
    ],
    User.Role.SOCIAL_WORKER: [
        ("Mes orientations", "beneficiaries:referrals"),
        ("Mon organisme", "partners:mine"),
        ("Annuaire", "partners:directory"),
    ],
}


def context(request):
    """The template variables `house`, `demonstration`, `nav`, `discreet`, and of an open desk the
    seconds after which it locks (`lock_after`) and what seals what is typed at it (`typed_key`)."""
    user = getattr(request, "user", None)
    around = {"house": settings.HOUSE, "demonstration": settings.DEMONSTRATION, "nav": []}
    around |= {"discreet": False, "lock_after": 0, "typed_key": ""}
    if user is not None and user.is_authenticated:
        session = getattr(request, "session", {})  # none when the request makes no sense
        around["discreet"] = bool(session.get("discreet"))
        if not getattr(request, "is_locked", False):
            around["lock_after"] = settings.LOCK_MINUTES * 60
            around["typed_key"] = desk.key_of(user)
            around["nav"] = [_item(request, label, name) for label, name in MENU[user.role]]
    return around


def _item(request, label, name):
    url = reverse(name)
    return {"label": label, "url": url, "active": request.path.startswith(url)}
