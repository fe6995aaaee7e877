"""What the programme of Antony stands on: its site, its catalogue, its conventions, its money."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from accounts.models import Site, User
from funding.models import Funder, Grant
from partners.models import Amendment, Organisation
from pimms.kernel import periods
from recharges.models import Product

from . import accounts, catalogue
from .script import Script, read

FIRST_YEAR, POSTS_SINCE = 2012, date(2016, 1, 1)


@dataclass(frozen=True)
class House:
    site: Site
    team: dict[str, User]
    partners: list[tuple[Organisation, User, int]]
    products: dict[str, Product]

    @property
    def director(self) -> User:
        return self.team[accounts.DIRECTOR]

    @property
    def counsellors(self) -> list[User]:
        return [user for user in self.team.values() if not user.is_director]

    def script(self, name: str, *, today: date, **known: Any) -> Script:
        """The data file, which calls the people of the house and of partners by their first name
        and the partners by their rank."""
        users = [*self.team.values(), *(user for _, user, _ in self.partners)]
        return Script(
            name,
            today=today,
            site=self.site,
            partners=[organisation for organisation, _, _ in self.partners],
            **{user.name.split()[0].lower(): user for user in users},
            **known,
        )


def found(*, horizon: date, today: date) -> House:
    """The house stands, with all that the demonstration year needs from `horizon` on."""
    name, address = "Pimms d’Antony, place des Baconnets", "Place des Baconnets, 92160 Antony"
    site, _ = Site.objects.get_or_create(code="A", defaults={"name": name, "address": address})
    house = House(
        site=site,
        team=accounts.open_team(site),
        partners=accounts.open_partners(on=horizon),
        products=catalogue.lay_out(since=horizon),
    )
    script = house.script("house", today=today, horizon=horizon, posts_since=POSTS_SINCE)
    script.play("agreement")
    for number, year in enumerate(range(FIRST_YEAR + 1, today.year + 1), start=1):
        Amendment.objects.create(
            convention=script.known["convention"],
            number=number,
            signed_on=date(year - 1, 12, 12),
            period=periods.year(year),
        )
    _fund(up_to=today.year)
    script.play("posts")
    script.play("district")
    return house


def _fund(*, up_to: int) -> None:
    """The CCAS gives every year, and more in the first; the others while the house has posts."""
    for row in read("house")["funders"]:
        funder = Funder.objects.create(name=row["name"], kind=row["kind"])
        years = sorted({POSTS_SINCE.year, up_to})
        for year in range(FIRST_YEAR, up_to + 1) if "first_amount" in row else years:
            amount = row["first_amount"] if year == FIRST_YEAR else row["amount"]
            Grant.objects.create(funder=funder, year=year, purpose=row["purpose"], amount=amount)
