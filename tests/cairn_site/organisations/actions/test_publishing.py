"""Rendering what is published."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import transaction

from cairn.errors import DocumentError
from cairn.keys import KeyHistory
from cairn_site.organisations.actions.publishing import history_of, publish_again
from cairn_site.organisations.models import IssuerRecord
from cairn_site.platform import shortcut
from factories.site import NOW, make_organisation

if TYPE_CHECKING:
    from pytest_django import DjangoCaptureOnCommitCallbacks


def test_a_history_that_is_rewritten_is_not_published() -> None:
    organisation = make_organisation()
    record = IssuerRecord.objects.get(organisation=organisation)
    known = history_of(record)
    other = KeyHistory.begin(
        known.controller,
        method_id=known.periods[0].method_id,
        public_key=known.periods[0].public_key,
        valid_from=NOW.replace(year=2020),
    )

    with transaction.atomic(), pytest.raises(DocumentError) as refused:
        publish_again(organisation, now=NOW, history=other)

    assert refused.value.code == "key_history.rewritten"
    record.refresh_from_db()
    assert history_of(record) == known


def test_remembered_bytes_are_dropped_once_the_change_is_there(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    organisation = make_organisation()
    forgotten: list[str] = []
    monkeypatch.setattr(shortcut, "forget", forgotten.append)

    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        publish_again(organisation, now=NOW)
        assert forgotten == []

    assert f"/organisations/{organisation.slug}/did.json" in forgotten
