"""What a scanner typed into the box of the counter, or somebody who forgot Shift."""

import re

from pimms.kernel import keyboards

# A dossier number, a telephone, a day: nobody's name is made of what else these keys write.
_NUMBER = re.compile(r"[0-9][0-9 /.-]+[0-9]")
_IN_NO_NAME = re.compile(r"[^\w\s’'./,+-]|_")


def meant(words: str) -> str:
    """The words as they were typed, or the number that was meant by them; a card and a sheet are
    understood where they are looked for."""
    return keyboards.understood(words, _number) or words


def _number(words: str) -> str:
    return words if _NUMBER.fullmatch(words) else ""


def hint(words: str) -> str:
    """What to say of words that found nobody and have signs that are in no name."""
    return keyboards.SETTING if _IN_NO_NAME.search(words) else ""
