from django.apps import AppConfig


class PimmsConfig(AppConfig):
    name, verbose_name = "pimms", "Pimms"
