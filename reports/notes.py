"""The method of counting, as the report prints it: numbered notes that the figures refer to."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from pimms.kernel import communes
from reports.words import typeset


@dataclass(frozen=True)
class Note:
    number: int
    title: str
    text: str


def _read() -> dict[str, Note]:
    """By code, in the order of the file."""
    texts = tomllib.loads(Path(__file__).with_suffix(".toml").read_text())
    vintages = {"codes_of": communes.CODES_OF, "populations_of": communes.POPULATIONS_OF}
    return {
        code: Note(
            number, said["title"], typeset(f"{said['title']} : {said['text'].format(**vintages)}")
        )
        for number, (code, said) in enumerate(texts.items(), start=1)
    }


_BY_CODE = _read()
ALL = tuple(_BY_CODE.values())


def note(code: str) -> Note:
    """The note of that code in `notes.toml`. Raises KeyError."""
    return _BY_CODE[code]
