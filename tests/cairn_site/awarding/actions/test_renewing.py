"""Renewal and the invitation to a new version."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cairn.errors import UsageError
from cairn_site.awarding import actions
from cairn_site.designing.actions import publish_version, start_revision
from cairn_site.platform import jobs
from cairn_site.platform.models import Message
from factories.awarding import World, make_award, make_world
from factories.site import NOW

if TYPE_CHECKING:
    from cairn_site.awarding.models import Award


@pytest.fixture
def world() -> World:
    return make_world()


def renew(world: World, award: Award, *, revokes_old: bool = False) -> Award:
    return actions.renew_award(
        actor=world.actor,
        organisation=world.organisation,
        award_id=award.id,
        revokes_old=revokes_old,
        reason="Another year",
        now=NOW,
    )


@pytest.mark.parametrize(("revokes_old", "state"), [(False, "awarded"), (True, "revoked")])
def test_the_old_award_stays_or_is_revoked_as_told(world: World, revokes_old: bool, state: str) -> None:
    old = make_award(world)
    new = renew(world, old, revokes_old=revokes_old)

    old.refresh_from_db()
    assert new.supersedes_id == old.id
    assert (new.name, new.address) == (old.name, old.address)
    assert old.state == state


def test_an_award_is_renewed_once(world: World) -> None:
    old = make_award(world)
    renew(world, old)

    with pytest.raises(UsageError) as caught:
        renew(world, old)
    assert caught.value.code == "award.renewed"


def test_what_is_revoked_is_not_renewed(world: World) -> None:
    old = make_award(world)
    actions.revoke_award(
        actor=world.actor, organisation=world.organisation, award_id=old.id, reason="An error", now=NOW
    )
    with pytest.raises(UsageError) as caught:
        renew(world, old)
    assert caught.value.code == "award.not_renewable"


def new_version(world: World) -> None:
    achievement_id = world.version.achievement_id
    start_revision(actor=world.actor, achievement_id=achievement_id, now=NOW)
    publish_version(actor=world.actor, achievement_id=achievement_id, now=NOW)


def test_a_renewal_is_by_the_newest_version(world: World) -> None:
    old = make_award(world)
    new_version(world)

    assert renew(world, old).version_id != old.version_id


def test_holders_of_earlier_versions_are_invited_once_each(world: World) -> None:
    old = [make_award(world, sends_mail=False) for _ in range(3)]
    new_version(world)
    renew(world, old[0])
    Message.objects.all().delete()
    actions.invite_to_upgrade(
        actor=world.actor,
        organisation=world.organisation,
        achievement_id=world.version.achievement_id,
        now=NOW,
    )
    jobs.run_due()

    assert sorted(message.to for message in Message.objects.all()) == sorted(
        award.address for award in old[1:]
    )
