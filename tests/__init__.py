"""The tests' own world: which settings, which database, said before Django loads."""

import os

import django

from pimms import postgres

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pimms.settings")
os.environ.setdefault("LOCAL", "1")
os.environ.setdefault("EMAIL_URL", "memorymail://")
if "DATABASE_URL" not in os.environ:
    postgres.hold()
django.setup()
