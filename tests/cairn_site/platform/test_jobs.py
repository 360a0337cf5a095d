from __future__ import annotations

import threading
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import pytest
from django.db import connection, connections

from cairn.errors import DocumentError, UsageError
from cairn_site.platform import clock, jobs
from cairn_site.platform.actors import SYSTEM
from cairn_site.platform.models import AuditEntry, Job, JobState

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Register = Callable[[jobs.Handler], None]


@pytest.fixture
def register() -> Iterator[Register]:
    yield lambda handler: jobs.register("count", handler)
    jobs._HANDLERS.pop("count", None)


def count_to(last: int) -> jobs.Handler:
    """Return a handler that leaves one trace a step."""

    def step(work: jobs.Work) -> jobs.Step:
        number = int(work.cursor.get("number", 0)) + 1
        leave_a_trace(number)
        return jobs.Step(cursor={"number": number}, done=number, is_last=number >= last)

    return step


def leave_a_trace(number: int) -> None:
    AuditEntry.objects.create(
        at=clock.now(),
        actor_kind="system",
        actor_label="",
        action="step",
        target_kind="",
        target_id=str(number),
    )


def traces() -> list[int]:
    return sorted(int(entry.target_id) for entry in AuditEntry.objects.filter(action="step"))


def start(**more: object) -> Job:
    return jobs.start(kind="count", title="Counting", actor=SYSTEM, now=clock.now(), **more)  # type: ignore[arg-type]


def claim_now(*, later: timedelta = timedelta()) -> Job | None:
    return jobs.claim(now=clock.now() + later)


def test_a_job_runs_step_by_step_to_its_end(register: Register) -> None:
    register(count_to(3))
    job = start(total=3)

    assert jobs.run_due() == 1

    job.refresh_from_db()
    assert (job.state, job.done, job.cursor) == (JobState.DONE, 3, {"number": 3})
    assert job.finished_at is not None
    assert job.lease is None
    assert traces() == [1, 2, 3]


def test_a_kind_without_a_handler_is_not_started() -> None:
    with pytest.raises(AssertionError):
        start()


def test_a_job_that_is_not_due_yet_waits(register: Register) -> None:
    register(count_to(1))
    start(due_at=clock.now() + timedelta(hours=1))

    assert claim_now() is None
    assert claim_now(later=timedelta(hours=2)) is not None


def test_a_job_is_claimed_once(register: Register) -> None:
    register(count_to(1))
    start()

    assert claim_now() is not None
    assert claim_now() is None


def test_a_silent_worker_loses_its_job_and_its_late_step_is_rolled_back(register: Register) -> None:
    register(count_to(2))
    job = start()
    first = claim_now()
    assert first is not None
    second = claim_now(later=jobs.lease_time() + timedelta(seconds=1))
    assert second is not None
    assert second.id == first.id
    assert second.lease != first.lease

    jobs.run(first)
    assert traces() == []

    jobs.run(second)
    assert traces() == [1, 2]
    job.refresh_from_db()
    assert job.state == JobState.DONE


def test_a_step_that_notices_late_that_its_lease_is_gone_leaves_nothing(register: Register) -> None:
    def step(work: jobs.Work) -> jobs.Step:
        leave_a_trace(1)
        # What another worker does while this step is at work, had the database not kept it from doing so.
        raise jobs.LeaseLostError

    register(step)
    job = start()
    claimed = claim_now()
    assert claimed is not None
    jobs.run(claimed)

    job.refresh_from_db()
    assert traces() == []
    assert job.state == JobState.RUNNING


def test_a_job_that_ends_its_worker_each_time_fails_after_some_tries(register: Register) -> None:
    register(count_to(1))
    job = start()
    moment = clock.now()
    for _ in range(jobs.MAX_ATTEMPTS):
        assert jobs.claim(now=moment) is not None
        moment += jobs.lease_time() + timedelta(seconds=1)

    assert jobs.claim(now=moment) is None

    job.refresh_from_db()
    assert (job.state, job.error_code) == (JobState.FAILED, "job.worker_lost")


def test_a_running_job_stops_after_the_step_and_goes_on_where_it_was(register: Register) -> None:
    steps = count_to(4)

    def step(work: jobs.Work) -> jobs.Step:
        done = steps(work)
        if done.done == 2:
            Job.objects.filter(id=work.id).update(stop_requested=True)
        return done

    def step_and_be_stopped(work: jobs.Work) -> jobs.Step:
        return steps(work)

    register(step_and_be_stopped)
    job = start()
    claimed = claim_now()
    assert claimed is not None
    jobs.request_stop(claimed)
    jobs.run(claimed)
    job.refresh_from_db()
    assert (job.state, traces()) == (JobState.STOPPED, [])

    jobs.resume(job, now=clock.now())
    claimed = claim_now()
    assert claimed is not None
    jobs.run(claimed, is_stopping=lambda: len(traces()) == 2)
    job.refresh_from_db()
    assert (job.state, job.done) == (JobState.WAITING, 2)

    jobs.run_due()
    job.refresh_from_db()
    assert (job.state, traces()) == (JobState.DONE, [1, 2, 3, 4])


def test_a_waiting_job_stops_at_once(register: Register) -> None:
    register(count_to(1))
    job = start()
    jobs.request_stop(job)

    job.refresh_from_db()
    assert job.state == JobState.STOPPED
    assert claim_now() is None


