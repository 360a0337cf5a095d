"""Makers for the tests of the console."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cairn_site.platform import clock, jobs
from cairn_site.platform.actors import SYSTEM
from cairn_site.platform.models import Delivery, Event, Job, JobState, Message

if TYPE_CHECKING:
    from uuid import UUID


def make_job(*, state: JobState = JobState.WAITING, organisation_id: UUID | None = None) -> Job:
    """Make a job in a state; nothing does its steps."""
    jobs.register("idle", lambda _work: jobs.Step(done=0))
    job = jobs.start(
        kind="idle",
        title="An idle job",
        actor=SYSTEM,
        now=clock.now(),
        total=10,
        organisation_id=organisation_id,
    )
    job.state = state
    job.error = "It went wrong." if state == JobState.FAILED else ""
    job.save()
    return job


def make_mail(*, to: str = "ada@example.org", has_failed: bool = False) -> Message:
    """Make a mail that waits, or one that was given up."""
    now = clock.now()
    return Message.objects.create(
        to=to,
        subject="Your award",
        text="See https://a.example/1\n",
        html="<h1>Your award</h1>",
        kind="award",
        created_at=now,
        due_at=now,
        error="OSError: no" if has_failed else "",
        given_up_at=now if has_failed else None,
    )


def make_failed_delivery() -> Delivery:
    """Make a delivery that was given up."""
    now = clock.now()
    event = Event.objects.create(at=now, name="awarding.Awarded", payload={})
    return Delivery.objects.create(
        event=event, reaction="x.react", due_at=now, given_up_at=now, error="RuntimeError: no"
    )
