"""Members and their rights."""

from __future__ import annotations

import pytest

from cairn.errors import UsageError
from cairn_site.organisations.actions import change_member, invite, leave, make_unit, remove_member
from cairn_site.organisations.models import Invitation, Member, Right
from cairn_site.platform import audit
from factories.site import NOW, actor, make_member, make_organisation, make_person


def test_a_member_gets_exactly_the_rights_given() -> None:
    founder, person = make_person(), make_person()
    organisation = make_organisation(founder)
    member = make_member(person, organisation, rights={Right.AWARD, Right.SIGN})

    change_member(
        actor=actor(founder),
        organisation=organisation,
        member_id=member.id,
        rights={Right.CREATE},
        unit_id=None,
        now=NOW,
    )

    assert Member.objects.get(id=member.id).rights == {Right.READ, Right.CREATE}
    entry = audit.entries(organisation_id=organisation.id, action="member.change").get()
    assert entry.details["before"] == ["award", "read", "sign"]
    assert entry.details["after"] == ["create", "read"]


@pytest.mark.parametrize("way", ["strip", "remove", "leave"])
def test_the_last_administrator_stays(way: str) -> None:
    founder = make_person()
    organisation = make_organisation(founder)
    make_member(make_person(), organisation, rights=set(Right) - {Right.ADMINISTRATE})
    member = Member.objects.get(organisation=organisation, person=founder)

    shared = {"actor": actor(founder), "organisation": organisation, "now": NOW}
    ways = {
        "strip": lambda: change_member(**shared, member_id=member.id, rights={Right.READ}, unit_id=None),
        "remove": lambda: remove_member(**shared, member_id=member.id),
        "leave": lambda: leave(**shared),
    }

    with pytest.raises(UsageError) as refused:
        ways[way]()

    assert refused.value.code == "member.last_administrator"
    assert Member.objects.get(id=member.id).can_administrate


def test_an_administrator_whose_account_is_closed_does_not_count() -> None:
    founder, closed = make_person(), make_person()
    organisation = make_organisation(founder)
    make_member(closed, organisation, rights=set(Right))
    closed.is_active = False
    closed.save()

    with pytest.raises(UsageError):
        leave(actor=actor(founder), organisation=organisation, now=NOW)


def test_one_of_two_administrators_can_leave() -> None:
    founder, other = make_person(), make_person()
    organisation = make_organisation(founder)
    make_member(other, organisation, rights=set(Right))

    leave(actor=actor(founder), organisation=organisation, now=NOW)

    assert [member.person_id for member in Member.objects.filter(organisation=organisation)] == [other.id]


def test_nobody_comes_back_by_an_invitation_of_their_own() -> None:
    founder, other = make_person(), make_person()
    organisation = make_organisation(founder)
    member = make_member(other, organisation, rights=set(Right))
    invite(
        actor=actor(other),
        organisation=organisation,
        address="second@example.org",
        rights=set(Right),
        unit_id=None,
        language="en",
        now=NOW,
    )

    remove_member(actor=actor(founder), organisation=organisation, member_id=member.id, now=NOW)

    assert Invitation.objects.get().withdrawn_at == NOW


def test_somebody_in_a_unit_does_not_administrate() -> None:
    founder, person = make_person(), make_person()
    organisation = make_organisation(founder)
    unit = make_unit(actor=actor(founder), organisation=organisation, name="Unit", parent_id=None, now=NOW)
    member = make_member(person, organisation)

    with pytest.raises(UsageError) as refused:
        change_member(
            actor=actor(founder),
            organisation=organisation,
            member_id=member.id,
            rights={Right.ADMINISTRATE},
            unit_id=unit.id,
            now=NOW,
        )

    assert refused.value.code == "member.unit_rights"


def test_the_unit_and_the_member_of_another_organisation_are_not_there() -> None:
    founder, person = make_person(), make_person()
    organisation, other = make_organisation(founder), make_organisation(founder)
    member = make_member(person, organisation)
    unit = make_unit(actor=actor(founder), organisation=other, name="Unit", parent_id=None, now=NOW)

    for where, unit_id in ((organisation, unit.id), (other, None)):
        with pytest.raises(UsageError) as refused:
            change_member(
                actor=actor(founder),
                organisation=where,
                member_id=member.id,
                rights={Right.AWARD},
                unit_id=unit_id,
                now=NOW,
            )
        assert refused.value.code == "access.not_found"
    assert Member.objects.get(id=member.id).rights == {Right.READ}


def test_a_member_cannot_raise_their_own_rights() -> None:
    person = make_person()
    organisation = make_organisation(person, rights=set(Right) - {Right.ADMINISTRATE})
    member = Member.objects.get(organisation=organisation, person=person)

    with pytest.raises(UsageError) as refused:
        change_member(
            actor=actor(person),
            organisation=organisation,
            member_id=member.id,
            rights=set(Right),
            unit_id=None,
            now=NOW,
        )

    assert refused.value.code == "access.right_missing"