def test_a_job_told_to_stop_may_be_told_to_go_on_before_it_has(register: Register) -> None:
    register(count_to(2))
    job = start()
    claimed = claim_now()
    assert claimed is not None
    jobs.request_stop(job)
    jobs.resume(job, now=clock.now())
    jobs.run(claimed)

    job.refresh_from_db()
    assert job.state == JobState.DONE


def test_a_job_that_is_done_does_not_go_on(register: Register) -> None:
    register(count_to(1))
    job = start()
    jobs.run_due()

    with pytest.raises(UsageError, match="stopped or failed"):
        jobs.resume(job, now=clock.now())


def test_a_step_that_fails_leaves_nothing_and_is_tried_later(register: Register) -> None:
    tries: list[int] = []

    def step(work: jobs.Work) -> jobs.Step:
        leave_a_trace(1)
        tries.append(1)
        if len(tries) == 1:
            raise RuntimeError("password=abc")
        return jobs.Step(done=1, is_last=True)

    register(step)
    job = start()
    jobs.run_due()
    job.refresh_from_db()
    assert (job.state, job.attempts, traces()) == (JobState.WAITING, 1, [])
    assert job.due_at > clock.now()
    assert "abc" not in job.error

    claimed = claim_now(later=timedelta(minutes=1))
    assert claimed is not None
    jobs.run(claimed)
    job.refresh_from_db()
    assert (job.state, job.error, traces()) == (JobState.DONE, "", [1])


def test_a_step_that_always_fails_ends_the_job_after_some_tries(register: Register) -> None:
    def step(_work: jobs.Work) -> jobs.Step:
        raise RuntimeError("no")

    register(step)
    job = start()
    for number in range(jobs.MAX_ATTEMPTS):
        claimed = claim_now(later=timedelta(hours=number))
        assert claimed is not None
        jobs.run(claimed)

    job.refresh_from_db()
    assert (job.state, job.error_code) == (JobState.FAILED, "job.failed")
    jobs.resume(job, now=clock.now())
    job.refresh_from_db()
    assert (job.state, job.attempts, job.error) == (JobState.WAITING, 0, "")


def test_an_error_made_on_purpose_ends_the_job_with_its_words(register: Register) -> None:
    def step(_work: jobs.Work) -> jobs.Step:
        raise DocumentError("csv.row", "Row 3 has no name.", mend="Write one.")

    register(step)
    job = start()
    jobs.run_due()

    job.refresh_from_db()
    assert (job.state, job.error_code) == (JobState.FAILED, "csv.row")
    assert "Row 3 has no name." in job.error


def test_a_kind_that_nobody_does_any_more_is_said_to_be_so(register: Register) -> None:
    register(count_to(1))
    job = start()
    jobs._HANDLERS.pop("count")
    jobs.run_due()

    job.refresh_from_db()
    assert job.error_code == "job.unknown_kind"


def test_a_worker_that_ends_hands_its_job_back(register: Register) -> None:
    register(count_to(5))
    job = start()
    claimed = claim_now()
    assert claimed is not None
    jobs.run(claimed, is_stopping=lambda: True)

    job.refresh_from_db()
    assert (job.state, job.lease, job.done) == (JobState.WAITING, None, 1)


def test_a_job_handed_back_goes_behind_those_that_waited(register: Register) -> None:
    register(count_to(5))
    long = start()
    claimed = claim_now()
    other = start()
    assert claimed is not None
    jobs.run(claimed, is_stopping=lambda: True)

    following = claim_now()
    assert following is not None
    assert (claimed.id, following.id) == (long.id, other.id)


def test_a_job_is_found_only_by_its_organisation(register: Register) -> None:
    register(count_to(1))
    job = start(organisation_id=UUID(int=1))

    assert jobs.find(job.id, organisation_id=UUID(int=1)) == job
    assert jobs.find(job.id, organisation_id=UUID(int=2)) is None
    assert jobs.find(uuid4()) is None
    assert jobs.recent(organisation_id=UUID(int=2)) == []
    assert jobs.recent(kind="count") == [job]


def test_counts_leave_out_what_is_done(register: Register) -> None:
    register(count_to(1))
    start()
    jobs.run_due()
    start()

    assert jobs.counts() == {"waiting": 1, "running": 0, "stopped": 0, "failed": 0}


def test_only_jobs_long_done_are_pruned(register: Register) -> None:
    register(count_to(1))
    start()
    jobs.run_due()
    start()

    assert jobs.prune(before=clock.now() - timedelta(days=1)) == 0
    assert jobs.prune(before=clock.now() + timedelta(days=1)) == 1
    assert Job.objects.get().state == JobState.WAITING


@pytest.mark.parametrize("state", list(JobState))
def test_no_state_leads_to_itself(state: JobState) -> None:
    assert state not in jobs.TRANSITIONS[state]


@pytest.mark.django_db(transaction=True)
def test_four_workers_at_once_do_every_step_of_every_job_once(register: Register) -> None:
    if connection.vendor == "sqlite" and connection.is_in_memory_db():  # type: ignore[attr-defined]
        pytest.skip("needs a database that several connections share")
    register(count_to(3))
    started = [start() for _ in range(6)]

    def work() -> None:
        jobs.run_due()
        connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert {Job.objects.get(id=job.id).state for job in started} == {JobState.DONE}
    assert traces() == sorted([1, 2, 3] * 6)
