"""The whole house in one file, and back: the database by PostgreSQL's own programs, and the files
that were sent in.

The file is a ZIP: `base.dump` (what pg_dump writes), the files under `fichiers/`, and a sheet that
says when, of what and by which version.
"""

from .impossible import Impossible
from .reading import read
from .writing import write

__all__ = ["Impossible", "read", "write"]
