from django.apps import AppConfig


class WorkshopsConfig(AppConfig):
    name, verbose_name = "workshops", "Ateliers"
