"""A barcode scanner, and the keyboard of the desk that it stands on."""

_LAYOUTS = {  # row by row, what the keys write alone and with Shift
    "us": (
        "1234567890-=", "qwertyuiop", "asdfghjkl;", "zxcvbnm,./",
        "!@#$%^&*()_+", "QWERTYUIOP", "ASDFGHJKL:", "ZXCVBNM<>?",
    ),
    "french": (
        "&é\"'(-è_çà)=", "azertyuiop", "qsdfghjklm", "wxcvbn,;:!",
        "1234567890°+", "AZERTYUIOP", "QSDFGHJKLM", "WXCVBN?./§",
    ),
}  # fmt: skip


def pressed(code: str, *, scanner: str, desk: str, caps_lock: bool = False) -> str:
    """What appears at the desk when a scanner set to that layout presses the keys of the code."""
    meant, written = "".join(_LAYOUTS[scanner]), "".join(_LAYOUTS[desk])
    keys = [meant.index(sign) for sign in code]
    if caps_lock:
        half = len(written) // 2
        keys = [(key + half) % (2 * half) for key in keys]
    return "".join(written[key] for key in keys)
