"""What assessing asks of achievements."""

from __future__ import annotations

from uuid import uuid4

import pytest

from cairn.errors import UsageError
from cairn_site.assessing import achievements
from cairn_site.designing.actions import archive_achievement
from factories.awarding import make_world
from factories.site import NOW


def test_criteria_and_rubrics_are_those_of_the_version() -> None:
    world = make_world()
    requested = achievements.find_requested(world.version.id, is_new=True)

    assert "data management plan" in requested.criteria
    assert requested.rubrics == (("Plan", ("Adequate", "Strong")),)


def test_what_is_archived_cannot_be_asked_for_but_was() -> None:
    world = make_world()
    archive_achievement(actor=world.actor, achievement_id=world.version.achievement_id, now=NOW)

    with pytest.raises(UsageError) as caught:
        achievements.find_requested(world.version.id, is_new=True)
    assert caught.value.code == "designing.archived"
    assert achievements.find_requested(world.version.id, is_new=False).name == world.version.name


def test_what_is_not_there_is_not_found() -> None:
    with pytest.raises(UsageError) as caught:
        achievements.find_requested(uuid4(), is_new=True)
    assert caught.value.code == "access.not_found"
