"""News about organisations."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from django.db import transaction

from cairn_site.organisations import events as news
from cairn_site.platform import events
from cairn_site.platform.models import Event
from factories.site import NOW

if TYPE_CHECKING:
    from datetime import datetime

HERE, KEY = UUID(int=1), UUID(int=2)


@pytest.mark.parametrize(
    "event",
    [
        news.OrganisationMade(organisation_id=HERE),
        news.OrganisationVerified(organisation_id=HERE),
        news.OrganisationChanged(organisation_id=HERE),
        news.KeyRotated(organisation_id=HERE, key_id=KEY),
        news.KeyRetired(organisation_id=HERE, key_id=KEY),
        news.KeyCompromised(organisation_id=HERE, key_id=KEY, since=NOW),
        news.MemberJoined(organisation_id=HERE, person_id=KEY),
    ],
)
def test_every_event_is_delivered_as_it_was_published(event: object, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[object] = []

    def reaction(told: object, _now: datetime) -> None:
        heard.append(told)

    monkeypatch.setattr(events, "_REACTIONS", {})
    events.subscribe(type(event), reaction)
    with transaction.atomic():
        events.publish(event, now=NOW)
    events.deliver_due(now=NOW)

    assert heard == [event]
    assert Event.objects.count() == 1
