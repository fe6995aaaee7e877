"""The pages of partners."""

from . import conventions, directory, invitations, mine, network, organisations

__all__ = ["conventions", "directory", "invitations", "mine", "network", "organisations"]
