"""What the workshops and the support are about."""

from random import Random

from workshops.themes import Theme

from .people import Figure
from .script import drawn, read

_DATA = read("activities")
PLACE, WORKSHOPS, HOURS = _DATA["place"], _DATA["workshops"], _DATA["hours"]


def suits(figure: Figure, public: str) -> bool:
    if public == "seniors":
        return figure.age >= 60
    return public != "job_seekers" or figure.status == "sans_emploi"


def support(rng: Random, *, first: bool) -> dict:
    """What one session of support was about and how long it lasted."""
    themes = _DATA["themes"]
    about = rng.choices(list(themes), list(themes.values()), k=rng.choice([1, 1, 1, 2]))
    if first:
        about = [str(Theme.DIAGNOSIS)]
    lasted = drawn(rng, _DATA["minutes"])
    notes = _DATA["notes"].get(about[0], "") if rng.random() < 0.15 else ""
    return {"themes": list(dict.fromkeys(about)), "minutes": int(lasted), "notes": notes}
