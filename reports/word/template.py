"""A Word file whose variables are replaced, without letting it do anything else.

Run as a program, apart from the web server and held to its own share of time and memory, because
the file is somebody else's: its expressions run in a sandbox without functions, nothing in it is
multiplied, and it is weighed before it is opened. Reads a line of JSON and then the file; writes
the filled file, or a line of JSON that says what is wrong with it.
"""

import io
import json
import re
import resource
import sys
import zipfile
from typing import Any

from docxtpl import DocxTemplate, Listing
from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment, SecurityError

FILTERS = ("upper", "lower", "capitalize", "default", "join", "length", "first", "last")
_NAME = re.compile(r"'([^']+)'")


class _Sandbox(ImmutableSandboxedEnvironment):
    intercepted_binops = frozenset({"*", "**"})

    def call_binop(self, context, operator, left, right):
        raise SecurityError(operator)


def fill(content: bytes, values: dict[str, Any], *, unpacked: int) -> bytes:
    """The file with the values in place of their names; raises whatever it does wrong."""
    _weigh(content, unpacked)
    template = DocxTemplate(io.BytesIO(content))
    template.render({name: _shown(value) for name, value in values.items()}, _environment())
    out = io.BytesIO()
    template.save(out)
    _weigh(out.getvalue(), unpacked)
    return out.getvalue()


def _shown(value: Any) -> Any:
    """Lines stay lines."""
    return Listing(value) if isinstance(value, str) and "\n" in value else value


def _environment() -> _Sandbox:
    environment = _Sandbox(autoescape=True, undefined=StrictUndefined)
    environment.globals.clear()
    environment.filters = {name: environment.filters[name] for name in FILTERS}
    return environment


def _weigh(content: bytes, most: int) -> None:
    """A small file may hold a huge one."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        if sum(part.file_size for part in parts.infolist()) > most:
            raise MemoryError


def _fault(error: BaseException) -> dict[str, str]:
    if isinstance(error, UndefinedError):
        return {"fault": "unknown", "name": (_NAME.findall(str(error)) or [""])[-1]}
    for kind, fault in (
        (TemplateSyntaxError, "unclosed"),
        (TemplateError, "computes"),
        ((MemoryError, RecursionError), "endless"),
    ):
        if isinstance(error, kind):
            return {"fault": fault}
    return {"fault": "broken"}


def main() -> None:
    asked = json.loads(sys.stdin.buffer.readline())
    resource.setrlimit(resource.RLIMIT_CPU, (asked["seconds"], asked["seconds"]))
    resource.setrlimit(resource.RLIMIT_AS, (asked["memory"], asked["memory"]))
    try:
        filled = fill(sys.stdin.buffer.read(), asked["values"], unpacked=asked["unpacked"])
    except Exception as error:  # whatever it is, it is the file's
        filled = json.dumps(_fault(error)).encode()
        sys.stdout.buffer.write(filled)
        sys.exit(1)
    sys.stdout.buffer.write(filled)


if __name__ == "__main__":
    main()
