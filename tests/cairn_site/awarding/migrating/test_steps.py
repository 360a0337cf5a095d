"""A worker that is killed between and within steps loses nothing and repeats nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from cairn_site.awarding.actions import migrating as actions
from cairn_site.awarding.migrating import reading, steps
from cairn_site.awarding.models import Award, ItemKind, Programme, ProgrammeItem, ProgrammeState
from cairn_site.organisations.models import Member
from cairn_site.platform import jobs
from factories.awarding import make_world
from factories.programmes import confirm, export, holder, upload
from factories.site import NOW

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

    from cairn_site.platform.jobs import Step, Work
    from factories.awarding import World

HOLDERS = 20


class Killed(BaseException):
    """What ends a worker at once."""


def planned(world: World, monkeypatch: pytest.MonkeyPatch, *, at_once: bool = True) -> Programme:
    monkeypatch.setattr(actions, "READ_AT_ONCE", 10_000_000 if at_once else 0)
    monkeypatch.setattr(reading, "PIECE", 6)
    monkeypatch.setattr(steps, "AWARDS", 6)
    holders = [holder(n, revoked=n % 10 == 0 or None) for n in range(HOLDERS)]
    return upload(world, export(*holders))


def work_of(job: jobs.Job, world: World) -> Work:
    job.refresh_from_db()
    return jobs.Work(
        id=job.id,
        actor=world.actor,
        organisation_id=world.organisation.id,
        arguments=job.arguments,
        cursor=job.cursor,
        done=job.done,
        now=NOW,
    )


def step(job: jobs.Job, world: World, handler: Callable[[Work], Step], *, dies: bool = False) -> bool:
    """Do one step as a worker does: its effects and its cursor together, or, if it dies, neither."""
    try:
        with transaction.atomic():
            done = handler(work_of(job, world))
            if dies:
                raise Killed
            job.cursor, job.done = dict(done.cursor), done.done
            job.save()
            return done.is_last
    except Killed:
        return False


def told(programme: Programme) -> list[tuple[Any, ...]]:
    items = ProgrammeItem.objects.filter(programme=programme).order_by("number")
    return list(items.values_list("number", "kind", "source", "address"))


def test_a_plan_made_by_workers_that_die_is_the_plan_made_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    world = make_world()
    whole = planned(world, monkeypatch)
    pieces = planned(world, monkeypatch, at_once=False)
    assert pieces.state == ProgrammeState.READING
    job = jobs.find(pieces.job_id)  # type: ignore[arg-type]
    assert job is not None

    for _ in range(20):
        step(job, world, steps.read_programme, dies=True)
        reading._readings.clear()
        if step(job, world, steps.read_programme):
            break
        reading._readings.clear()

    pieces.refresh_from_db()
    assert pieces.state == ProgrammeState.PLANNED
    assert told(pieces) == told(whole)
    assert pieces.plan == whole.plan


def test_awards_signed_by_workers_that_die_are_signed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    world = make_world()
    programme = confirm(world, planned(world, monkeypatch))
    job = jobs.find(programme.job_id)  # type: ignore[arg-type]
    assert job is not None

    for _ in range(20):
        step(job, world, steps.carry_programme, dies=True)
        before = Award.objects.count()
        is_last = step(job, world, steps.carry_programme)
        assert Award.objects.count() - before <= steps.AWARDS
        if is_last:
            break

    awards = Award.objects.all()
    assert awards.count() == HOLDERS
    assert awards.filter(state="revoked").count() == HOLDERS // 10
    places = set(awards.values_list("revocation_list_id", "revocation_index"))
    assert len(places) == HOLDERS
    assert not ProgrammeItem.objects.filter(programme=programme, made=None).exists()


def test_a_step_that_is_done_again_after_it_was_committed_changes_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    world = make_world()
    programme = confirm(world, planned(world, monkeypatch))
    job = jobs.find(programme.job_id)  # type: ignore[arg-type]
    assert job is not None
    step(job, world, steps.carry_programme)
    kept = dict(job.cursor)
    step(job, world, steps.carry_programme)
    before = sorted(Award.objects.values_list("id", "etag"))

    job.cursor = kept
    job.save()
    step(job, world, steps.carry_programme)

    assert sorted(Award.objects.values_list("id", "etag")) == before


def test_it_stops_after_a_step_and_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    world = make_world()
    programme = confirm(world, planned(world, monkeypatch))
    job = jobs.claim(now=NOW.replace(year=2099))
    assert job is not None
    jobs._run_step(job.id, job.lease)
    given = {
        "actor": world.actor, "organisation": world.organisation, "programme_id": programme.id, "now": NOW,
    }  # fmt: skip
    actions.stop_programme(**given)  # type: ignore[arg-type]
    jobs.run(job)
    job.refresh_from_db()
    assert job.state == "stopped"
    assert Award.objects.count() < HOLDERS

    actions.resume_programme(**given)  # type: ignore[arg-type]
    jobs.run_due()

    job.refresh_from_db()
    assert job.state == "done"
    assert Award.objects.count() == HOLDERS


def test_whoever_loses_the_right_signs_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    world = make_world()
    programme = confirm(world, planned(world, monkeypatch))
    Member.objects.filter(person=world.person).update(can_sign=False)

    jobs.run_due()

    job = jobs.find(programme.job_id)  # type: ignore[arg-type]
    assert job is not None
    assert (job.state, job.error_code) == ("failed", "access.right_missing")
    assert not Award.objects.exists()


def test_what_cannot_be_signed_is_left_and_the_others_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    world = make_world()
    programme = planned(world, monkeypatch)
    bad = ProgrammeItem.objects.filter(programme=programme, kind=ItemKind.AWARD).latest("number")
    bad.content["issued_on"] = "yesterday"
    bad.save()

    confirm(world, programme)
    jobs.run_due()

    bad.refresh_from_db()
    assert bad.content["problem"]
    assert Award.objects.count() == HOLDERS - 1
    job = jobs.find(Programme.objects.get().job_id)  # type: ignore[arg-type]
    assert job is not None
    assert (job.state, job.note) == ("done", "1 could not be signed")
