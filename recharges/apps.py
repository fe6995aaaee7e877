from django.apps import AppConfig


class RechargesConfig(AppConfig):
    name, verbose_name = "recharges", "Recharges"
