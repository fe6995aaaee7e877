"""A Word file is filled by a process of its own, whose time and memory are counted."""

import json
import subprocess
import sys
from typing import IO, Any

from django.conf import settings
from django.core.exceptions import ValidationError

from pimms.kernel.text import printable

SECONDS = 20  # of a processor
MEMORY = 1024**3  # bytes
UNPACKED = 60 * 1024**2  # bytes, of the file and of what comes of it
_SENTENCES = {
    "unclosed": "Une accolade ou une boucle du modèle n’est pas refermée, ou s’écrit autrement"
    "\u202f: voyez les exemples.",
    "computes": "Le modèle calcule\u202f: il ne peut que nommer des variables.",
    "endless": "Le modèle n’en finit pas de se remplir, ou devient trop grand\u202f: simplifiez"
    " ses boucles.",
    "broken": "Ce fichier Word ne s’ouvre pas, ou ne se remplit pas.",
}


def fill(file: IO[bytes], values: dict[str, Any]) -> bytes:
    """The file with the values in place of their names; its sentences say what it does wrong.

    Raises ValidationError.
    """
    file.seek(0)
    limits = {"seconds": SECONDS, "memory": MEMORY, "unpacked": UNPACKED}
    asked = json.dumps(limits | {"values": _sound(values)}).encode() + b"\n" + file.read()
    try:
        done = subprocess.run(
            [sys.executable, "-m", "reports.word.template"],
            input=asked,
            capture_output=True,
            cwd=settings.BASE_DIR,
            timeout=3 * SECONDS,  # of the clock: others may have the processor
        )
    except subprocess.TimeoutExpired:
        raise ValidationError(_SENTENCES["endless"]) from None
    if done.returncode == 0:
        return done.stdout
    raise ValidationError(_said(done))


def _sound(value: Any) -> Any:
    """The values, their texts without what no XML can say."""
    if isinstance(value, dict):
        return {name: _sound(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_sound(each) for each in value]
    return printable(value) if isinstance(value, str) else value


def _said(done: subprocess.CompletedProcess) -> str:
    if done.returncode != 1:  # it was ended for its time
        return _SENTENCES["endless"]
    told = json.loads(done.stdout or '{"fault": "broken"}')
    if told["fault"] != "unknown":
        return _SENTENCES[told["fault"]]
    name = f" «\u202f{told['name']}\u202f»" if told["name"] else ""
    return f"Le modèle nomme une variable qui n’existe pas{name}\u202f: voyez la liste."
