from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name, verbose_name = "accounts", "Comptes"
