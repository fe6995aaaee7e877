from django.urls import path

from .views import catalogue, sales, studies

app_name = "recharges"
urlpatterns = [
    path("personnes/<int:pk>/recharges/", sales.ledger, name="ledger"),
    path("personnes/<int:pk>/vendre/", sales.sell, name="sell"),
    path("ventes/<int:pk>/", sales.sale, name="sale"),
    path("ventes/<int:pk>/recu/", sales.receipt, name="receipt"),
    path("ventes/<int:pk>/annuler/", sales.reverse, name="reverse"),
    path("catalogue/", catalogue.catalogue, name="catalogue"),
    path("catalogue/nouveau/", catalogue.new_product, name="new_product"),
    path("catalogue/<int:pk>/", catalogue.product, name="product"),
    path("catalogue/<int:pk>/modifier/", catalogue.correct_product, name="correct_product"),
    path("catalogue/<int:pk>/prix/", catalogue.set_price, name="set_price"),
    path("catalogue/plafonds/", catalogue.caps, name="caps"),
    path("catalogue/plafonds/nouveau/", catalogue.set_cap, name="set_cap"),
    path("catalogue/plafonds/<int:pk>/", catalogue.change_cap, name="change_cap"),
    path("catalogue/plafonds/<int:pk>/lever/", catalogue.end_cap, name="end_cap"),
    path("catalogue/kits/", catalogue.kits, name="kits"),
    path("catalogue/kits/nouveau/", catalogue.compose_kit, name="compose_kit"),
    path("catalogue/kits/<int:pk>/retirer/", catalogue.retire_kit, name="retire_kit"),
    path("simulation/", studies.simulation, name="simulation"),
    path("derogations/", studies.overrides, name="overrides"),
    path("economies/", studies.savings, name="savings"),
]
