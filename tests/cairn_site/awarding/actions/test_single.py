"""Award one person: now, later, by decision."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cairn.errors import DocumentError, UsageError
from cairn_site.awarding import actions
from cairn_site.awarding.models import Award
from cairn_site.organisations.models import Member
from cairn_site.platform import jobs
from cairn_site.platform.models import AuditEntry, Event, Job, Message
from factories.awarding import World, make_award, make_statement, make_world
from factories.site import NOW, actor, make_person


@pytest.fixture
def world() -> World:
    return make_world()


def schedule(world: World, *, after: timedelta = timedelta(days=3)) -> Award:
    return actions.schedule_award(
        actor=world.actor,
        organisation=world.organisation,
        version_id=world.version.id,
        statement=make_statement(),
        due_at=NOW + after,
        now=NOW,
    )


def test_an_award_comes_with_all_that_belongs_to_it(world: World) -> None:
    award = make_award(world)

    assert award.state == "awarded"
    assert award.provenance["by"] == world.actor.label
    assert award.provenance["version"] == 1
    assert AuditEntry.objects.filter(action="award.make", target_id=str(award.id)).exists()
    assert Event.objects.filter(name="awarding.AwardMade").count() == 1
    assert Message.objects.get().to == award.address
    world.version.refresh_from_db()
    assert world.version.frozen_at == NOW


def test_an_award_goes_to_the_person_whose_address_it_is(world: World) -> None:
    person = make_person(email="known@learners.ie")

    assert make_award(world, email="Known@Learners.ie").person_id == person.id


def test_what_the_lint_refuses_leaves_nothing_behind(world: World) -> None:
    with pytest.raises(DocumentError):
        make_award(world, valid_until="2020-01-01T00:00:00Z")

    assert not Award.objects.exists()
    assert not Message.objects.exists()
    world.version.refresh_from_db()
    assert world.version.frozen_at is None


def test_a_stranger_cannot_award(world: World) -> None:
    with pytest.raises(UsageError) as caught:
        actions.award(
            actor=actor(make_person()),
            organisation=world.organisation,
            version_id=world.version.id,
            statement=make_statement(),
            now=NOW,
        )
    assert caught.value.code == "access.not_found"


def test_an_achievement_of_others_cannot_be_awarded(world: World) -> None:
    other = make_world()
    with pytest.raises(UsageError) as caught:
        actions.award(
            actor=world.actor,
            organisation=world.organisation,
            version_id=other.version.id,
            statement=make_statement(),
            now=NOW,
        )
    assert caught.value.code == "access.not_found"


def test_a_scheduled_award_is_not_signed_before_it_is_due(world: World) -> None:
    kept = schedule(world)
    jobs.run_due(now=NOW + timedelta(days=2))

    kept.refresh_from_db()
    assert kept.state == "scheduled"
    assert kept.document is None
    assert not Message.objects.exists()


def test_a_scheduled_award_is_made_when_it_is_due(world: World) -> None:
    kept = schedule(world)
    jobs.run_due(now=NOW + timedelta(days=4))

    kept.refresh_from_db()
    assert kept.state == "awarded"
    assert kept.document is not None
    assert kept.content == {}
    assert Message.objects.count() == 1


def test_a_cancelled_award_is_never_made(world: World) -> None:
    kept = schedule(world)
    actions.cancel_scheduled(actor=world.actor, organisation=world.organisation, award_id=kept.id, now=NOW)
    jobs.run_due(now=NOW + timedelta(days=4))

    kept.refresh_from_db()
    assert kept.state == "cancelled"
    assert kept.document is None
    assert kept.content == {}


def test_a_scheduled_award_needs_its_author_to_have_the_right_still(world: World) -> None:
    kept = schedule(world)

    Member.objects.filter(organisation=world.organisation).update(can_award=False)
    jobs.run_due(now=NOW + timedelta(days=4))

    kept.refresh_from_db()
    assert kept.state == "scheduled"
    assert Job.objects.get().error_code == "access.right_missing"


def test_what_would_be_refused_then_is_refused_now(world: World) -> None:
    with pytest.raises(DocumentError):
        actions.schedule_award(
            actor=world.actor,
            organisation=world.organisation,
            version_id=world.version.id,
            statement=make_statement(valid_until="2026-03-03T00:00:00Z"),
            due_at=NOW + timedelta(days=30),
            now=NOW,
        )
    assert not Job.objects.exists()


def test_the_past_is_no_time_to_award_at(world: World) -> None:
    with pytest.raises(UsageError) as caught:
        schedule(world, after=timedelta(days=-1))
    assert caught.value.code == "award.past"
