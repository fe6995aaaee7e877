from django.apps import AppConfig


class PartnersConfig(AppConfig):
    name, verbose_name = "partners", "Partenaires"
