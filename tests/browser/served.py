"""The settings of the server that the browser visits: the real ones, on a database of its own.

Not in the package `tests`, whose import sets Django up: this is what it sets up with.
"""

from pimms.settings import *  # noqa: F403
from pimms.settings import DATABASES, STORAGES, env

DATABASES["default"]["NAME"] = env.str("SERVED_DATABASE")
STATIC_ROOT = env.str("SERVED_FILES")
MEDIA_ROOT = f"{STATIC_ROOT}/media"
DEMONSTRATION = True
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_USE_FINDERS = True
