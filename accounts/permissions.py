"""Who may call which view. The object itself is checked by `.visible_to(user)`."""

from functools import wraps

from django.core.exceptions import PermissionDenied

from accounts.models import User

Role = User.Role
STAFF = (Role.COUNSELLOR, Role.DIRECTOR)
EVERYBODY = tuple(Role)


def allow(*roles):
    """Only these roles may call the view. The test that sweeps every URL reads `view.roles`."""

    def decorate(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if request.user.role not in roles:
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.roles = frozenset(roles)
        return guarded

    return decorate
