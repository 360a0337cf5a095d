from __future__ import annotations

from uuid import UUID

from cairn_site.designing.events import AchievementPublished
from cairn_site.platform.events import _as_json, _from_json


def test_the_event_comes_back_as_it_went() -> None:
    event = AchievementPublished(
        version_id=UUID(int=1),
        achievement_id=UUID(int=2),
        organisation_id=UUID(int=3),
        number=2,
        name="Data",
        previous_version_id=None,
        change_note="New rubric",
    )

    assert _from_json(AchievementPublished, _as_json(event)) == event
