from django.apps import AppConfig


class FundingConfig(AppConfig):
    name, verbose_name = "funding", "Financements"
