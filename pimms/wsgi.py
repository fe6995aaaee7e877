"""The web server's way in."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import resolve

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pimms.settings")

application = get_wsgi_application()
resolve("/")  # every page is imported now, not while the first visitor waits
