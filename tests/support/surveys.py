"""A questionnaire with a question of each kind, and a campaign, for tests."""

import uuid
from datetime import date

from django.db.backends.postgresql.psycopg_any import DateRange

from surveys import services
from surveys.models import Campaign, Question, Questionnaire, Response
from tests.support import factories

Kind = Question.Kind


def questionnaire(title: str = "Besoins") -> Questionnaire:
    """Internet at home, why not, the bill, how easy it is, what to learn."""
    made = services.open_questionnaire(title=title, by=factories.director(), on=factories.DAY)
    home = ask(made, "Internet", Kind.SINGLE, choices=[["oui", "Oui"], ["non", "Non"]],
               is_required=True, is_reported=True)  # fmt: skip
    ask(made, "Raisons", Kind.MULTIPLE, choices=[["prix", "Trop cher"], ["dette", "Une dette"]],
        only_if=home, only_if_choice="non")  # fmt: skip
    ask(made, "Facture", Kind.NUMBER, unit="€", minimum=0, maximum=300)
    ask(made, "Facilité", Kind.SCALE, low_label="difficile", high_label="facile")
    ask(made, "Souhaits", Kind.TEXT)
    return made


def ask(made, label, kind, **more) -> Question:
    return services.add_question(made, label=label, kind=kind, by=factories.director(), **more)


def campaign(of: Questionnaire | None = None, **more) -> Campaign:
    """Through the year of the tests, open by a link."""
    fields = {
        "title": "Noyer-Doré",
        "moment": Campaign.Moment.DURING,
        "period": DateRange(date(2016, 1, 1), date(2017, 1, 1)),
        "is_public": True,
        "by": factories.director(),
    }
    return services.open_campaign(of or questionnaire(), **fields | more)


def answer(to: Campaign, *, way=Response.Way.PAPER, on=factories.DAY, **answers) -> Response:
    """`answer(campaign, internet="oui", facture=20)`."""
    answers = answers or {"internet": "oui"}
    fields = {"way": way, "key": uuid.uuid4(), "by": factories.counsellor(), "on": on}
    return services.answer(to, answers=answers, **fields)


def one_of_each() -> None:
    """One that served, and one still being written."""
    questionnaire("Encore en brouillon")
    answer(campaign())
