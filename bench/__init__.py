"""How fast the product is, at two sizes of the same association; `make bench`.

Nothing of the product imports it, and it is in no image. Its databases are its own, on the server
of this checkout; they are named before Django loads.
"""

import os

import django
from django.apps import apps

from pimms import postgres

TEMPLATE = "pimms_bench"  # migrated and empty; the others are copies of it

if not apps.ready:
    os.environ["DJANGO_SETTINGS_MODULE"] = "pimms.settings"
    os.environ["LOCAL"] = "1"
    os.environ.setdefault("EMAIL_URL", "memorymail://")
    os.environ.setdefault("REGISTER_MEGABYTES", "200")
    if "BENCH_DATABASE" not in os.environ:
        postgres.hold(TEMPLATE)
    os.environ["DATABASE_URL"] = postgres.url(os.environ.get("BENCH_DATABASE", TEMPLATE))
    django.setup()
