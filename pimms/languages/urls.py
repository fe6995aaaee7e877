from django.urls import path

from . import views

app_name = "languages"
urlpatterns = [
    path("langues/", views.languages, name="languages"),
    path("langues/<slug:code>/", views.language, name="language"),
    path("langues/<slug:code>/<slug:key>/", views.review, name="review"),
]
