from django.urls import path

from .views import appointments, sessions

app_name = "workshops"
urlpatterns = [
    path("ateliers/", sessions.workshops, name="workshops"),
    path("ateliers/nouveau/", sessions.plan, name="plan"),
    path("ateliers/<int:pk>/", sessions.workshop, name="workshop"),
    path("ateliers/<int:pk>/inscrire/", sessions.register, name="register"),
    path("ateliers/<int:pk>/presences/", sessions.mark, name="mark"),
    path("personnes/<int:pk>/ateliers/", sessions.activity, name="activity"),
    path("personnes/<int:pk>/accompagner/", sessions.support, name="support"),
    path("personnes/<int:pk>/rendez-vous/", appointments.appointments, name="appointments"),
    path("rendez-vous/<int:pk>/clore/", appointments.close, name="close_appointment"),
]
