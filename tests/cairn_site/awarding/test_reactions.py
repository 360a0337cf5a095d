"""What awarding does at the news of lower apps."""

from __future__ import annotations

from cairn_site.assessing import actions as assessing
from cairn_site.assessing.actions import Piece
from cairn_site.assessing.models import SubmissionState
from cairn_site.awarding.models import Award, StatusList
from cairn_site.platform.events import deliver_due
from cairn_site.platform.worker import work_until_idle
from factories.awarding import World, change_key, make_award, make_world
from factories.site import NOW, actor, make_person


def decide(world: World, outcome: SubmissionState) -> None:
    learner = make_person("Ada Byron", email="ada@learners.ie")
    submission = assessing.request_award(
        actor=actor(learner),
        version_id=world.version.id,
        motivation="I did it.",
        pieces=[Piece(name="Plan", url="https://learners.ie/plan"), Piece(file_name="a.pdf", data=b"%PDF")],
        now=NOW,
    )
    assessing.decide(
        actor=world.actor,
        organisation=world.organisation,
        submission_id=submission.id,
        outcome=outcome,
        reason="Because.",
        levels={},
        now=NOW,
    )
    work_until_idle()


def test_what_is_accepted_is_awarded_with_its_evidence() -> None:
    world = make_world()
    decide(world, SubmissionState.ACCEPTED)

    award = Award.objects.get()
    assert (award.name, award.address) == ("Ada Byron", "ada@learners.ie")
    assert award.provenance["how"] == "assessment"
    assert award.provenance["rule"]
    assert [piece["name"] for piece in award.provenance["evidence"]] == ["Plan", "a.pdf"]
    assert len(award.provenance["evidence"][1]["sha256"]) == 64
    assert b"https://learners.ie/plan" in bytes(award.document or b"")


def test_what_is_refused_or_returned_is_not_awarded() -> None:
    decide(make_world(), SubmissionState.REFUSED)

    assert not Award.objects.exists()


def test_an_event_that_comes_twice_awards_once() -> None:

    world = make_world()
    decide(world, SubmissionState.ACCEPTED)
    deliver_due(now=NOW)
    work_until_idle()

    assert Award.objects.count() == 1


def test_lists_are_signed_anew_with_a_new_key() -> None:
    world = make_world()
    make_award(world)
    before = bytes(StatusList.objects.get().document or b"")
    change_key(world, now=NOW)
    work_until_idle()

    after = bytes(StatusList.objects.get().document or b"")
    method = b'"verificationMethod":"'
    assert before.split(method)[1].split(b'"')[0] != after.split(method)[1].split(b'"')[0]
