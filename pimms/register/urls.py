from django.urls import path

from . import views

app_name = "register"
urlpatterns = [
    path("registres/", views.uploads, name="uploads"),
    path("registres/modele/", views.model, name="model"),
    path("registres/<uuid:key>/", views.upload, name="upload"),
    path("registres/<uuid:key>/importer/", views.confirm, name="confirm"),
    path("registres/<uuid:key>/reprendre/", views.restart, name="restart"),
    path("registres/<uuid:key>/refus/", views.refused, name="refused"),
    path("registres/<uuid:key>/refus/<int:pk>/", views.mend, name="mend"),
    path("registres/<uuid:key>/remarques/", views.warned, name="warned"),
    path("registres/<uuid:key>/rejets/", views.rejects, name="rejects"),
]
