from django.urls import path

from .views import letters, sales

app_name = "recharges"
urlpatterns = [
    path("personnes/<int:pk>/recharges/", sales.ledger, name="ledger"),
    path("personnes/<int:pk>/vendre/", sales.sell, name="sell"),
    path("ventes/<int:pk>/", sales.sale, name="sale"),
    path("ventes/<int:pk>/recu/", sales.receipt, name="receipt"),
    path("ventes/<int:pk>/annuler/", sales.reverse, name="reverse"),
    path("inscriptions/<int:pk>/lettre-de-fin/", letters.end_letter, name="end_letter"),
]
