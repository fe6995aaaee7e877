from django.urls import path

from .views import inventories, sales, stock, units

app_name = "recharges"
urlpatterns = [
    path("personnes/<int:pk>/recharges/", sales.ledger, name="ledger"),
    path("personnes/<int:pk>/vendre/", sales.sell, name="sell"),
    path("ventes/<int:pk>/", sales.sale, name="sale"),
    path("ventes/<int:pk>/recu/", sales.receipt, name="receipt"),
    path("ventes/<int:pk>/annuler/", sales.reverse, name="reverse"),
    path("ventes/<int:pk>/codes/", units.codes, name="codes"),
    path("ventes/<int:pk>/ticket-codes/", units.slip, name="codes_slip"),
    path("stock/", stock.stock, name="stock"),
    path("stock/chercher/", stock.find, name="stock_find"),
    path("stock/perimes/", stock.remove_expired, name="stock_remove_expired"),
    path("stock/articles/<int:pk>/", stock.product, name="stock_product"),
    path("stock/articles/<int:pk>/recevoir/", stock.receive, name="stock_receive"),
    path("stock/articles/<int:pk>/perte/", stock.lose, name="stock_lose"),
    path("stock/articles/<int:pk>/transferer/", stock.transfer, name="stock_transfer"),
    path("stock/articles/<int:pk>/suivi/", stock.track, name="stock_track"),
    path("stock/pieces/<int:pk>/", units.unit, name="unit"),
    path("stock/inventaires/", inventories.inventories, name="inventories"),
    path("stock/inventaires/compter/", inventories.count, name="count"),
    path("stock/inventaires/feuille/", inventories.sheet, name="count_sheet"),
    path("stock/inventaires/<int:pk>/", inventories.inventory, name="inventory"),
    path("stock/inventaires/<int:pk>/decider/", inventories.decide, name="inventory_decide"),
]
