from django.urls import path

from . import views

app_name = "exports"
urlpatterns = [
    path("exports/", views.exports, name="exports"),
    path("exports/<slug:name>/", views.ask, name="ask"),
    path("exports/fichiers/<uuid:key>/", views.export, name="export"),
    path("exports/fichiers/<uuid:key>/arreter/", views.cancel, name="cancel"),
    path("exports/fichiers/<uuid:key>/fichier/", views.download, name="download"),
]
