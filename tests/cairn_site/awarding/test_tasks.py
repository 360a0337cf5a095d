"""Jobs of awarding: steps that can be done again, by another process, after anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cairn_site.awarding import actions, tasks
from cairn_site.awarding.models import Award, Batch
from cairn_site.organisations.models import Member
from cairn_site.platform import clock, jobs
from cairn_site.platform.models import Event, Job, Message
from factories.awarding import World, change_key, make_batch, make_table, make_world
from factories.site import NOW

if TYPE_CHECKING:
    from collections.abc import Iterator


def forget_all() -> None:
    """Leave what another process would not have."""
    for batch_id in list(tasks._running):
        tasks._forget(batch_id)


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    monkeypatch.setattr(tasks, "ROWS", 2)
    monkeypatch.setattr(tasks, "_MAILS", 2)
    yield make_world()
    forget_all()


def confirm(world: World, rows: int = 5) -> Batch:
    batch = make_batch(world, make_table(rows))
    return actions.confirm_batch(
        actor=world.actor,
        organisation=world.organisation,
        batch_id=batch.id,
        skips_bad_rows=False,
        sends_mail=True,
        now=NOW,
    )


def step(job: Job) -> None:
    """Do one step of a claimed job, as a worker does."""
    jobs.run(job, is_stopping=lambda: True)


def test_each_step_moves_the_cursor_by_the_rows_it_awarded(world: World) -> None:
    confirm(world)
    seen = []
    while (job := jobs.claim(now=clock.now())) is not None and job.kind == "awarding.issue_batch":
        step(job)
        job.refresh_from_db()
        seen.append((job.done, job.total, Award.objects.count(), job.state))

    assert seen == [(2, 5, 2, "waiting"), (4, 5, 4, "waiting"), (5, 5, 5, "done")]


def test_another_process_goes_on_where_the_cursor_stands(world: World) -> None:
    confirm(world)
    job = jobs.claim(now=clock.now())
    assert job is not None
    step(job)
    forget_all()
    jobs.run_due()

    assert Award.objects.count() == 5
    assert Message.objects.count() == 5


def test_a_step_that_failed_leaves_nothing_and_is_done_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    confirm(world)
    right = tasks.store_rows
    calls = []

    def fail_after(*arguments: object, **more: object) -> None:
        right(*arguments, **more)  # type: ignore[arg-type]
        calls.append(1)
        if len(calls) == 2:
            raise RuntimeError("the step fails after its work")

    monkeypatch.setattr(tasks, "store_rows", fail_after)
    job = jobs.claim(now=clock.now())
    assert job is not None
    jobs.run(job)
    assert Award.objects.count() == 2
    job.refresh_from_db()
    jobs.run_due(now=job.due_at)
    job.refresh_from_db()

    assert job.state == "done"
    assert Award.objects.count() == 5
    assert Event.objects.filter(name="awarding.BatchCompleted").count() == 1


def test_a_key_that_changes_in_between_signs_the_rest(world: World) -> None:
    batch = confirm(world)
    job = jobs.claim(now=clock.now())
    assert job is not None
    step(job)
    change_key(world, now=NOW)
    jobs.run_due()

    methods = {
        part.partition(b'"')[0]
        for award in Award.objects.filter(batch=batch)
        for part in bytes(award.document or b"").split(b'"verificationMethod":"')[1:]
    }
    assert len(methods) == 2


def test_who_lost_the_right_awards_no_further_row(world: World) -> None:

    confirm(world)
    job = jobs.claim(now=clock.now())
    assert job is not None
    step(job)
    Member.objects.filter(organisation=world.organisation).update(can_sign=False)
    jobs.run_due()

    job.refresh_from_db()
    assert (job.state, job.error_code) == ("failed", "access.right_missing")
    assert Award.objects.count() == 2


def test_holders_are_written_to_by_a_job_that_follows(world: World) -> None:
    confirm(world)
    jobs.run_due(limit=1)
    assert Award.objects.count() == 5
    assert not Message.objects.exists()
    jobs.run_due()

    assert Message.objects.count() == 5


def test_what_was_revoked_before_the_mail_is_not_written_about(world: World) -> None:
    confirm(world)
    jobs.run_due(limit=1)
    award = Award.objects.first()
    assert award is not None
    actions.revoke_award(
        actor=world.actor, organisation=world.organisation, award_id=award.id, reason="An error", now=NOW
    )
    jobs.run_due()

    assert Message.objects.count() == 4


def test_every_kind_of_job_has_its_handler() -> None:
    assert set(tasks.HANDLERS) <= set(jobs._HANDLERS)


def test_few_batches_are_kept_open_at_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "_MAX_RUNNING", 1)
    for _ in range(2):
        confirm(world, rows=3)
    while (job := jobs.claim(now=clock.now())) is not None:
        step(job)
        assert len(tasks._running) <= 1

    assert Award.objects.count() == 6
