from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name, verbose_name = "reports", "Bilans"
