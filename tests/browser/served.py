"""The settings of the server that the browser visits: the real ones, on a database of its own.

Not in the package `tests`, whose import sets Django up: this is what it sets up with.
"""

from pathlib import Path

from axe_playwright_python.base import AXE_FILE_PATH

from pimms.settings import *  # noqa: F403
from pimms.settings import DATABASES, STATICFILES_DIRS, STORAGES, env

DATABASES["default"]["NAME"] = env.str("SERVED_DATABASE")
STATIC_ROOT = env.str("SERVED_FILES")
MEDIA_ROOT = f"{STATIC_ROOT}/media"
WITNESS_DIR = Path(STATIC_ROOT) / "witness"
DEMONSTRATION = True
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
STATICFILES_DIRS = [*STATICFILES_DIRS, ("axe", AXE_FILE_PATH.parent)]  # what looks for barriers
WHITENOISE_USE_FINDERS = True
