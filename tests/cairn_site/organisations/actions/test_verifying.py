"""An operator verifies or refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cairn.errors import CairnError
from cairn_site.organisations.actions import (
    appoint_administrator,
    ask_again,
    refuse_organisation,
    verify_organisation,
)
from cairn_site.organisations.models import Member, Organisation, Right
from cairn_site.organisations.queries import waiting_for_verification
from cairn_site.platform.models import Event, Message
from factories.site import NOW, actor, make_member, make_organisation, make_person

if TYPE_CHECKING:
    from cairn_site.accounts.models import Person


@pytest.fixture
def operator() -> Person:
    return make_person("Olu Operator", is_operator=True)


def test_verified_the_administrators_are_told(operator: Person) -> None:
    founder = make_person(email="founder@example.org")
    organisation = make_organisation(founder, is_verified=False)
    make_member(make_person(), organisation)

    verify_organisation(actor=actor(operator), organisation_id=organisation.id, now=NOW)

    assert Organisation.objects.get().verified_at == NOW
    assert [message.to for message in Message.objects.all()] == ["founder@example.org"]
    assert Event.objects.filter(name="organisations.OrganisationVerified").count() == 1
    assert not waiting_for_verification().exists()


def test_refused_the_reason_is_told_and_one_may_ask_again(operator: Person) -> None:
    founder = make_person()
    organisation = make_organisation(founder, is_verified=False)

    refuse_organisation(
        actor=actor(operator), organisation_id=organisation.id, reason="No such college.", now=NOW
    )

    assert "No such college." in Message.objects.get().text
    assert not waiting_for_verification().exists()
    ask_again(actor=actor(founder), organisation=organisation, now=NOW)
    assert list(waiting_for_verification()) == [organisation]


def test_a_verified_organisation_can_lose_it(operator: Person) -> None:
    organisation = make_organisation()

    refuse_organisation(actor=actor(operator), organisation_id=organisation.id, reason="Closed.", now=NOW)

    assert Organisation.objects.get().verified_at is None


def test_a_refusal_has_a_reason(operator: Person) -> None:
    organisation = make_organisation(is_verified=False)

    with pytest.raises(CairnError) as refused:
        refuse_organisation(actor=actor(operator), organisation_id=organisation.id, reason=" ", now=NOW)

    assert refused.value.code == "organisation.reason"


def test_an_administrator_does_not_verify_their_own() -> None:
    founder = make_person()
    organisation = make_organisation(founder, is_verified=False)

    for attempt in (
        lambda: verify_organisation(actor=actor(founder), organisation_id=organisation.id, now=NOW),
        lambda: refuse_organisation(
            actor=actor(founder), organisation_id=organisation.id, reason="x", now=NOW
        ),
        lambda: appoint_administrator(
            actor=actor(founder), organisation_id=organisation.id, person_id=founder.id, now=NOW
        ),
    ):
        with pytest.raises(CairnError) as refused:
            attempt()
        assert refused.value.code == "access.not_found"
    assert Organisation.objects.get().verified_at is None


def test_an_operator_appoints_only_where_nobody_administrates(operator: Person) -> None:
    founder, person = make_person(), make_person()
    organisation = make_organisation(founder)

    with pytest.raises(CairnError) as refused:
        appoint_administrator(
            actor=actor(operator), organisation_id=organisation.id, person_id=person.id, now=NOW
        )
    assert refused.value.code == "organisation.has_administrator"

    Member.objects.all().delete()
    appoint_administrator(
        actor=actor(operator), organisation_id=organisation.id, person_id=person.id, now=NOW
    )

    assert Member.objects.get().rights == frozenset(Right)
