"""Making a copy of somebody's data."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.core.files.storage import default_storage

from cairn.errors import UsageError
from cairn_site.accounts import actions
from cairn_site.accounts.models import DataExport
from cairn_site.platform.models import Job
from factories.site import NOW, actor, make_person

if TYPE_CHECKING:
    from pytest_django import DjangoCaptureOnCommitCallbacks

    from cairn_site.accounts.models import Person


def test_asking_twice_makes_one_copy(ada: Person) -> None:
    first = actions.ask_export(actor=actor(ada), person=ada, now=NOW)
    assert actions.ask_export(actor=actor(ada), person=ada, now=NOW + timedelta(minutes=5)) == first
    assert Job.objects.count() == 1
    assert actions.ask_export(actor=actor(ada), person=ada, now=NOW + timedelta(hours=2)) != first


def test_nobody_asks_for_the_data_of_somebody_else(ada: Person) -> None:
    with pytest.raises(UsageError, match="their own data"):
        actions.ask_export(actor=actor(make_person(is_operator=True)), person=ada, now=NOW)


def test_a_job_that_runs_again_writes_once(ada: Person) -> None:
    export = actions.ask_export(actor=actor(ada), person=ada, now=NOW)
    actions.write_export(export.id, now=NOW)
    path = DataExport.objects.get().path
    actions.write_export(export.id, now=NOW + timedelta(minutes=1))
    assert DataExport.objects.get().path == path


def test_expired_copies_are_removed_with_their_files(
    ada: Person, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    export = actions.ask_export(actor=actor(ada), person=ada, now=NOW)
    actions.write_export(export.id, now=NOW)
    path = DataExport.objects.get().path
    assert default_storage.exists(path)
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove_expired_exports(NOW + timedelta(days=8))
    assert not DataExport.objects.exists()
    assert not default_storage.exists(path)
