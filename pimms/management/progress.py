"""What a command is at: which of how many steps, how far, for how long."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

Reached = Callable[[float], None]  # told how far a step is, from 0 to 1
_PAUSE = 0.2  # seconds between two looks of a line that moves


class Steps:
    """On a terminal each step is one line that moves; in a file, a line when it begins and ends."""

    def __init__(self, out, total: int):
        self._out, self._total, self._number = out, total, 0

    @contextmanager
    def step(self, words: str) -> Iterator[Reached]:
        """The next step is under way; within, its share done is told to what is given."""
        self._number += 1
        line = f"{self._number}/{self._total} {words}"
        began = monotonic()
        self._write(f"{line}…")
        if not self._out.isatty():
            self._write("\n")
        try:
            yield self._moving(line, began)
        except BaseException:
            self._write("\n" if self._out.isatty() else "")
            raise
        took = f"{line} ({monotonic() - began:.0f}\u00a0s)"
        self._write(f"\r\033[K{took}\n" if self._out.isatty() else f"{took}\n")

    def _moving(self, line: str, began: float) -> Reached:
        said_at = 0.0

        def reached(share: float) -> None:
            nonlocal said_at
            now = monotonic()
            if self._out.isatty() and now - said_at > _PAUSE:
                said_at = now
                done = f"{100 * share:.0f}\u00a0%, {now - began:.0f}\u00a0s"
                self._write(f"\r\033[K{line}… {done}")

        return reached

    def _write(self, text: str) -> None:
        self._out.write(text, ending="")
        self._out.flush()
