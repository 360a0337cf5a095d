"""What the worker does."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from cairn_site.accounts import actions, tasks
from cairn_site.accounts.models import DataExport, Person
from cairn_site.platform import clock, schedules, worker
from factories.site import actor

if TYPE_CHECKING:
    from cairn_site.accounts.models import Person as PersonType


def test_the_worker_erases_and_tidies(ada: PersonType) -> None:
    now = clock.now()
    actions.ask_export(actor=actor(ada), person=ada, now=now)
    worker.work_until_idle()
    assert DataExport.objects.get().ready_at is not None
    actions.ask_erasure(actor=actor(ada), person=ada, now=now)
    with clock.shifted(timedelta(days=9)):
        assert "accounts.tidy" in schedules.run_due(now=clock.now())
    assert Person.objects.get(id=ada.id).erased_at is not None
    assert not DataExport.objects.exists()


def test_notices_that_were_read_are_kept_for_a_year() -> None:
    assert timedelta(days=365) == tasks.READ_NOTICES_KEPT
