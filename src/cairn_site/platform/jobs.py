"""Long work that shows progress, can be stopped and resumed, and survives a crash exactly once.

A job is a cursor. Its handler does one step after another; each step's effects, the moved cursor and the
progress are committed in one transaction, so a killed worker leaves nothing half done. A worker holds a lease
on the job it runs; when the lease is not renewed another worker takes the job over, and a step of the first
that comes too late finds the lease gone and is rolled back. A step that fails, or takes its worker down with
it, is tried again a few times, later and later. The row is its own queue: there is no second place
that could disagree with it (``docs/decisions/0010-job-row-is-the-queue.md``).
``tests/cairn_site/platform/test_jobs.py`` and the kill test prove it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, TypeAlias
from uuid import UUID, uuid4

from django.conf import settings
from django.db import models, transaction

from cairn.errors import CairnError, UsageError
from cairn_site.platform import clock
from cairn_site.platform.actors import Actor, actor_from_json
from cairn_site.platform.logs import redact
from cairn_site.platform.models import Job as Job  # noqa: PLC0414 - rows are handed to the apps above
from cairn_site.platform.models import JobState as JobState  # noqa: PLC0414

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import QuerySet

_log = logging.getLogger(__name__)
MAX_ATTEMPTS: Final = 5
MAX_LISTED: Final = 50
_UNFINISHED: Final = (JobState.WAITING.value, JobState.RUNNING.value)

TRANSITIONS: Final[Mapping[JobState, frozenset[JobState]]] = {
    JobState.WAITING: frozenset({JobState.RUNNING, JobState.STOPPED}),
    JobState.RUNNING: frozenset({JobState.WAITING, JobState.STOPPED, JobState.FAILED, JobState.DONE}),
    JobState.STOPPED: frozenset({JobState.WAITING}),
    JobState.FAILED: frozenset({JobState.WAITING}),
    JobState.DONE: frozenset(),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What a handler is given for one step."""

    id: UUID
    actor: Actor
    organisation_id: UUID | None
    arguments: Mapping[str, Any]
    cursor: Mapping[str, Any]
    done: int
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What one step did: the new cursor, how many are done in all, and whether that was the last."""

    cursor: Mapping[str, Any] = field(default_factory=dict)
    done: int
    total: int | None = None
    note: str = ""
    is_last: bool = False


Handler: TypeAlias = Callable[[Work], Step]
_HANDLERS: Final[dict[str, Handler]] = {}


class LeaseLostError(Exception):
    """Another worker has taken the job over, so the step at work must be rolled back."""


def register(kind: str, handler: Handler) -> None:
    """Let ``handler`` do the steps of jobs of ``kind``; a step takes less than a quarter of a second."""
    _HANDLERS[kind] = handler


def lease_time() -> timedelta:
    """Return how long a worker may be silent before others take its job over (``CAIRN_LEASE_SECONDS``)."""
    return timedelta(seconds=settings.CAIRN_LEASE_SECONDS)


def start(
    *,
    kind: str,
    title: str,
    actor: Actor,
    now: datetime,
    arguments: Mapping[str, Any] | None = None,
    organisation_id: UUID | None = None,
    total: int | None = None,
    due_at: datetime | None = None,
) -> Job:
    """Write a job in the present transaction; a worker takes it up after ``due_at``."""
    if kind not in _HANDLERS:
        raise AssertionError(f"no handler is registered for {kind}")
    return Job.objects.create(
        kind=kind,
        title=title[:200],
        arguments=dict(arguments or {}),
        total=total,
        actor=actor.as_json(),
        organisation_id=organisation_id,
        created_at=now,
        due_at=due_at or now,
    )


def request_stop(job: Job) -> None:
    """Have a job stop after the step at work; a waiting one stops at once."""
    with transaction.atomic():
        held = Job.objects.select_for_update().get(id=job.id)
        if held.state == JobState.WAITING:
            _move(held, JobState.STOPPED)
            held.save(update_fields=["state"])
        elif held.state == JobState.RUNNING:
            held.stop_requested = True
            held.save(update_fields=["stop_requested"])


def resume(job: Job, *, now: datetime) -> None:
    """Let a stopped or failed job go on where it was, and one that was told to stop and has not yet.

    Raises ``UsageError("job.not_resumable")`` for a job that waits, runs or is done.
    """
    with transaction.atomic():
        held = Job.objects.select_for_update().get(id=job.id)
        if held.state == JobState.RUNNING and held.stop_requested:
            held.stop_requested = False
            held.save(update_fields=["stop_requested"])
            return
        if JobState(held.state) not in {JobState.STOPPED, JobState.FAILED}:
            raise UsageError("job.not_resumable", "Only a job that has stopped or failed can go on.")
        _move(held, JobState.WAITING)
        held.stop_requested = False
        held.attempts = 0
        held.due_at = now
        held.error = held.error_code = ""
        held.finished_at = None
        held.save()


def claim(*, now: datetime) -> Job | None:
    """Take the lease on the job that has been due longest, or on one whose worker has died.

    A job that was taken over ``MAX_ATTEMPTS`` times without finishing a step has failed: what it does ends
    its worker.
    """
    free = models.Q(state=JobState.WAITING, due_at__lte=now) | models.Q(
        state=JobState.RUNNING, beat_at__lt=now - lease_time()
    )
    claimable = Job.objects.filter(free, state__in=_UNFINISHED)
    # Asked without a lock first, so that an idle worker keeps nobody from writing.
    if not claimable.exists():
        return None
    with transaction.atomic():
        job = claimable.select_for_update(skip_locked=_can_skip_locked()).order_by("due_at", "id").first()
        if job is None:
            return None
        if job.state == JobState.WAITING:
            _move(job, JobState.RUNNING)
        else:
            job.attempts += 1
            if job.attempts >= MAX_ATTEMPTS:
                _fail(job, code="job.worker_lost", message="The worker ended each time it did the next step.")
                return None
        job.lease = uuid4()
        job.beat_at = now
        job.started_at = job.started_at or now
        job.save(update_fields=["state", "lease", "beat_at", "started_at", "attempts"])
        return job


def run(job: Job, *, is_stopping: Callable[[], bool] = lambda: False) -> None:
    """Run the steps of a claimed job until it ends, is stopped, or ``is_stopping`` says so."""
    lease = job.lease
    while True:
        try:
            if _run_step(job.id, lease):
                return
        except LeaseLostError:
            return
        except CairnError as error:
            _end(job.id, lease, code=error.code, message=str(error))
            return
        except Exception as error:  # noqa: BLE001 - the outermost place where a job runs
            _log.exception("A step of a job failed", extra={"job": str(job.id), "kind": job.kind})
            _try_later(job.id, lease, error)
            return
        if is_stopping():
            _hand_back(job.id, lease)
            return


def run_due(*, now: datetime | None = None, limit: int = 1000) -> int:
    """Run every job that is due to its end, in this process, and return how many there were."""
    count = 0
    while count < limit and (job := claim(now=now or clock.now())) is not None:
        run(job)
        count += 1
    return count


def find(identifier: UUID, *, organisation_id: UUID | None = None) -> Job | None:
    """Return a job; with ``organisation_id`` only if it is that organisation's."""
    jobs = Job.objects.filter(id=identifier)
    return (jobs if organisation_id is None else jobs.filter(organisation_id=organisation_id)).first()


