from __future__ import annotations

import pytest
from django.db import IntegrityError

from cairn_site.designing.models import Achievement, AchievementVersion, BadgeImage
from factories.designing import make_studio
from factories.site import NOW


def test_an_achievement_has_one_draft_at_most() -> None:
    studio = make_studio()

    with pytest.raises(IntegrityError):
        AchievementVersion.objects.create(achievement=studio.achievement, number=2, edited_at=NOW)


def test_a_number_is_given_once() -> None:
    studio = make_studio(is_published=True)

    with pytest.raises(IntegrityError):
        AchievementVersion.objects.create(achievement=studio.achievement, number=1, edited_at=NOW)


def test_they_are_called_by_name() -> None:
    assert str(Achievement(name="Data")) == "Data"
    assert str(AchievementVersion(name="Data", number=3)) == "Data 3"
    image = BadgeImage()
    assert str(image) == str(image.id)
