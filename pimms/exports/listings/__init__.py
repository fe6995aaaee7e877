"""Every list that can leave, by the name in its address."""

from . import activities, money, partners, people
from .listing import Listing

LISTINGS: dict[str, Listing] = {
    listing.name: listing
    for listing in (
        *people.LISTINGS,
        *activities.LISTINGS,
        *money.LISTINGS,
        *partners.LISTINGS,
    )
}


def listings_for(user) -> list[Listing]:
    """The lists that the user may take along."""
    return [listing for listing in LISTINGS.values() if user.role in listing.roles]
