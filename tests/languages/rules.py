"""The rules on reviewed words, each broken."""

from datetime import UTC, datetime

from pimms.kernel.models import Reviewed
from tests.support import factories
from tests.support.rules import Broken


def reviewed() -> Reviewed:
    return Reviewed(
        language="uk",
        key="hello",
        text="Вітаємо!",
        source="Bonjour,",
        by=factories.director(),
        at=datetime(2016, 3, 20, tzinfo=UTC),
    )


RULES = [
    Broken("reviewed_says_something", reviewed, {"text": ""}),
    Broken("reviewed_says_something", reviewed, {"source": ""}),
]
