from django.urls import path

from . import views

app_name = "counter"
urlpatterns = [
    path("guichet/", views.counter, name="counter"),
    path("guichet/<int:pk>/", views.person, name="person"),
]
