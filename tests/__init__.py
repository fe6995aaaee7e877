"""The tests' own world: which settings, which database, said before Django loads."""

import os

import django

from pimms import postgres

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pimms.settings")
os.environ.setdefault("LOCAL", "1")
os.environ.setdefault("EMAIL_URL", "memorymail://")
if "DATABASE_URL" not in os.environ:
    # A server apart, which waits for no disk: what is lost by a power cut is made anew. Nothing
    # counts its rows meanwhile: in tables whose rows are all taken back a count misleads.
    server = postgres.Cluster(
        postgres.ROOT / "var" / "tests", fsync="off", full_page_writes="off", autovacuum="off"
    )
    server.hold()
    os.environ["DATABASE_URL"] = server.url()
django.setup()
