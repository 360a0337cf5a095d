from __future__ import annotations

import threading
import time
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from cairn_site.platform import beats, clock, jobs, mail, schedules, worker
from cairn_site.platform.actors import SYSTEM
from cairn_site.platform.models import Job, JobState, Message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@pytest.fixture(autouse=True)
def _apart() -> Iterator[None]:
    before = dict(schedules._SCHEDULES)
    schedules._SCHEDULES.clear()
    yield
    schedules._SCHEDULES.clear()
    schedules._SCHEDULES.update(before)
    jobs._HANDLERS.pop("test", None)


def start(handler: jobs.Handler) -> Job:
    jobs.register("test", handler)
    return jobs.start(kind="test", title="Test", actor=SYSTEM, now=clock.now())


def write_mail() -> Message:
    now = clock.now()
    return Message.objects.create(to="a@b.example", subject="", text="", kind="", created_at=now, due_at=now)


def until(is_true: Callable[[], bool]) -> None:
    ends = time.monotonic() + 20
    while not is_true():
        assert time.monotonic() < ends
        time.sleep(0.02)


def test_until_idle_does_everything_and_what_it_causes_in_turn() -> None:
    def step(_work: jobs.Work) -> jobs.Step:
        write_mail()
        return jobs.Step(done=1, is_last=True)

    job = start(step)
    worker.work_until_idle()

    job.refresh_from_db()
    assert job.state == JobState.DONE
    assert Message.objects.get().sent_at is not None


@pytest.mark.django_db(transaction=True)
def test_a_worker_does_jobs_mail_and_schedules_and_ends_when_told() -> None:
    ran: list[object] = []
    schedules.every(timedelta(days=1), "test", ran.append)
    job = start(lambda work: jobs.Step(done=work.done + 1, is_last=work.done == 2))
    write_mail()
    made = worker.Worker()
    thread = threading.Thread(target=made.run)
    thread.start()
    until(lambda: Job.objects.get(id=job.id).state == JobState.DONE)
    until(lambda: Message.objects.get().sent_at is not None)
    until(lambda: bool(ran) and beats.is_alive(now=clock.now()))
    made.stop()
    thread.join(timeout=20)

    assert not thread.is_alive()
    assert beats.all_beats() == {}


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_is_told_to_end_hands_its_job_back() -> None:
    job = start(lambda work: jobs.Step(done=work.done + 1))
    made = worker.Worker()
    thread = threading.Thread(target=made.run)
    thread.start()
    until(lambda: Job.objects.get(id=job.id).done > 0)
    made.stop()
    thread.join(timeout=20)

    job.refresh_from_db()
    assert (job.state, job.lease) == (JobState.WAITING, None)


@pytest.mark.django_db(transaction=True)
def test_a_long_job_keeps_no_other_from_its_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "_TURN_SECONDS", 0.05)
    start(lambda work: jobs.Step(done=work.done + 1))
    jobs.register("short", lambda _work: jobs.Step(done=1, is_last=True))
    short = jobs.start(kind="short", title="Short", actor=SYSTEM, now=clock.now())
    made = worker.Worker()
    thread = threading.Thread(target=made.run)
    thread.start()
    until(lambda: Job.objects.get(id=short.id).state == JobState.DONE)
    made.stop()
    thread.join(timeout=20)
    jobs._HANDLERS.pop("short")


@pytest.mark.django_db(transaction=True)
def test_a_turn_that_fails_ends_no_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "_PAUSE_AFTER_FAILURE", 0.01)
    tries: list[int] = []

    def fail_once(**_named: object) -> int:
        tries.append(1)
        if len(tries) == 1:
            raise RuntimeError
        return 0

    monkeypatch.setattr(mail, "send_due", fail_once)
    made = worker.Worker()
    thread = threading.Thread(target=made.run)
    thread.start()
    until(lambda: len(tries) > 1)
    made.stop()
    thread.join(timeout=20)
