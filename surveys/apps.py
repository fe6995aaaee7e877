from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name, verbose_name = "surveys", "Enquêtes"
