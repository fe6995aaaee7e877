"""Files that a process was writing when it was killed: no row names them."""

from collections.abc import Collection
from datetime import datetime
from pathlib import Path

from django.conf import settings


def sweep(folder: str, *, named: Collection[str], before: datetime) -> int:
    """What nobody touched since that instant and no row names is gone; returns how many files."""
    swept = 0
    for path in (Path(settings.MEDIA_ROOT) / folder).glob("*"):
        if f"{folder}/{path.name}" not in named and path.stat().st_mtime < before.timestamp():
            path.unlink(missing_ok=True)
            swept += 1
    return swept
