"""Revoke, suspend, reinstate: state, list, reason, news, all or nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cairn.canonical import strict_json
from cairn.errors import UsageError
from cairn.status import decode_list
from cairn_site.awarding import actions
from cairn_site.awarding.actions.changing import change_step
from cairn_site.awarding.models import Award, AwardState, StatusChange, StatusList
from cairn_site.platform import jobs
from cairn_site.platform.models import AuditEntry, Event
from factories.awarding import World, make_award, make_statement, make_world
from factories.site import NOW, actor, make_person


@pytest.fixture
def world() -> World:
    return make_world(can_be_suspended=True)


def bit_of(award: Award, purpose: str) -> bool:
    row = StatusList.objects.get(id=getattr(award, f"{purpose}_list_id"))
    subject = strict_json.parse_object(bytes(row.document or b""))["credentialSubject"]
    assert isinstance(subject, dict)
    bits = decode_list(str(subject["encodedList"]))
    index = getattr(award, f"{purpose}_index")
    return bool(bits[index >> 3] & (0x80 >> (index & 7)))


def change(world: World, award: Award, name: str, *, reason: str = "An error") -> Award:
    action = getattr(actions, f"{name}_award")
    changed: Award = action(
        actor=world.actor, organisation=world.organisation, award_id=award.id, reason=reason, now=NOW
    )
    changed.refresh_from_db()
    return changed


def test_a_revoked_award_is_revoked_for_whoever_looks(world: World) -> None:
    award = change(world, make_award(world), "revoke")

    assert award.state == "revoked"
    assert bit_of(award, "revocation")
    assert not bit_of(award, "suspension")
    assert StatusChange.objects.get().reason == "An error"
    assert AuditEntry.objects.filter(action="award.revoke").exists()
    assert Event.objects.filter(name="awarding.AwardRevoked").count() == 1


def test_a_suspension_can_be_taken_back(world: World) -> None:
    award = change(world, make_award(world), "suspend")
    assert bit_of(award, "suspension")

    award = change(world, award, "reinstate")
    assert award.state == "awarded"
    assert not bit_of(award, "suspension")
    assert StatusChange.objects.count() == 2


def test_a_suspended_award_can_be_revoked(world: World) -> None:
    award = change(world, change(world, make_award(world), "suspend"), "revoke")

    assert bit_of(award, "revocation")


@pytest.mark.parametrize("name", ["revoke", "suspend", "reinstate"])
def test_nothing_leads_out_of_a_revocation(world: World, name: str) -> None:
    award = change(world, make_award(world), "revoke")

    with pytest.raises(UsageError) as caught:
        change(world, award, name)
    assert caught.value.code == "award.no_such_change"
    assert bit_of(award, "revocation")


def test_without_a_place_for_it_nothing_is_suspended() -> None:
    world = make_world()
    award = make_award(world)

    with pytest.raises(UsageError) as caught:
        change(world, award, "suspend")
    assert caught.value.code == "award.not_suspendable"


@pytest.mark.parametrize("reason", ["", "  ", "x" * 2001])
def test_a_change_needs_a_reason(world: World, reason: str) -> None:
    award = make_award(world)

    with pytest.raises(UsageError) as caught:
        change(world, award, "revoke", reason=reason)
    assert caught.value.code == "award.no_reason"
    award.refresh_from_db()
    assert award.state == "awarded"


def test_awards_of_others_are_not_there(world: World) -> None:
    foreign = make_award(make_world())

    with pytest.raises(UsageError) as caught:
        change(world, foreign, "revoke")
    assert caught.value.code == "access.not_found"


def test_strangers_change_nothing(world: World) -> None:
    award = make_award(world)
    with pytest.raises(UsageError) as caught:
        actions.revoke_award(
            actor=actor(make_person()),
            organisation=world.organisation,
            award_id=award.id,
            reason="Spite",
            now=NOW,
        )
    assert caught.value.code == "access.not_found"


def test_a_scheduled_award_is_not_reinstated_into_being(world: World) -> None:

    kept = actions.schedule_award(
        actor=world.actor,
        organisation=world.organisation,
        version_id=world.version.id,
        statement=make_statement(),
        due_at=NOW + timedelta(days=1),
        now=NOW,
    )
    with pytest.raises(UsageError):
        change(world, kept, "reinstate")


def test_many_are_changed_by_a_job_and_foreign_ones_are_not(world: World) -> None:
    awards = [make_award(world) for _ in range(3)]
    foreign = make_award(make_world())
    revoked = change(world, make_award(world), "revoke")
    job = actions.change_many(
        actor=world.actor,
        organisation=world.organisation,
        award_ids=[*[award.id for award in awards], foreign.id, revoked.id],
        state=AwardState.REVOKED,
        reason="The course was void",
        now=NOW,
    )
    jobs.run_due()

    job.refresh_from_db()
    assert (job.state, job.note) == ("done", "3 changed")
    for award in awards:
        award.refresh_from_db()
        assert award.state == "revoked"
        assert bit_of(award, "revocation")
    foreign.refresh_from_db()
    assert foreign.state == "awarded"


def test_a_step_done_again_changes_nothing_twice(world: World) -> None:
    award = make_award(world)
    given = {
        "actor": world.actor,
        "organisation": world.organisation,
        "award_ids": [award.id],
        "state": AwardState.REVOKED,
        "reason": "An error",
        "now": NOW,
    }
    assert change_step(**given) == 1  # type: ignore[arg-type]
    assert change_step(**given) == 0  # type: ignore[arg-type]
    assert StatusChange.objects.count() == 1
