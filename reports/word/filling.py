"""A Word file whose variables are replaced, without letting it do anything else.

The file is somebody else's: its expressions run in a sandbox without functions, nothing in it is
multiplied, and it is weighed before it is opened.
"""

import io
import re
import zipfile
from typing import IO

from django.core.exceptions import ValidationError
from docx.opc.exceptions import OpcError
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment, SecurityError
from lxml.etree import LxmlError

UNPACKED = 60 * 1024 * 1024  # bytes
FILTERS = ("upper", "lower", "capitalize", "default", "join", "length", "first", "last")
_BROKEN = (OpcError, LxmlError, zipfile.BadZipFile, LookupError, ValueError, TypeError, OSError)
_NAME = re.compile(r"'([^']+)'")


class _Sandbox(ImmutableSandboxedEnvironment):
    intercepted_binops = frozenset({"*", "**"})

    def call_binop(self, context, operator, left, right):
        raise SecurityError(operator)


def fill(file: IO[bytes], values: dict) -> bytes:
    """The file with the values in place of their names; its sentences say what it does wrong.

    Raises ValidationError.
    """
    file.seek(0)
    content = file.read()
    try:
        _weigh(content)
        template = DocxTemplate(io.BytesIO(content))
        template.render(values, _environment())
        out = io.BytesIO()
        template.save(out)
    except UndefinedError as unknown:
        name = _NAME.findall(str(unknown))
        said = f" «\u202f{name[-1]}\u202f»" if name else ""
        raise ValidationError(
            f"Le modèle nomme une variable qui n’existe pas{said}\u202f: voyez la liste."
        ) from unknown
    except TemplateSyntaxError as mistake:
        raise ValidationError(
            "Une accolade ou une boucle du modèle n’est pas refermée, ou s’écrit autrement\u202f:"
            " voyez les exemples."
        ) from mistake
    except TemplateError as refused:
        raise ValidationError(
            "Le modèle calcule\u202f: il ne peut que nommer des variables."
        ) from refused
    except _BROKEN as broken:
        raise ValidationError("Ce fichier Word ne s’ouvre pas, ou ne se remplit pas.") from broken
    return out.getvalue()


def _environment() -> _Sandbox:
    environment = _Sandbox(autoescape=True, undefined=StrictUndefined)
    environment.globals.clear()
    environment.filters = {name: environment.filters[name] for name in FILTERS}
    return environment


def _weigh(content: bytes) -> None:
    """A small file may hold a huge one."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        if sum(part.file_size for part in parts.infolist()) > UNPACKED:
            raise ValueError("too large once unpacked")
