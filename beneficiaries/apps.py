from django.apps import AppConfig


class BeneficiariesConfig(AppConfig):
    name, verbose_name = "beneficiaries", "Bénéficiaires"
