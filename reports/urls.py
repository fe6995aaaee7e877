from django.urls import path, register_converter

from . import views


class CalendarYear:
    """A year that people write with four digits."""

    regex = "[12][0-9]{3}"

    def to_python(self, value):
        return int(value)

    def to_url(self, value):
        return f"{value:04d}"


register_converter(CalendarYear, "calendar_year")

app_name = "reports"
urlpatterns = [
    path("bilans/", views.reports, name="reports"),
    path("bilans/<calendar_year:year>/", views.year, name="year"),
    path("bilans/<calendar_year:year>/pdf/", views.pdf, name="pdf"),
    path("bilans/<calendar_year:year>/json/", views.data, name="data"),
]
