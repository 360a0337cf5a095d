"""What the database itself refuses."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from cairn_site.assessing.models import Submission
from factories.awarding import make_world
from factories.site import NOW, make_person


def make(**members: object) -> Submission:
    return Submission.objects.create(created_at=NOW, **members)


def test_a_person_has_one_open_request_for_an_achievement() -> None:
    world, person = make_world(), make_person()
    given = {
        "organisation": world.organisation,
        "achievement_id": world.version.achievement_id,
        "version": world.version,
        "person": person,
    }
    make(**given, state="refused")
    make(**given, state="submitted")

    with pytest.raises(IntegrityError), transaction.atomic():
        make(**given, state="draft")
