"""Invitations, members, administrators, the yearly review."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.signing import dumps
from django.urls import reverse

from accounts.models import Entry, User
from partners import invitations, services
from partners.models import Invitation, Membership, Organisation
from tests.support import factories, network
from tests.support.pages import text
from tests.support.postbox import words

NARROW = "\u202f"


@pytest.fixture(autouse=True)
def _a_day_of_march():
    with time_machine.travel("2016-03-15 10:00", tick=False):
        yield


@pytest.fixture
def karim(db):
    return network.administrator()


def path_in(message) -> str:
    [line] = [each for each in words(message).splitlines() if "/invitation/" in each]
    return line.removeprefix("http://localhost:8000")


INES = {"name": "Inès Roy", "password": factories.PASSWORD, "again": factories.PASSWORD}


def join(client, path, **more):
    return client.post(path, INES | more)


def test_a_colleague_invited_by_mail_signs_in_and_belongs(client, karim, postbox):
    client.force_login(karim)
    with postbox.opened():
        sent = client.post(reverse("partners:invite_colleague"), {"email": "Ines@ccas.example"})
    assert sent.status_code == 302
    client.logout()
    [message] = postbox.to("ines@ccas.example")
    path = path_in(message)
    assert "CCAS d’Antony" in text(client.get(path))
    answer = join(client, path)
    assert answer.url == reverse("partners:mine")
    ines = User.objects.get(email="ines@ccas.example")
    assert ines.is_social_worker
    assert ines.check_password(factories.PASSWORD)
    assert Organisation.objects.of(ines).get() == factories.ccas()
    assert "Inès Roy" in text(client.get(answer.url))


def test_a_link_serves_once_and_then_says_so(client, karim):
    link = invitations.link(network.invitation()).removeprefix("http://localhost:8000")
    join(client, link)
    client.logout()
    again = client.get(link)
    assert again.status_code == 404
    assert "Ce lien ne sert plus" in text(again)
    assert "CCAS" not in text(again)
    assert client.forge(link, INES | {"name": "Un autre"}).status_code == 404


@pytest.mark.parametrize("how", ["tampered", "old", "withdrawn", "made up"])
def test_a_link_that_is_not_good_shows_nothing(client, karim, how):
    sent = network.invitation()
    link = invitations.link(sent).removeprefix("http://localhost:8000")
    if how == "tampered":
        link = link[:-3] + "xy/"
    elif how == "made up":
        word = dumps([sent.pk, sent.email], salt="autre")
        link = reverse("partners:accept", args=[word])
    elif how == "withdrawn":
        services.withdraw_invitation(sent, by=karim, at=network.AT)
    with time_machine.travel("2016-04-15" if how == "old" else "2016-03-16", tick=False):
        answer = client.get(link)
        assert client.forge(link, INES).status_code == 404
    assert answer.status_code == 404
    assert "CCAS" not in text(answer)
    assert not User.objects.filter(email="ines@ccas.example").exists()


def test_a_weak_password_is_refused_with_a_sentence(client, karim):
    link = invitations.link(network.invitation()).removeprefix("http://localhost:8000")
    answer = join(client, link, password="soleil", again="soleil")
    assert answer.status_code == 422
    assert "trop court" in text(answer)
    assert "Les deux mots de passe sont différents." in text(join(client, link, again="autre"))
    assert Invitation.objects.get().accepted_at is None


def test_somebody_who_has_an_account_joins_signed_in(client, karim):
    lucie = factories.social_worker("lucie@mission.example", factories.organisation())
    sent = network.invitation(email=lucie.email)
    link = invitations.link(sent).removeprefix("http://localhost:8000")
    assert "Vous avez déjà un compte" in text(client.get(link))
    assert client.forge(link, INES).status_code == 422
    client.force_login(lucie)
    assert client.post(link).url == reverse("partners:mine")
    assert Organisation.objects.of(lucie).count() == 2


def test_an_invitation_is_for_one_address(client, karim):
    link = invitations.link(network.invitation()).removeprefix("http://localhost:8000")
    other = factories.social_worker("lucie@mission.example", factories.organisation())
    client.force_login(other)
    assert "une autre adresse" in text(client.get(link))
    client.forge(link)
    assert Invitation.objects.get().accepted_at is None


def test_the_team_does_not_join_partners(karim, nadia):
    with pytest.raises(ValidationError, match="quelqu’un de l’équipe"):
        network.invitation(email=nadia.email)


def test_a_second_invitation_puts_out_the_first(client, karim):
    first = network.invitation()
    network.invitation(at=network.AT + timedelta(days=1))
    first.refresh_from_db()
    assert first.withdrawn_at
    assert Invitation.objects.waiting().count() == 1


@pytest.mark.parametrize("status", ["proposed", "refused"])
def test_nobody_is_invited_before_the_organisation_is_accepted(client, sign_in, postbox, status):
    proposed = network.proposal()
    claire = sign_in("director")
    if status == "refused":
        services.refuse_organisation(proposed, reason="Trop loin.", by=claire, on=network.DAY)
    invite = reverse("partners:invite", args=[proposed.pk])
    assert "Inviter quelqu’un" not in text(client.get(proposed.get_absolute_url()))
    asked = client.get(invite, follow=True)
    assert "Cet organisme n’est pas" in text(asked)
    with postbox.opened():
        client.forge(invite, {"email": "ines@epicerie.example"})
    assert postbox.to("ines@epicerie.example") == []
    with pytest.raises(ValidationError, match="Cet organisme n’est pas"):
        services.invite(proposed, email="ines@epicerie.example", by=claire, at=network.AT)
    assert not Invitation.objects.exists()


def test_who_proposed_it_invites_colleagues_once_it_is_accepted(client, postbox):
    proposed = network.proposal()
    client.force_login(proposed.proposed_by)
    client.post(reverse("partners:choose", args=[proposed.pk]))
    mine, invite = reverse("partners:mine"), reverse("partners:invite_colleague")
    page = text(client.get(mine))
    assert "Inviter" not in page
    assert "ni y inviter de collègue" in page
    answer = client.forge(invite, {"email": "ines@epicerie.example"})
    assert "dès qu’il l’est" in text(client.get(answer.url))
    services.accept_organisation(proposed, by=factories.director(), on=network.DAY)
    with postbox.opened():
        client.post(invite, {"email": "ines@epicerie.example"})
    assert len(postbox.to("ines@epicerie.example")) == 1


def test_a_link_sent_before_the_organisation_is_accepted_serves_nobody(client, db):
    sent = network.invitation(factories.organisation())
    Organisation.objects.filter(pk=sent.organisation_id).update(status="proposed")
    link = invitations.link(sent).removeprefix("http://localhost:8000")
    assert client.get(link).status_code == 404
    assert client.forge(link, INES).status_code == 404
    with pytest.raises(ValidationError, match="ne sert plus"):
        services.accept_invitation(sent, name="Inès", password=factories.PASSWORD, at=network.AT)
    assert not User.objects.filter(email="ines@ccas.example").exists()


def test_a_member_who_is_no_administrator_invites_nobody(client, karim):
    client.force_login(network.member().user)
    answer = client.forge(reverse("partners:invite_colleague"), {"email": "x@ccas.example"})
    assert answer.url == reverse("partners:mine")
    assert not Invitation.objects.exists()


def test_whoever_leaves_sees_nothing_from_the_next_click_on(client, karim):
    lea = network.member()
    referral = factories.referral()
    client.force_login(lea.user)
    assert client.get(referral.get_absolute_url()).status_code == 200
    services.end_membership(lea, by=karim, on=factories.DAY)
    assert client.get(referral.get_absolute_url()).status_code == 302  # the account is closed
    lea.user.refresh_from_db()
    assert not lea.user.is_active


def test_whoever_belongs_elsewhere_keeps_that(client, karim):
    lea = network.member()
    Membership.objects.create(
        user=lea.user, organisation=factories.organisation(), started_on=factories.DAY
    )
    referral = factories.referral()
    services.end_membership(lea, by=karim, on=factories.DAY)
    client.force_login(User.objects.get(pk=lea.user_id))
    assert client.get(referral.get_absolute_url()).status_code == 404
    assert client.get(reverse("partners:mine")).status_code == 200


def test_whoever_left_and_is_invited_again_chooses_a_new_password(client, karim):
    lea = network.member()
    services.end_membership(lea, by=karim, on=factories.DAY)
    link = invitations.link(network.invitation(email="lea@ccas.example"))
    join(client, link.removeprefix("http://localhost:8000"), name="Léa Roy")
    back = User.objects.get(email="lea@ccas.example")
    assert back.is_active
    assert back.memberships.count() == 2


def test_the_last_administrator_does_not_go_before_another_is_named(client, karim):
    lea = network.member()
    mine = karim.memberships.get()
    client.force_login(karim)
    for deed in ("terminer", "ne-plus-administrer"):
        client.post(reverse("partners:member", args=[mine.pk]), {"acte": deed})
        assert "est seul à administrer" in text(client.get(reverse("partners:mine")))
    client.post(reverse("partners:member", args=[lea.pk]), {"acte": "administrer"})
    client.post(reverse("partners:member", args=[mine.pk]), {"acte": "ne-plus-administrer"})
    lea.refresh_from_db()
    mine.refresh_from_db()
    assert (lea.is_administrator, mine.is_administrator) == (True, False)
    assert Entry.objects.filter(verb="membership.administrator_stepped_down").exists()


def test_somebody_of_two_organisations_chooses_for_which_they_act(client, karim):
    second = factories.organisation()
    Membership.objects.create(user=karim, organisation=second, started_on=factories.DAY)
    client.force_login(karim)
    client.post(reverse("partners:choose", args=[second.pk]))
    page = client.get(reverse("partners:mine"))
    assert page.context["organisation"] == second
    assert client.forge(reverse("partners:choose", args=[999_999])).status_code == 404


class TestTheYearlyReview:
    ON = date(2016, 3, 15)

    def test_administrators_are_asked_and_confirm(self, client, karim, postbox):
        lea = network.member()
        Membership.objects.update(started_on=date(2015, 3, 15))
        with postbox.opened():
            assert services.review_members(by="nuit", on=self.ON) == {"asked": 2, "ended": 0}
        [message] = postbox.to(karim.email)
        assert "14/04/2016" in words(message)
        assert postbox.to("lea@ccas.example") == []
        client.force_login(karim)
        assert "qui est encore là" in text(client.get(reverse("partners:mine")))
        pks = [lea.pk, karim.memberships.get().pk]
        client.post(reverse("partners:review"), {"members": pks})
        lea.refresh_from_db()
        assert (lea.confirmed_on, lea.asked_on) == (self.ON, None)
        assert services.review_members(by="nuit", on=date(2016, 5, 1)) == {"asked": 0, "ended": 0}

    def test_whom_nobody_confirms_has_left_after_the_notice(self, karim, postbox):
        lea = network.member()
        Membership.objects.update(started_on=date(2015, 3, 15))
        services.review_members(by="nuit", on=self.ON)
        services.confirm_members(
            lea.organisation, members=karim.memberships.all(), by=karim, on=self.ON
        )
        eve = self.ON + timedelta(days=29)
        assert services.review_members(by="nuit", on=eve)["ended"] == 0
        with postbox.opened():
            assert services.review_members(by="nuit", on=eve + timedelta(days=1))["ended"] == 1
        lea.refresh_from_db()
        assert lea.ended_on == date(2016, 4, 14)
        assert "a pris fin le 14/04/2016" in words(postbox.to("lea@ccas.example")[0])

    def test_the_last_administrator_outlives_a_review_while_others_stay(self, karim):
        lea = network.member()
        Membership.objects.update(started_on=date(2015, 3, 15))
        services.review_members(by="nuit", on=self.ON)
        services.confirm_members(lea.organisation, members=[lea], by=karim, on=self.ON)
        late = self.ON + timedelta(days=40)
        assert services.review_members(by="nuit", on=late)["ended"] == 0

    def test_an_organisation_that_nobody_confirms_empties(self, karim):
        network.member()
        Membership.objects.update(started_on=date(2015, 3, 15))
        services.review_members(by="nuit", on=self.ON)
        assert services.review_members(by="nuit", on=date(2016, 5, 1))["ended"] == 2

    def test_ticking_nobody_is_refused(self, client, karim):
        Membership.objects.update(started_on=date(2015, 3, 15))
        services.review_members(by="nuit", on=self.ON)
        client.force_login(karim)
        answer = client.post(reverse("partners:review"))
        assert answer.status_code == 422
