from django.urls import path

from . import views

app_name = "recharges"
urlpatterns = [
    path("personnes/<int:pk>/recharges/", views.ledger, name="ledger"),
    path("personnes/<int:pk>/vendre/", views.sell, name="sell"),
    path("ventes/<int:pk>/", views.sale, name="sale"),
    path("ventes/<int:pk>/recu/", views.receipt, name="receipt"),
    path("ventes/<int:pk>/annuler/", views.reverse, name="reverse"),
]
