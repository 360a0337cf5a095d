"""What is told to higher apps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from cairn_site.awarding.events import AwardMade, AwardsMade
from cairn_site.platform import events
from cairn_site.platform.models import Event
from factories.awarding import make_award, make_batch, make_table, make_world
from factories.site import NOW

if TYPE_CHECKING:
    from datetime import datetime

HEARD: list[Any] = []


def hear(event: AwardsMade, _now: datetime) -> None:
    HEARD.append(event)


@pytest.fixture
def _listening(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "_REACTIONS", {})
    events.subscribe(AwardsMade, hear)
    HEARD.clear()


def test_an_award_is_told() -> None:
    award = make_award(make_world())

    event = Event.objects.get(name="awarding.AwardMade")
    assert event.payload["award_id"] == str(award.id)
    assert AwardMade.__dataclass_fields__.keys() == event.payload.keys()


@pytest.mark.usefixtures("_listening")
def test_the_awards_of_a_step_come_back_as_they_were_told() -> None:
    world = make_world()
    batch = make_batch(world, make_table(2))
    told = AwardsMade(
        batch_id=batch.id, organisation_id=world.organisation.id, award_ids=(batch.id, world.version.id)
    )

    events.publish(told, now=NOW)
    events.deliver_due(now=NOW)

    assert [told] == HEARD
