from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from cairn.errors import UsageError
from cairn_site.operating.queries import audit_entries, find_message, summary
from cairn_site.platform import clock
from cairn_site.platform.models import AuditEntry, JobState
from factories.operating import make_failed_delivery, make_job, make_mail
from factories.site import make_organisation


def test_a_new_installation_is_calm() -> None:
    make_mail()

    assert summary(now=clock.now()).is_calm
    assert summary(now=clock.now()).mail_waiting == 0


def test_what_waits_is_counted() -> None:
    make_organisation(is_verified=False)
    make_job(state=JobState.FAILED)
    make_mail(has_failed=True)
    make_mail()
    make_failed_delivery()
    found = summary(now=clock.now() + timedelta(minutes=2))

    assert not found.is_calm
    assert (found.organisations, found.jobs["failed"], found.mail_failed, found.deliveries) == (1, 1, 1, 1)
    assert found.mail_waiting >= 1


def test_a_mail_is_found_or_is_not_there() -> None:
    message = make_mail()

    assert find_message(message.id) == message
    with pytest.raises(UsageError):
        find_message(uuid4())


def test_both_days_of_a_search_count_in() -> None:
    AuditEntry.objects.all().delete()
    for day in (1, 2, 3, 4):
        AuditEntry.objects.create(
            at=datetime(2026, 3, day, 23, 30, tzinfo=UTC),
            actor_kind="",
            actor_label="",
            action=f"day.{day}",
            target_kind="",
            target_id="",
        )
    found = audit_entries({"since": date(2026, 3, 2), "until": date(2026, 3, 3), "search": "", "action": ""})

    assert [entry.action for entry in found] == ["day.3", "day.2"]
