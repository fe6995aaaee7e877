from django.urls import path

from pimms.kernel import converters  # noqa: F401 (an address names a calendar year)

from . import views
from .coop import views as coop

app_name = "reports"
urlpatterns = [
    path("bilans/", views.reports, name="reports"),
    path("bilans/<calendar_year:year>/", views.year, name="year"),
    path("bilans/<calendar_year:year>/pdf/", views.pdf, name="pdf"),
    path("bilans/<calendar_year:year>/json/", views.data, name="data"),
    path("coop/", coop.coop, name="coop"),
    path("coop/activites.csv", coop.as_csv, name="coop_csv"),
    path("coop/activites.xlsx", coop.as_xlsx, name="coop_xlsx"),
]
