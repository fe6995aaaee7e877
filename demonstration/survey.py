"""The residents' survey on telecommunications: what was asked, and some sixty answers."""

from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID

from surveys import services
from surveys.models import Question, Response

from .house import House
from .script import drawn, read

_ANSWERS = 64
_WAYS = {Response.Way.PAPER: 6, Response.Way.TABLET: 3, Response.Way.LINK: 1}


def ask(rng: Random, house: House, *, today: date) -> None:
    """One campaign of this autumn or spring, filled in each of the three ways."""
    script = house.script("survey", today=today)
    script.play("questionnaire")
    questionnaire, asked_on = script.known["questionnaire"], today - timedelta(days=70)
    asked: dict[str, Question] = {}
    for words in read("survey")["questions"]:
        made_of = {name: value for name, value in words.items() if name != "drawn"}
        made_of["only_if"] = asked.get(words.get("only_if"))
        question = services.add_question(questionnaire, by=house.director, **made_of)
        asked[question.code] = question
    script.play("campaign")
    for n in range(_ANSWERS):
        services.answer(
            script.known["campaign"],
            answers=_answers(rng, list(asked)),
            way=drawn(rng, _WAYS),
            key=UUID(int=rng.getrandbits(128)),
            by=house.counsellors[n % len(house.counsellors)],
            on=asked_on + timedelta(days=rng.randint(0, 69)),
        )


def _answers(rng: Random, codes: list[str]) -> dict[str, Any]:
    """What somebody answers to the questions of these codes."""
    said: dict[str, Any] = {}
    for code, question in zip(codes, read("survey")["questions"], strict=True):
        how, leader = question["drawn"], question.get("only_if")
        if leader and said.get(leader) != question["only_if_choice"]:
            continue
        if "share" in how and rng.random() >= how["share"]:
            continue
        if "how_many" in how:
            said[code] = rng.sample(how["answers"], k=rng.choice(how["how_many"]))
        elif "weights" in how:
            [said[code]] = rng.choices(how["answers"], how["weights"])
        else:
            said[code] = rng.choice(how["answers"])
    return said
