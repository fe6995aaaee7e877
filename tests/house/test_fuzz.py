"""Whatever is sent to whatever address, nothing falls over: `make fuzz` sends ten thousand."""

import os

import pytest

from tests.support import factories
from tests.support.access import ACCESS, PUBLIC
from tests.support.doors import address
from tests.support.fuzzing import Fuzz

SEEDS = range(10)
REQUESTS = int(os.environ.get("FUZZ", "400"))


@pytest.fixture(scope="module")
def addresses(visits) -> dict[str, str]:
    worker = factories.social_worker()
    return {name: address(name, worker) for name in [*ACCESS, *PUBLIC]}


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_falls_over(visits, addresses, seed):
    tried = Fuzz(visits, addresses, seed=seed).send(REQUESTS // len(SEEDS))
    print(
        *(f"{method} {status} {n}" for (method, status), n in sorted(tried.answers.items())),
        sep=", ",
    )
    assert "\n".join(tried.broken) == ""
