"""The doors: one line per room, each room states its full paths."""

from django.apps import apps
from django.urls import include, path
from django.views.decorators.http import require_safe
from django.views.generic import RedirectView

from pimms import health, views

urlpatterns = [
    path("", views.home, name="home"),
    path("sante/", health.health, name="health"),
    path("accessibilite/", views.accessibility, name="accessibility"),
    path("donnees-personnelles/", views.privacy, name="privacy"),
    # An address is what somebody signs in by: whoever made the account changes it.
    path(
        "compte/email/",
        require_safe(RedirectView.as_view(pattern_name="home")),
        name="account_email",
    ),
    path("compte/", include("allauth.account.urls")),
    path("compte/securite/", include("allauth.mfa.urls")),
    path("", include("accounts.urls")),
    path("", include("pimms.counter.urls")),
    path("", include("pimms.returns.urls")),
    path("", include("reports.urls")),
    path("", include("recharges.urls")),
    path("", include("workshops.urls")),
    path("", include("surveys.urls")),
    path("", include("beneficiaries.urls")),
    path("", include("partners.urls")),
    path("", include("funding.urls")),
    path("", include("pimms.register.urls")),
    path("", include("pimms.exports.urls")),
    path("", include("pimms.languages.urls")),
]

if apps.is_installed("debug_toolbar"):  # `make dev`
    urlpatterns.append(path("__debug__/", include("debug_toolbar.urls")))

handler400 = "pimms.views.bad_request"
handler500 = "pimms.health.server_error"
