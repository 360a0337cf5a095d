from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from cairn_site.platform.models import (
    AuditEntry,
    Delivery,
    Event,
    IdempotencyRecord,
    Installation,
    Job,
    Message,
    RateBucket,
)

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def test_every_row_says_what_it_is() -> None:
    event = Event(id=UUID(int=1), name="awarding.Awarded")
    rows = {
        "2026-03-02 09:00 Ada award.make award 7": AuditEntry(
            at=NOW, actor_label="Ada", action="award.make", target_kind="award", target_id="7"
        ),
        f"awarding.Awarded {UUID(int=1)}": event,
        f"{UUID(int=1)} to x.react": Delivery(event=event, reaction="x.react"),
        f"count {UUID(int=2)} (waiting)": Job(id=UUID(int=2), kind="count"),
        "Hello to a@b.example": Message(subject="Hello", to="a@b.example"),
        "token:1 k": IdempotencyRecord(caller="token:1", key="k"),
        "x: 3": RateBucket(name="x", count=3),
        "origin": Installation(name="origin"),
    }

    assert {str(row): row for row in rows.values()} == rows


def test_an_event_goes_to_a_reaction_once() -> None:
    event = Event.objects.create(at=NOW, name="x", payload={})
    Delivery.objects.create(event=event, reaction="r", due_at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.create(event=event, reaction="r", due_at=NOW)


def test_a_key_of_one_caller_is_there_once() -> None:
    IdempotencyRecord.objects.create(key="k", caller="a", digest="", created_at=NOW)
    IdempotencyRecord.objects.create(key="k", caller="b", digest="", created_at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        IdempotencyRecord.objects.create(key="k", caller="a", digest="", created_at=NOW)
