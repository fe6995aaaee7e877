from django.urls import path

from pimms.kernel import converters  # noqa: F401 (an address names a calendar year)

from .views import books, closings, sales, till

app_name = "recharges"
urlpatterns = [
    path("personnes/<int:pk>/recharges/", sales.ledger, name="ledger"),
    path("personnes/<int:pk>/vendre/", sales.sell, name="sell"),
    path("ventes/<int:pk>/", sales.sale, name="sale"),
    path("ventes/<int:pk>/recu/", sales.receipt, name="receipt"),
    path("ventes/<int:pk>/annuler/", sales.reverse, name="reverse"),
    path("caisse/", till.till, name="till"),
    path("caisse/ouvrir/", till.open_till, name="open_till"),
    path("caisse/compter/", till.close_till, name="close_till"),
    path("caisse/historique/", till.tills, name="tills"),
    path("caisse/<int:pk>/", till.till_session, name="till_session"),
    path("caisse/z/", closings.closings, name="closings"),
    path("caisse/z/cloturer/", closings.close_period, name="close_period"),
    path("caisse/z/<int:pk>/", closings.closing, name="closing"),
    path("caisse/z/<int:pk>/pdf/", closings.closing_pdf, name="closing_pdf"),
    path("caisse/comptabilite/", books.books, name="books"),
    path("caisse/comptabilite/compte/", books.change_account, name="change_account"),
    path("caisse/comptabilite/<calendar_year:year>/ecritures/", books.entries, name="entries"),
    path(
        "caisse/comptabilite/<calendar_year:year>/archive/", books.year_archive, name="year_archive"
    ),
]
