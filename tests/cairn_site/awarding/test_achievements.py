"""What awarding asks of achievements."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cairn.errors import UsageError
from cairn_site.awarding import achievements
from cairn_site.designing.actions import publish_version, start_revision
from factories.awarding import YEAR, make_award, make_world
from factories.site import NOW


def test_a_version_of_others_is_not_there() -> None:
    world, other = make_world(), make_world()

    with pytest.raises(UsageError) as caught:
        achievements.find_version(world.organisation, other.version.id)
    assert caught.value.code == "access.not_found"


def test_the_end_of_an_award_follows_from_its_beginning() -> None:
    world = make_world(validity=YEAR)
    version = achievements.find_version(world.organisation, world.version.id)

    assert version.expires
    assert version.valid_until(NOW) == NOW + timedelta(days=365)


def test_a_replaced_version_is_not_awarded() -> None:
    world = make_world()
    achievement_id = world.version.achievement_id
    make_award(world)
    start_revision(actor=world.actor, achievement_id=achievement_id, now=NOW)
    newer = publish_version(actor=world.actor, achievement_id=achievement_id, now=NOW)

    with pytest.raises(UsageError) as caught:
        achievements.awardable(world.actor, world.organisation, world.version.id)
    assert caught.value.code == "designing.version_withdrawn"
    assert achievements.awardable(world.actor, world.organisation, achievement_id).id == newer.id


def test_the_chosen_achievement_stays_in_the_filter(monkeypatch: pytest.MonkeyPatch) -> None:
    world = make_world()
    monkeypatch.setattr(achievements, "MAX_CHOICES", 0)

    assert achievements.choices(world.organisation) == []
    chosen = achievements.choices(world.organisation, including=str(world.version.achievement_id))
    assert [identifier for identifier, _ in chosen] == [world.version.achievement_id]


def test_achievements_of_others_cannot_be_filtered_by() -> None:
    world, other = make_world(), make_world()

    chosen = achievements.choices(world.organisation, including=str(other.version.achievement_id))

    assert other.version.achievement_id not in [identifier for identifier, _ in chosen]
