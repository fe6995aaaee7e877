"""What a barcode scanner meant that is set to another keyboard than the desk's.

A scanner presses keys. Set to the US layout at a French desk it types `&é"` for `123`, `)` for `-`
and `Q` for `A`; set to the French one at a US desk, `!@#` for `123`, `6` for `-` and `Q` for `A`.
"""

from collections.abc import Callable
from typing import TypeVar

SETTING = (
    "Un lecteur de codes-barres doit être réglé sur le clavier de ce poste (français, AZERTY)."
)

# A key a column: what it writes by itself, then with Shift. The dead keys and what stands around
# them are left out, since no code of ours has them.
_US = r"1234567890-=qwertyuiop]asdfghjkl;'\zxcvbnm,./"
_US_SHIFT = '!@#$%^&*()_+QWERTYUIOP}ASDFGHJKL:"|ZXCVBNM<>?'
_FRENCH = "&é\"'(-è_çà)=azertyuiop$qsdfghjklmù*wxcvbn,;:!"
_FRENCH_SHIFT = "1234567890°+AZERTYUIOP£QSDFGHJKLM%µWXCVBN?./§"
_CAPITALS = dict(zip("ÉÈÇÀ", "2790", strict=True))  # of a desk whose Caps Lock is on
DIGIT_ROWS = (_FRENCH[:10], _US_SHIFT[:10])  # what another keyboard makes of 1234567890

_READINGS = (
    str.maketrans(dict(zip(_FRENCH + _FRENCH_SHIFT, _US + _US_SHIFT, strict=True)) | _CAPITALS),
    str.maketrans(dict(zip(_FRENCH + _FRENCH_SHIFT, _US_SHIFT + _US, strict=True))),  # Caps Lock
    str.maketrans(dict(zip(_US + _US_SHIFT, _FRENCH + _FRENCH_SHIFT, strict=True))),
    # Nobody's scanner: a person who forgot Shift, whose letters are right.
    str.maketrans(dict(zip(_FRENCH[:10], _FRENCH_SHIFT[:10], strict=True)) | _CAPITALS),
)
_Found = TypeVar("_Found")


def others(text: str) -> list[str]:
    """What the same keys would have written on another keyboard than the one they were typed on."""
    return [text.translate(reading) for reading in _READINGS]


def understood(text: str, read: Callable[[str], _Found | None]) -> _Found | None:
    """What `read` makes of the text, or else of what a scanner may have meant by it.

    For whatever bears its own proof, or is looked for among what there is.
    """
    return next((found for each in (text, *others(text)) if (found := read(each))), None)
