"""The rules on partners, conventions, the network and messages, each broken."""

from datetime import date, timedelta

from django.db.backends.postgresql.psycopg_any import DateRange

from partners import services
from partners.models import Amendment, Convention, ConventionText, OurHouse, OurService
from tests.support import factories, network
from tests.support.rules import EMPTY, Broken

YEAR = DateRange(date(2016, 1, 1), date(2017, 1, 1))
LATER = DateRange(date(2020, 1, 1), date(2021, 1, 1))

NEXT_DAY = network.AT + timedelta(days=1)


def membership():
    return factories.social_worker().memberships.get()


def convention():
    return Convention.objects.create(
        organisation=factories.organisation("Emmaüs Connect", "ASSO"),
        subject="Tarif solidaire",
        signed_on=date(2015, 12, 1),
        period=YEAR,
    )


def amendment():
    return Amendment.objects.create(
        convention=convention(), number=1, signed_on=date(2016, 12, 1), period=YEAR
    )


def committed():
    return services.commit_to_protection(factories.ccas(), by=factories.counsellor(), at=network.AT)


def accepted():
    invitation = network.invitation()
    services.accept_invitation(
        invitation, name="Inès Roy", password=factories.PASSWORD, at=network.AT
    )
    invitation.refresh_from_db()
    return invitation


def written():
    text = network.convention(text="Article 1.").texts.get()
    return ConventionText(convention=text.convention, written_by=text.written_by)


def house_card():
    return OurHouse(
        description="Une association du quartier.",
        address="Place des Baconnets",
        postal_code="92160",
        commune=factories.antony(),
        updated_on=factories.DAY,
    )


def our_service():
    return OurService(
        kind="credit",
        name="Tarif solidaire",
        description="Des recharges.",
        updated_on=factories.DAY,
    )


ENDLESS = DateRange(date(2018, 1, 1), None)

RULES = [
    Broken("organisation_name_unique", factories.ccas, {"name": "CCAS D'ANTONY"}),
    Broken("organisation_has_a_name", factories.ccas, {"name": "—"}),
    Broken("membership_one_running", membership, {"started_on": date(2016, 1, 1)}),
    Broken("membership_ends_after_start", membership, {"ended_on": date(2015, 1, 4)}),
    Broken("convention_period_bounded", convention, {"period": DateRange(date(2016, 1, 1), None)}),
    Broken("convention_period_bounded", convention, {"period": DateRange(None, date(2016, 1, 1))}),
    Broken("convention_period_bounded", convention, {"period": EMPTY}),
    Broken("amendment_number_unique", amendment, {"period": LATER}),
    Broken("amendment_periods_do_not_overlap", amendment, {"number": 2}),
    Broken("organisation_refused_says_why", factories.ccas, {"name": "A", "status": "refused"}),
    Broken("organisation_refused_says_why", factories.ccas, {"name": "A", "motive": "Non."}),
    Broken(
        "organisation_proposed_is_undecided",
        network.proposal,
        {"name": "A", "decided_on": factories.DAY},
    ),
    Broken(
        "organisation_phone_international", factories.ccas, {"name": "A", "phone": "0146661234"}
    ),
    Broken("organisation_postal_code", factories.ccas, {"name": "A", "postal_code": "9216"}),
    Broken("commitment_once_a_version", committed),
    Broken("invitation_one_waiting", network.invitation),
    Broken("invitation_accepted_or_withdrawn", accepted, {"withdrawn_at": NEXT_DAY}),
    Broken(
        "invitation_accepted_by_somebody",
        network.invitation,
        {"accepted_at": NEXT_DAY, "email": "x@x.example"},
    ),
    Broken(
        "invitation_expires_later",
        network.invitation,
        {"expires_at": network.AT, "email": "x@x.example"},
    ),
    Broken("invitation_email_in_small_letters", network.invitation, {"email": "Ines@Ccas.example"}),
    Broken("convention_amount_not_negative", network.convention, {"amount": -1}),
    Broken("amendment_amount_not_negative", network.amendment, {"amount": -1}),
    Broken("amendment_period_bounded", network.amendment, {"number": 9, "period": ENDLESS}),
    Broken("convention_text_says_something", written, {"text": "", "written_on": factories.DAY}),
    Broken("convention_document_size", network.document, {"size": 0}),
    Broken("convention_document_size", network.document, {"size": 10 * 1024 * 1024 + 1}),
    Broken("network_action_lasts", network.action, {"minutes": 4}),
    Broken("network_action_lasts", network.action, {"minutes": 1441}),
    Broken("network_action_gathers", network.action, {"participants": 0}),
    Broken("network_action_has_a_topic", network.action, {"topics": []}),
    Broken("place_id_unique", network.place),
    Broken(
        "place_pivot_of_nine_to_fourteen",
        network.place,
        {"local_id": "2", "pivot": "123", "ended_on": factories.DAY},
    ),
    Broken("place_pivot_is_siret_or_rna", network.place, {"local_id": "2", "pivot": "434933123"}),
    Broken("place_pivot_is_siret_or_rna", network.place, {"local_id": "2", "pivot": "W12345"}),
    Broken("place_postal_code", network.place, {"local_id": "2", "postal_code": "9216"}),
    Broken("place_is_somewhere", network.place, {"local_id": "2", "name": ""}),
    Broken(
        "place_pivot_is_no_row_of_zeros",
        network.place,
        {"local_id": "2", "pivot": "00000000000000"},
    ),
    Broken("place_name_of_three_letters", network.place, {"local_id": "2", "name": "M. J"}),
    Broken(
        "place_updated_in_this_century",
        network.place,
        {"local_id": "2", "updated_on": date(1999, 12, 31)},
    ),
    Broken(
        "place_opens_at_hours_of_a_clock",
        network.place,
        {"local_id": "2", "opening": "Mo-Fr 09:00-25:61"},
    ),
    Broken("our_house_is_one", network.house_card),
    Broken("our_house_is_the_one", house_card, {"only": False}),
    Broken("our_house_is_told", house_card, {"description": "Ici"}),
    Broken("our_house_is_somewhere", house_card, {"postal_code": "9216"}),
    Broken("our_house_phone_international", house_card, {"phone": "0146661234"}),
    Broken("our_service_phone_international", our_service, {"phone": "+33012345678"}),
    Broken("our_house_opens_at_hours_of_a_clock", house_card, {"opening": "Mo 24:30-25:00"}),
    Broken("our_house_updated_in_this_century", house_card, {"updated_on": date(1999, 12, 31)}),
    Broken("our_service_of_each_kind_one", network.our_service),
    Broken("our_service_has_a_name", our_service, {"name": "AB"}),
    Broken("our_service_is_told", our_service, {"description": "Ici"}),
    Broken(
        "our_service_for_everybody_or_some", our_service, {"publics": ["tous-publics", "femmes"]}
    ),
    Broken("our_service_opens_at_hours_of_a_clock", our_service, {"opening": "Mo 09:75-10:00"}),
    Broken("our_service_updated_in_this_century", our_service, {"updated_on": date(1999, 12, 31)}),
]
