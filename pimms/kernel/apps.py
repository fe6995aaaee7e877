from django.apps import AppConfig


class KernelConfig(AppConfig):
    name, label, verbose_name = "pimms.kernel", "kernel", "Noyau"