def listed(*, state: str = "", kind: str = "", organisation_id: UUID | None = None) -> QuerySet[Job]:
    """Return the jobs that fit, newest first."""
    jobs = Job.objects.order_by("-created_at", "-id")
    wanted = {"state": state, "kind": kind, "organisation_id": organisation_id}
    return jobs.filter(**{name: value for name, value in wanted.items() if value})


def recent(*, organisation_id: UUID | None = None, kind: str = "") -> list[Job]:
    """Return the newest jobs, at most ``MAX_LISTED``."""
    return list(listed(organisation_id=organisation_id, kind=kind)[:MAX_LISTED])


def counts() -> dict[str, int]:
    """Return how many jobs are in each state, of those that are not done."""
    unfinished = Job.objects.exclude(state=JobState.DONE).order_by()
    found = unfinished.values_list("state").annotate(models.Count("id"))
    return {state.value: 0 for state in JobState if state != JobState.DONE} | dict(found)


def prune(*, before: datetime) -> int:
    """Delete the jobs that were done before a moment and return how many there were."""
    return Job.objects.filter(state=JobState.DONE, finished_at__lt=before).delete()[0]


def _run_step(identifier: UUID, lease: UUID | None) -> bool:
    """Do one step and return whether the job has ended."""
    now = clock.now()
    with transaction.atomic():
        job = _held(identifier, lease)
        if job.stop_requested:
            _move(job, JobState.STOPPED)
            job.lease = None
            job.save(update_fields=["state", "lease"])
            return True
        handler = _HANDLERS.get(job.kind)
        if handler is None:
            raise UsageError("job.unknown_kind", f"Nothing here does jobs of the kind {job.kind}.")
        step = handler(
            Work(
                id=job.id,
                actor=actor_from_json(job.actor),
                organisation_id=job.organisation_id,
                arguments=job.arguments,
                cursor=job.cursor,
                done=job.done,
                now=now,
            )
        )
        job.cursor = dict(step.cursor)
        job.done = step.done
        job.total = step.total if step.total is not None else job.total
        job.note = step.note[:300]
        job.beat_at = clock.now()
        job.attempts = 0
        job.error = job.error_code = ""
        if step.is_last:
            _move(job, JobState.DONE)
            job.finished_at = now
            job.lease = None
        job.save()
        return step.is_last


