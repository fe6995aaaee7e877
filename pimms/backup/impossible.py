"""What a backup refuses with."""


class Impossible(Exception):
    """It cannot be done; the French sentence says why. Nothing has changed."""
