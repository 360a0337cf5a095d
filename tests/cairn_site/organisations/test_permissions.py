"""Who may do what."""

from __future__ import annotations

from uuid import uuid4

import pytest

from cairn.errors import UsageError
from cairn_site.organisations import permissions
from cairn_site.organisations.actions import make_token, make_unit, revoke_token
from cairn_site.organisations.models import Right
from cairn_site.platform.actors import SYSTEM, VISITOR, Actor, ActorKind
from factories.site import NOW, actor, make_member, make_organisation, make_person


def refused(error: pytest.ExceptionInfo[UsageError]) -> str:
    return error.value.code


@pytest.mark.parametrize("right", list(Right))
def test_a_member_has_exactly_the_rights_given(right: Right) -> None:
    person = make_person()
    organisation = make_organisation(person, rights={right})

    assert permissions.rights_of(actor(person), organisation) == {right, Right.READ}


def test_a_member_of_another_organisation_is_a_stranger_here() -> None:
    person = make_person()
    make_organisation(person)

    with pytest.raises(UsageError) as error:
        permissions.require(actor(person), make_organisation(), Right.READ)

    assert refused(error) == "access.not_found"


def test_absent_and_forbidden_answer_alike() -> None:
    stranger = actor(make_person())
    there = make_organisation()

    with pytest.raises(UsageError) as absent:
        permissions.access_organisation(stranger, "no-such-organisation")
    with pytest.raises(UsageError) as forbidden:
        permissions.access_organisation(stranger, there.slug)

    assert (absent.value.code, absent.value.message, absent.value.where) == (
        forbidden.value.code,
        forbidden.value.message,
        forbidden.value.where,
    )


def test_a_member_without_the_right_is_told_so() -> None:
    person = make_person()
    organisation = make_organisation(person, rights={Right.READ})

    with pytest.raises(UsageError) as error:
        permissions.require(actor(person), organisation, Right.AWARD)

    assert refused(error) == "access.right_missing"


def test_a_visitor_has_no_right_and_the_system_every_one() -> None:
    organisation = make_organisation()

    assert permissions.rights_of(VISITOR, organisation) == frozenset()
    assert permissions.rights_of(SYSTEM, organisation) == frozenset(Right)


def test_a_person_without_an_id_is_nobody() -> None:
    assert permissions.rights_of(Actor(kind=ActorKind.PERSON), make_organisation()) == frozenset()


def test_whoever_has_a_closed_account_has_no_right_left() -> None:
    person = make_person()
    organisation = make_organisation(person)
    person.is_active = False
    person.save()

    assert permissions.rights_of(actor(person), organisation) == frozenset()


def test_an_operator_is_no_member() -> None:
    operator = make_person(is_operator=True)

    assert permissions.rights_of(actor(operator), make_organisation()) == frozenset()


def test_a_token_has_the_rights_of_its_scopes_in_its_own_organisation_only() -> None:
    person = make_person()
    organisation = make_organisation(person)
    made = make_token(
        actor=actor(person),
        organisation=organisation,
        name="x",
        scopes=["awards:write"],
        expires_at=None,
        now=NOW,
    )
    token = Actor(kind=ActorKind.TOKEN, id=made.token.id)

    assert permissions.rights_of(token, organisation) == {Right.READ, Right.AWARD, Right.SIGN}
    assert permissions.rights_of(token, make_organisation()) == frozenset()


def test_no_scope_administrates() -> None:
    assert all(Right.ADMINISTRATE not in rights for rights in permissions.SCOPES.values())


def test_a_revoked_token_has_no_right() -> None:
    person = make_person()
    organisation = make_organisation(person)
    made = make_token(
        actor=actor(person),
        organisation=organisation,
        name="x",
        scopes=["awards:read"],
        expires_at=None,
        now=NOW,
    )
    revoke_token(actor=actor(person), organisation=organisation, token_id=made.token.id, now=NOW)

    assert permissions.rights_of(Actor(kind=ActorKind.TOKEN, id=made.token.id), organisation) == frozenset()


def test_a_token_reads_only_what_its_scope_opens() -> None:
    person = make_person()
    organisation = make_organisation(person)
    made = make_token(
        actor=actor(person),
        organisation=organisation,
        name="x",
        scopes=["awards:read"],
        expires_at=None,
        now=NOW,
    )
    token = Actor(kind=ActorKind.TOKEN, id=made.token.id)

    permissions.require_scope(token, organisation, "awards:read")
    with pytest.raises(UsageError) as error:
        permissions.require_scope(token, organisation, "members:read")

    assert refused(error) == "access.right_missing"


def test_a_scope_is_not_asked_of_people() -> None:
    person = make_person()

    permissions.require_scope(actor(person), make_organisation(person), "members:read")


def test_somebody_in_a_unit_reaches_it_and_those_below_only() -> None:
    founder, person = make_person(), make_person()
    organisation = make_organisation(founder)
    top = make_unit(actor=actor(founder), organisation=organisation, name="Top", parent_id=None, now=NOW)
    below = make_unit(
        actor=actor(founder), organisation=organisation, name="Below", parent_id=top.id, now=NOW
    )
    beside = make_unit(
        actor=actor(founder), organisation=organisation, name="Beside", parent_id=None, now=NOW
    )
    make_member(person, organisation, unit=top)

    assert permissions.units_of(actor(person), organisation) == {top.id, below.id}
    permissions.require_unit(actor(person), organisation, below.id)
    for elsewhere in (beside.id, None, uuid4()):
        with pytest.raises(UsageError) as error:
            permissions.require_unit(actor(person), organisation, elsewhere)
        assert refused(error) == "access.not_found"


def test_somebody_in_the_whole_organisation_reaches_every_unit() -> None:
    person = make_person()

    assert permissions.units_of(actor(person), make_organisation(person)) is None


def test_a_stranger_reaches_no_unit() -> None:
    assert permissions.units_of(actor(make_person()), make_organisation()) == frozenset()


def test_the_organisations_of_a_person_are_those_with_the_right() -> None:
    person = make_person()
    reading = make_organisation(person, rights={Right.READ}, name="A")
    awarding = make_organisation(person, rights={Right.AWARD}, name="B")
    make_organisation()

    assert list(permissions.organisations_of(actor(person))) == [reading, awarding]
    assert list(permissions.organisations_of(actor(person), right=Right.AWARD)) == [awarding]
    assert list(permissions.organisations_of(VISITOR)) == []


def test_only_operators_look_after_the_installation() -> None:
    permissions.require_operator(actor(make_person(is_operator=True)))
    with pytest.raises(UsageError) as error:
        permissions.require_operator(actor(make_person()))

    assert refused(error) == "access.not_found"


def test_the_members_with_a_right_are_found() -> None:
    founder, reader = make_person(), make_person()
    organisation = make_organisation(founder)
    make_member(reader, organisation)

    assert permissions.members_with(organisation.id, Right.SIGN) == [founder.id]
