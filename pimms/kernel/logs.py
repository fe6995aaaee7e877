"""What a log says of a failure: where and what, and nothing of whom it was about."""

import logging
from collections.abc import Iterator
from typing import Any


class Formatter(logging.Formatter):
    """Of what the database refused, its first line alone, since the others quote the row; of a job
    its number, and not what it was given."""

    def format(self, record: logging.LogRecord) -> str:
        told = super().format(record)
        if job := getattr(record, "job", None):
            told = told.replace(job["call_string"], f"{job['task_name']}[{job['id']}]")
        return told

    def formatException(self, ei: Any) -> str:  # noqa: N802
        told = super().formatException(ei)
        for failure in _causes(ei[1]):
            if (said := getattr(failure, "diag", None)) and said.message_primary:
                told = told.replace(str(failure), said.message_primary)
        return told


def _causes(failure: BaseException | None) -> Iterator[BaseException]:
    """The failure, and each one that it came of."""
    while failure:
        yield failure
        failure = failure.__cause__ or failure.__context__
