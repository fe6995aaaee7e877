from django.urls import path

from . import views

app_name = "workshops"
urlpatterns = [
    path("ateliers/", views.workshops, name="workshops"),
    path("ateliers/nouveau/", views.plan, name="plan"),
    path("ateliers/<int:pk>/", views.workshop, name="workshop"),
    path("ateliers/<int:pk>/inscrire/", views.register, name="register"),
    path("ateliers/<int:pk>/presences/", views.mark, name="mark"),
    path("personnes/<int:pk>/ateliers/", views.activity, name="activity"),
    path("personnes/<int:pk>/accompagner/", views.support, name="support"),
]
