"""How well a service is told: our count, and the published one."""

from datetime import date, timedelta

import time_machine
from data_inclusion.schema.v1 import Service
from data_inclusion.schema.v1.score_qualite import score as published
from hypothesis import given
from hypothesis import strategies as st

from partners import inclusion, offering, quality
from partners.models import OurHouse, OurService
from pimms.kernel.models import Commune

TODAY = date(2026, 6, 15)


def test_the_first_words_are_of_a_good_length():
    for kind in inclusion.KINDS.values():
        assert 200 <= len(kind.description) < 2000
        assert not kind.name.endswith(".")


BOXES = {
    "publics": st.lists(st.sampled_from(["femmes", "seniors"]), unique=True),
    "meetings": st.lists(st.sampled_from(["en-presentiel", "a-distance"]), unique=True),
    "ways": st.lists(st.sampled_from(inclusion.Way.values), unique=True),
    "askers": st.lists(st.sampled_from(inclusion.Asker.values), unique=True),
    "fee": st.sampled_from(["", "gratuit", "payant"]),
    "fee_details": st.sampled_from(["", "1 €"]),
    "email": st.sampled_from(["", "accueil@pimms.example"]),
    "phone": st.sampled_from(["", "+33146661234"]),
    "link": st.sampled_from(["", "https://pimms.example/"]),
    "description": st.sampled_from([5, 49, 50, 199, 200, 1999, 2000, 10_000]).map("a".__mul__),
}


# On its 180th day, between « all » and « nearly all », the published score gives nothing: not ours.
@given(st.fixed_dictionaries(BOXES), st.integers(0, 900).filter(lambda days: days != 180))
def test_the_score_is_the_published_one(words, days):
    house = OurHouse(address="Place des Baconnets", commune=Commune(code="92002", name="Antony"))
    house.postal_code = "92160"
    service = OurService(
        kind="credit", name="Tarif", updated_on=TODAY - timedelta(days=days), **words
    )
    row = offering.service_row(service, house)
    with time_machine.travel("2026-06-15 10:00", tick=False):
        asked, _ = published(Service.model_validate(row))
    assert quality.score(row, on=TODAY).value == asked
