from django.urls import path

from . import views

app_name = "accounts"
urlpatterns = [
    path("verrou/", views.lock, name="lock"),
    path("verrou/presence/", views.presence, name="presence"),
    path("verrou/code/", views.quick_code, name="quick_code"),
    path("compte/avis/", views.notices, name="notices"),
    path("courriels/non-partis/", views.letters, name="letters"),
    path("courriels/non-partis/<int:pk>/renvoyer/", views.resend, name="resend"),
    path("discretion/", views.discretion, name="discretion"),
]
