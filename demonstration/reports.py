"""The report of last year, frozen, and the one of this year, begun."""

from datetime import date, datetime, time, timedelta

from django.utils.timezone import get_current_timezone

from partners.models import Organisation
from reports import services
from reports.models import Share
from reports.outside import publishing, sharing

TEXTS = {
    "avant-propos": "La convention avec le CCAS court depuis 2012. Cette année encore, les"
    " travailleurs sociaux du territoire ont été les premiers à nous adresser des personnes.",
    "recharges": "La recharge mobile reste la première demande. Le prix solidaire libère de quoi"
    " payer une facture ou un titre de transport.",
    "ateliers": "Les ateliers du mardi se remplissent le mieux. Les grands débutants reviennent"
    " quand le groupe ne dépasse pas huit personnes.",
    "perspectives": "Joindre les personnes qui ne lisent pas le français reste difficile. Nous"
    " voulons ouvrir une permanence de plus le samedi matin.",
}


def draw_up(house, *, today: date) -> None:
    director, last = house.director, today.year - 1
    edition = services.open_edition(last, by=director, on=date(today.year, 1, 5))
    services.write(edition, texts=TEXTS, by=director)
    services.review(edition, by=house.counsellors[0], on=date(today.year, 1, 12))
    frozen = services.freeze(edition, by=director, on=date(today.year, 1, 15))
    publishing.publish(frozen, by=director, on=date(today.year, 1, 20))
    at = datetime.combine(today, time(9, 40), get_current_timezone()) - timedelta(days=12)
    sharing.share(
        last,
        parts=Share.Part.values,
        organisation=Organisation.objects.get(name="Emmaüs Connect"),
        by=director,
        at=at,
        until=at + timedelta(days=90),
    )
    if today.month >= 10:
        services.open_edition(today.year, by=director, on=today)