def _held(identifier: UUID, lease: UUID | None) -> Job:
    job = Job.objects.select_for_update().get(id=identifier)
    if job.lease != lease or job.state != JobState.RUNNING:
        raise LeaseLostError
    return job


def _end(identifier: UUID, lease: UUID | None, *, code: str, message: str) -> None:
    with transaction.atomic():
        try:
            job = _held(identifier, lease)
        except LeaseLostError:
            return
        _fail(job, code=code, message=message)


def _fail(job: Job, *, code: str, message: str) -> None:
    _move(job, JobState.FAILED)
    job.error_code, job.error, job.lease = code, message[:2000], None
    job.finished_at = clock.now()
    job.save()


def _try_later(identifier: UUID, lease: UUID | None, error: Exception) -> None:
    message = redact(f"{type(error).__name__}: {error}")
    with transaction.atomic():
        try:
            job = _held(identifier, lease)
        except LeaseLostError:
            return
        job.attempts += 1
        if job.attempts >= MAX_ATTEMPTS:
            _fail(job, code="job.failed", message=message)
            return
        _move(job, JobState.WAITING)
        job.lease = None
        job.error_code, job.error = "job.failed", message[:2000]
        job.due_at = clock.now() + timedelta(seconds=4**job.attempts)
        job.save()


def _hand_back(identifier: UUID, lease: UUID | None) -> None:
    with transaction.atomic():
        try:
            job = _held(identifier, lease)
        except LeaseLostError:
            return
        _move(job, JobState.WAITING)
        job.lease = None
        # Behind those that have waited meanwhile.
        job.due_at = clock.now()
        job.save(update_fields=["state", "lease", "due_at"])


def _move(job: Job, state: JobState) -> None:
    if state not in TRANSITIONS[JobState(job.state)]:
        raise AssertionError(f"a job does not go from {job.state} to {state}")
    job.state = state


def _can_skip_locked() -> bool:
    return bool(transaction.get_connection().features.has_select_for_update_skip_locked)
