from django.urls import path

from . import views

app_name = "returns"
urlpatterns = [
    path("retours/appels/", views.calls, name="calls"),
    path("retours/appels.pdf", views.calls_pdf, name="calls_pdf"),
    path("orientations/<int:pk>/retour/", views.call, name="call"),
    path("partenaires/<int:pk>/annee/", views.year, name="year"),
    path("partenaires/<int:pk>/annee/<int:number>.pdf", views.letter_pdf, name="letter"),
]
