from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from cairn.errors import UsageError
from cairn_site.accounts.acting import actor_for
from cairn_site.operating import actions
from cairn_site.platform import audit, clock
from cairn_site.platform.models import AuditEntry, JobState
from factories.operating import make_failed_delivery, make_job, make_mail
from factories.site import make_person

if TYPE_CHECKING:
    from collections.abc import Callable

    from cairn_site.platform.actors import Actor


@pytest.fixture
def operator() -> Actor:
    return actor_for(make_person(is_operator=True))


def test_a_job_is_stopped_and_goes_on(operator: Actor) -> None:
    job = make_job()
    actions.stop_job(actor=operator, job_id=job.id, now=clock.now())
    job.refresh_from_db()
    assert job.state == JobState.STOPPED

    actions.resume_job(actor=operator, job_id=job.id, now=clock.now())
    job.refresh_from_db()
    assert job.state == JobState.WAITING
    trail = AuditEntry.objects.filter(target_id=str(job.id)).order_by("at")
    assert [entry.action for entry in trail] == ["job.stop", "job.resume"]


def test_what_failed_is_tried_again(operator: Actor) -> None:
    message, delivery = make_mail(has_failed=True), make_failed_delivery()
    actions.retry_mail(actor=operator, message_id=message.id, now=clock.now())
    actions.retry_delivery(actor=operator, delivery_id=delivery.id, now=clock.now())

    message.refresh_from_db()
    delivery.refresh_from_db()
    assert message.given_up_at is None
    assert delivery.given_up_at is None
    assert AuditEntry.objects.filter(action__in=["mail.retry", "event.retry"]).count() == 2


def test_what_did_not_fail_is_not_tried_again_and_leaves_no_entry(operator: Actor) -> None:
    before = AuditEntry.objects.count()
    with pytest.raises(UsageError):
        actions.retry_mail(actor=operator, message_id=make_mail().id, now=clock.now())
    with pytest.raises(UsageError):
        actions.resume_job(actor=operator, job_id=make_job().id, now=clock.now())

    assert AuditEntry.objects.count() == before


def test_the_retention_is_set(operator: Actor) -> None:
    actions.set_retention(actor=operator, days=365, now=clock.now())

    assert audit.retention_days() == 365


def test_reading_a_mail_of_somebody_else_is_noted(operator: Actor) -> None:
    message = make_mail()
    actions.record_mail_read(actor=operator, message_id=message.id, now=clock.now())

    assert AuditEntry.objects.get(action="mail.read").target_id == str(message.id)


@pytest.mark.parametrize(
    "act",
    [
        lambda actor, now: actions.stop_job(actor=actor, job_id=make_job().id, now=now),
        lambda actor, now: actions.resume_job(
            actor=actor, job_id=make_job(state=JobState.FAILED).id, now=now
        ),
        lambda actor, now: actions.retry_mail(actor=actor, message_id=make_mail(has_failed=True).id, now=now),
        lambda actor, now: actions.retry_delivery(
            actor=actor, delivery_id=make_failed_delivery().id, now=now
        ),
        lambda actor, now: actions.set_retention(actor=actor, days=None, now=now),
        lambda actor, now: actions.record_mail_read(actor=actor, message_id=make_mail().id, now=now),
    ],
)
def test_nobody_but_an_operator_does_any_of_it(act: Callable[[Actor, object], None]) -> None:
    with pytest.raises(UsageError) as caught:
        act(actor_for(make_person()), clock.now())

    assert caught.value.code == "access.not_found"


def test_a_job_that_is_not_there_cannot_be_stopped(operator: Actor) -> None:
    with pytest.raises(UsageError) as caught:
        actions.stop_job(actor=operator, job_id=uuid4(), now=clock.now())

    assert caught.value.code == "access.not_found"
