from __future__ import annotations

from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from cairn_site.platform import audit, clock, housekeeping, schedules
from cairn_site.platform.actors import SYSTEM
from cairn_site.platform.models import AuditEntry, IdempotencyRecord, Message


def make(*, days: int) -> None:
    at = clock.now() - timedelta(days=days)
    Message.objects.create(to=f"d{days}@b.example", subject="", text="", kind="", created_at=at, due_at=at)
    IdempotencyRecord.objects.create(key=str(days), caller="x", digest="", created_at=at)
    AuditEntry.objects.create(
        at=at, actor_kind="", actor_label="", action=f"test.{days}", target_kind="", target_id=""
    )


def test_it_is_done_every_day() -> None:
    assert schedules._SCHEDULES["housekeeping"][0] == timedelta(days=1)


def test_what_has_served_is_thrown_away() -> None:
    for days in (0, 8, 100):
        make(days=days)
    housekeeping.tidy(clock.now())

    assert set(Message.objects.values_list("to", flat=True)) == {"d0@b.example", "d8@b.example"}
    assert [record.key for record in IdempotencyRecord.objects.all()] == ["0"]


def test_the_audit_trail_stays_for_ever_unless_an_operator_says_otherwise() -> None:
    make(days=4000)
    housekeeping.tidy(clock.now())
    assert audit.entries(action="test.").count() == 1

    audit.set_retention(days=365, actor=SYSTEM, now=clock.now())
    housekeeping.tidy(clock.now())
    assert audit.entries(action="test.").count() == 0


def test_sessions_that_have_ended_are_thrown_away() -> None:
    store: Any = import_module(settings.SESSION_ENGINE).SessionStore
    session = store()
    session["a"] = 1
    session.set_expiry(-10)
    session.save()
    housekeeping.tidy(clock.now())

    assert not store().exists(session.session_key)


def test_sqlite_knows_how_full_its_tables_are() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("is about SQLite")
    make(days=0)
    housekeeping.keep_statistics(clock.now())

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM sqlite_stat1 WHERE tbl = 'platform_message'")
        assert cursor.fetchone()[0] > 0
