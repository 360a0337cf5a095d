"""Invitations by mail."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from cairn.errors import UsageError
from cairn_site.organisations.actions import accept, invite, send_again, withdraw
from cairn_site.organisations.models import Invitation, Member, Organisation, Right
from cairn_site.organisations.queries import invitation_by_key
from cairn_site.platform import audit
from cairn_site.platform.models import Event, Message
from factories.site import NOW, actor, make_organisation, make_person

if TYPE_CHECKING:
    from cairn_site.accounts.models import Person


@pytest.fixture
def founder() -> Person:
    return make_person("Aoife Byrne")


@pytest.fixture
def organisation(founder: Person) -> Organisation:
    return make_organisation(founder)


def send(founder: Person, organisation: Organisation, address: str = "new@example.org") -> Invitation:
    return invite(
        actor=actor(founder),
        organisation=organisation,
        address=address,
        rights={Right.AWARD, Right.SIGN},
        unit_id=None,
        language="en",
        now=NOW,
    )


def key_in_mail() -> str:
    message = Message.objects.order_by("-created_at", "-id").first()
    assert message is not None
    found = re.search(r"/invitations/(\S+)", message.text)
    assert found is not None
    return found.group(1)


def test_the_mail_holds_the_only_copy_of_the_link(founder: Person, organisation: Organisation) -> None:
    invitation = send(founder, organisation, " New@Example.org ")
    key = key_in_mail()

    assert Message.objects.get().to == invitation.address == "new@example.org"
    assert invitation_by_key(key, now=NOW) == invitation
    assert key not in str(Invitation.objects.values())
    assert key not in str([entry.details for entry in audit.entries(organisation_id=organisation.id)])


def test_accepting_gives_the_rights_once(founder: Person, organisation: Organisation) -> None:
    invitation, person = send(founder, organisation), make_person()

    accept(actor=actor(person), invitation_id=invitation.id, now=NOW)

    assert Member.objects.get(person=person).rights == {Right.READ, Right.AWARD, Right.SIGN}
    assert Event.objects.filter(name="organisations.MemberJoined").count() == 1
    with pytest.raises(UsageError) as refused:
        accept(actor=actor(make_person()), invitation_id=invitation.id, now=NOW)
    assert refused.value.code == "access.not_found"


def test_an_expired_invitation_leads_nowhere(founder: Person, organisation: Organisation) -> None:
    invitation = send(founder, organisation)
    later = NOW + timedelta(days=14)

    assert invitation_by_key(key_in_mail(), now=later) is None
    with pytest.raises(UsageError):
        accept(actor=actor(make_person()), invitation_id=invitation.id, now=later)


def test_a_withdrawn_invitation_leads_nowhere(founder: Person, organisation: Organisation) -> None:
    invitation = send(founder, organisation)

    withdraw(actor=actor(founder), organisation=organisation, invitation_id=invitation.id, now=NOW)

    assert invitation_by_key(key_in_mail(), now=NOW) is None
    with pytest.raises(UsageError):
        accept(actor=actor(make_person()), invitation_id=invitation.id, now=NOW)


def test_sent_again_the_old_link_ends_and_the_new_one_holds(
    founder: Person, organisation: Organisation
) -> None:
    invitation = send(founder, organisation)
    old = key_in_mail()
    later = NOW + timedelta(days=13)

    send_again(
        actor=actor(founder), organisation=organisation, invitation_id=invitation.id, language="en", now=later
    )

    assert invitation_by_key(old, now=later) is None
    found = invitation_by_key(key_in_mail(), now=later)
    assert found is not None
    assert found.expires_at == later + timedelta(days=14)


def test_nobody_is_flooded_with_invitations(founder: Person, organisation: Organisation) -> None:
    invitation = send(founder, organisation)

    with pytest.raises(UsageError) as refused:
        send_again(
            actor=actor(founder),
            organisation=organisation,
            invitation_id=invitation.id,
            language="en",
            now=NOW + timedelta(seconds=59),
        )

    assert refused.value.code == "invitation.too_soon"
    assert Message.objects.count() == 1


def test_one_invitation_at_a_time_waits_for_an_address(founder: Person, organisation: Organisation) -> None:
    send(founder, organisation)

    with pytest.raises(UsageError) as refused:
        send(founder, organisation, "NEW@example.org")

    assert refused.value.code == "invitation.is_open"


def test_an_expired_one_does_not_stand_in_the_way(founder: Person, organisation: Organisation) -> None:
    first = send(founder, organisation)
    Invitation.objects.update(expires_at=NOW - timedelta(days=1))

    second = send(founder, organisation)

    first.refresh_from_db()
    assert first.withdrawn_at == NOW
    assert second.id != first.id


def test_a_member_is_not_invited_again(founder: Person, organisation: Organisation) -> None:
    with pytest.raises(UsageError) as refused:
        send(founder, organisation, founder.email)

    assert refused.value.code == "invitation.is_member"


def test_a_member_does_not_widen_their_rights_by_accepting(
    founder: Person, organisation: Organisation
) -> None:
    invitation = send(founder, organisation)

    with pytest.raises(UsageError) as refused:
        accept(actor=actor(founder), invitation_id=invitation.id, now=NOW)

    assert refused.value.code == "invitation.is_member"
    assert Invitation.objects.get().accepted_at is None


def test_another_organisation_touches_no_invitation_here(founder: Person, organisation: Organisation) -> None:
    invitation = send(founder, organisation)
    stranger = make_person()
    other = make_organisation(stranger)

    for attempt in (
        lambda: withdraw(actor=actor(stranger), organisation=other, invitation_id=invitation.id, now=NOW),
        lambda: withdraw(
            actor=actor(stranger), organisation=organisation, invitation_id=invitation.id, now=NOW
        ),
        lambda: send_again(
            actor=actor(stranger), organisation=other, invitation_id=invitation.id, language="en", now=NOW
        ),
    ):
        with pytest.raises(UsageError) as refused:
            attempt()
        assert refused.value.code == "access.not_found"
    assert Message.objects.count() == 1
