from django.urls import path

from .views import appointments, planning, programmes, sessions

app_name = "workshops"
urlpatterns = [
    path("ateliers/", sessions.workshops, name="workshops"),
    path("ateliers/nouveau/", planning.plan, name="plan"),
    path("ateliers/nouveau-cycle/", planning.plan_cycle, name="plan_cycle"),
    path("ateliers/cycles/<int:pk>/", planning.cycle, name="cycle"),
    path("ateliers/calendrier/", planning.calendar, name="calendar"),
    path("ateliers/programme/", programmes.programme, name="programme"),
    path("ateliers/programme/types/nouveau/", programmes.type, name="add_type"),
    path("ateliers/programme/types/<int:pk>/", programmes.type, name="type"),
    path(
        "ateliers/programme/types/<int:pk>/retirer/", programmes.withdraw_type, name="withdraw_type"
    ),
    path("ateliers/programme/salles/nouvelle/", programmes.room, name="add_room"),
    path("ateliers/programme/salles/<int:pk>/", programmes.room, name="room"),
    path("ateliers/programme/horaires/", programmes.hours, name="hours"),
    path("ateliers/programme/absences/nouvelle/", programmes.note_absence, name="note_absence"),
    path(
        "ateliers/programme/absences/<int:pk>/retirer/",
        programmes.take_back_absence,
        name="take_back_absence",
    ),
    path("ateliers/<int:pk>/", sessions.workshop, name="workshop"),
    path("ateliers/<int:pk>/changer/", planning.change, name="change"),
    path("ateliers/<int:pk>/refaire/", planning.repeat, name="repeat"),
    path("ateliers/<int:pk>/annuler/", planning.cancel, name="cancel"),
    path("ateliers/<int:pk>/inscrire/", sessions.register, name="register"),
    path("ateliers/<int:pk>/presences/", sessions.mark, name="mark"),
    path("personnes/<int:pk>/ateliers/", sessions.activity, name="activity"),
    path("personnes/<int:pk>/accompagner/", sessions.support, name="support"),
    path("personnes/<int:pk>/rendez-vous/", appointments.appointments, name="appointments"),
    path("rendez-vous/<int:pk>/clore/", appointments.close, name="close_appointment"),
]
