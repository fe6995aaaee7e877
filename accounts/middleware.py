"""A role that must have a second factor goes nowhere else before it has one."""

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.shortcuts import redirect
from django.urls import resolve

_OPEN = ("account_", "mfa_", "health")


def second_factor(get_response):
    def middleware(request):
        user = request.user
        if (
            user.is_authenticated
            and user.role in settings.SECOND_FACTOR_ROLES
            and not resolve(request.path_info).view_name.startswith(_OPEN)
            and not is_mfa_enabled(user)
        ):
            return redirect("mfa_activate_totp")
        return get_response(request)

    return middleware
