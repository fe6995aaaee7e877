"""The demonstration: a believable programme of Antony over the twelve months up to today.

Everybody in it is fictitious. What has a rule goes through the services; the same day gives the
same demonstration.
"""

from .accounts import SIGN_INS, open_door
from .flag import empty_out, is_demonstration, is_empty, strangers
from .year import fill

__all__ = [
    "SIGN_INS",
    "empty_out",
    "fill",
    "is_demonstration",
    "is_empty",
    "open_door",
    "strangers",
]
