from django.apps import AppConfig
from django.contrib.staticfiles.apps import StaticFilesConfig


class PimmsConfig(AppConfig):
    default = True
    name, verbose_name = "pimms", "Pimms"


class StaticConfig(StaticFilesConfig):
    """Of the packages' files, those that our pages name: the others would only be compressed."""

    ignore_patterns = [
        *StaticFilesConfig.ignore_patterns,
        "bootstrap-*",
        "*.rtl.*",
        "bootstrap.css*",
        "bootstrap/js",
        "bootstrap.bundle*",
        "bootstrap.esm*",
        "bootstrap.js*",
        "bootstrap.min.js*",
        "jquery*",
        "htmx-2.js",
        "htmx-4*",
        "htmax-4*",
        "django-htmx.js",
        "ext",
    ]
