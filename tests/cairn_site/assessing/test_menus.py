"""Menu entries and panels."""

from __future__ import annotations

from django.test import Client

from cairn_site.assessing import actions
from factories.awarding import make_world
from factories.site import NOW, actor, make_person, sign_in


def test_assessors_see_how_many_wait_and_learners_what_is_open(client: Client) -> None:
    world, learner = make_world(), make_person()
    actions.request_award(
        actor=actor(learner), version_id=world.version.id, motivation="x", pieces=[], now=NOW
    )

    page = sign_in(client, world.person).get("/home").content.decode()
    assert f"/manage/{world.slug}/requests" in page
    assert "Waiting for an assessor" in page
    page = sign_in(Client(), learner).get("/home").content.decode()
    assert "Your requests" in page
    assert "Waiting for an assessor" not in page
