"""What is read of submissions."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cairn.errors import UsageError
from cairn_site.assessing import actions, queries
from cairn_site.assessing.actions import Piece
from cairn_site.assessing.models import Submission
from factories.awarding import World, make_world
from factories.site import NOW, actor, make_person


@pytest.fixture
def world() -> World:
    return make_world()


def ask(world: World, name: str, hours: int = 0) -> Submission:
    person = make_person(name)
    return actions.request_award(
        actor=actor(person),
        version_id=world.version.id,
        motivation="x",
        pieces=[Piece(text="y")],
        now=NOW + timedelta(hours=hours),
    )


def test_who_waits_longest_comes_first_and_only_ones_own(world: World) -> None:
    second, first = ask(world, "B", hours=2), ask(world, "A", hours=1)
    ask(make_world(), "C")

    assert list(queries.queue_of(world.organisation.id)) == [first, second]
    assert queries.waiting_count(world.organisation.id) == 2
    assert list(queries.queue_of(world.organisation.id, search="b")) == [second]


def test_a_submission_is_read_by_its_organisation_and_its_learner_only(world: World) -> None:
    submission, foreign = ask(world, "A"), make_world()

    assert queries.access_submission(world.organisation, submission.id) == submission
    assert queries.own_submission(actor(submission.person), submission.id) == submission
    for read in (
        lambda: queries.access_submission(foreign.organisation, submission.id),
        lambda: queries.own_submission(world.actor, submission.id),
    ):
        with pytest.raises(UsageError) as caught:
            read()
        assert caught.value.code == "access.not_found"


def test_a_draft_is_nobodys_business(world: World) -> None:
    submission = ask(world, "A")
    Submission.objects.update(state="draft")

    with pytest.raises(UsageError):
        queries.access_submission(world.organisation, submission.id)


def test_evidence_belongs_to_its_submission(world: World) -> None:
    first, second = ask(world, "A"), ask(world, "B")
    piece = queries.evidence_of(first.id)[0]

    assert queries.find_evidence(first, piece.id) == piece
    with pytest.raises(UsageError):
        queries.find_evidence(second, piece.id)
