"""Ask, return, hand in again, accept, refuse."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import pytest

from cairn.errors import UsageError
from cairn_site.assessing import actions
from cairn_site.assessing.actions import Piece
from cairn_site.assessing.models import Decision, Mark, Submission, SubmissionState, SubmittedEvidence
from cairn_site.organisations.models import Right
from cairn_site.platform.actors import VISITOR, Actor
from cairn_site.platform.models import Event, Message
from factories.awarding import World, make_world
from factories.site import NOW, actor, make_member, make_person

if TYPE_CHECKING:
    from cairn_site.accounts.models import Person


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def learner() -> Person:
    return make_person("Ada Byron", email="ada@learners.ie")


def ask(world: World, who: Actor, *pieces: Piece, motivation: str = "I did it.") -> Submission:
    return actions.request_award(
        actor=who, version_id=world.version.id, motivation=motivation, pieces=pieces, now=NOW
    )


def decide(world: World, submission: Submission, outcome: str, **changes: Any) -> Decision:
    given: dict[str, Any] = {
        "actor": world.actor,
        "organisation": world.organisation,
        "submission_id": submission.id,
        "outcome": SubmissionState(outcome),
        "reason": "Because.",
        "levels": {"Plan": "Strong"},
        "now": NOW,
        **changes,
    }
    return actions.decide(**given)


def test_evidence_is_kept_with_the_digest_of_its_bytes(world: World, learner: Person) -> None:
    ask(world, actor(learner), Piece(file_name="a.pdf", data=b"%PDF"), Piece(url="https://learners.ie/x"))

    rows = {row.name: row for row in SubmittedEvidence.objects.all()}
    assert rows["a.pdf"].sha256 == hashlib.sha256(b"%PDF").hexdigest()
    assert rows["https://learners.ie/x"].sha256 == hashlib.sha256(b"https://learners.ie/x\n").hexdigest()


def test_what_waits_cannot_be_asked_for_again(world: World, learner: Person) -> None:
    ask(world, actor(learner))

    with pytest.raises(UsageError) as caught:
        ask(world, actor(learner))
    assert caught.value.code == "submission.open_already"


@pytest.mark.parametrize(
    ("pieces", "motivation", "code"),
    [
        ((), "  ", "submission.empty"),
        ((Piece(file_name="x.html", data=b"<script>"),), "", "submission.file_kind"),
        ((Piece(file_name="x.SVG", data=b"<svg/>"),), "", "submission.file_kind"),
        (tuple(Piece(text=str(n)) for n in range(11)), "", "submission.too_much"),
    ],
)
def test_what_cannot_be_assessed_is_refused(
    world: World, learner: Person, pieces: tuple[Piece, ...], motivation: str, code: str
) -> None:
    with pytest.raises(UsageError) as caught:
        ask(world, actor(learner), *pieces, motivation=motivation)
    assert caught.value.code == code
    assert not Submission.objects.exists()


def test_a_file_has_a_size_that_can_be_kept(
    world: World, learner: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "MAX_FILE", 3)
    with pytest.raises(UsageError) as caught:
        ask(world, actor(learner), Piece(file_name="a.pdf", data=b"%PDF"))
    assert caught.value.code == "submission.file_size"


def test_what_is_accepted_is_told_to_higher_apps(world: World, learner: Person) -> None:
    submission = ask(world, actor(learner))
    decide(world, submission, "accepted", reason="")

    submission.refresh_from_db()
    event = Event.objects.get(name="assessing.AssessmentDecided")
    assert submission.state == "accepted"
    assert event.payload["is_accepted"] is True
    assert Mark.objects.get().levels == {"Plan": "Strong"}


@pytest.mark.parametrize("outcome", ["returned", "refused"])
def test_a_learner_is_told_why(world: World, learner: Person, outcome: str) -> None:
    decide(world, ask(world, actor(learner)), outcome, reason="The plan is missing.")

    message = Message.objects.get()
    assert message.to == learner.email
    assert "The plan is missing." in message.text


@pytest.mark.parametrize("outcome", ["returned", "refused"])
def test_a_learner_is_not_left_without_a_reason(world: World, learner: Person, outcome: str) -> None:
    submission = ask(world, actor(learner))
    with pytest.raises(UsageError) as caught:
        decide(world, submission, outcome, reason="  ")
    assert caught.value.code == "submission.no_reason"
    assert not Decision.objects.exists()


def test_what_was_returned_is_handed_in_again(world: World, learner: Person) -> None:
    submission = ask(world, actor(learner), Piece(name="Old", text="x"))
    decide(world, submission, "returned")
    old = SubmittedEvidence.objects.get()
    actions.hand_in_again(
        actor=actor(learner),
        submission_id=submission.id,
        motivation="Now with a plan.",
        pieces=[Piece(name="New", text="y")],
        removed=[old.id],
        now=NOW,
    )

    submission.refresh_from_db()
    assert submission.state == "submitted"
    assert SubmittedEvidence.objects.get().name == "New"


def test_nobody_decides_on_their_own_request(world: World) -> None:
    submission = ask(world, world.actor)
    with pytest.raises(UsageError) as caught:
        decide(world, submission, "accepted")
    assert caught.value.code == "submission.own"


def test_a_decision_is_not_taken_twice(world: World, learner: Person) -> None:
    submission = ask(world, actor(learner))
    decide(world, submission, "refused")
    with pytest.raises(UsageError) as caught:
        decide(world, submission, "accepted")
    assert caught.value.code == "submission.no_such_change"
    assert Event.objects.filter(name="assessing.AssessmentDecided").count() == 1


@pytest.mark.parametrize("outcome", ["draft", "submitted", "withdrawn"])
def test_what_is_no_decision_is_refused(world: World, learner: Person, outcome: str) -> None:
    with pytest.raises(UsageError) as caught:
        decide(world, ask(world, actor(learner)), outcome)
    assert caught.value.code == "submission.no_such_decision"


def test_whoever_may_not_award_decides_nothing(world: World, learner: Person) -> None:
    submission, reader = ask(world, actor(learner)), make_person()
    make_member(reader, world.organisation, rights={Right.READ})
    foreign = make_world()
    for who, organisation, code in (
        (actor(reader), world.organisation, "access.right_missing"),
        (actor(make_person()), world.organisation, "access.not_found"),
        (foreign.actor, foreign.organisation, "access.not_found"),
        (VISITOR, world.organisation, "access.not_found"),
    ):
        with pytest.raises(UsageError) as caught:
            decide(world, submission, "accepted", actor=who, organisation=organisation)
        assert caught.value.code == code


def test_a_request_is_taken_back(world: World, learner: Person) -> None:
    submission = ask(world, actor(learner))
    actions.withdraw(actor=actor(learner), submission_id=submission.id, now=NOW)

    submission.refresh_from_db()
    assert submission.state == "withdrawn"
    assert ask(world, actor(learner)).state == "submitted"


def test_requests_of_others_are_not_there(world: World, learner: Person) -> None:
    submission = ask(world, actor(learner))
    for who in (actor(make_person()), world.actor, VISITOR):
        with pytest.raises(UsageError) as caught:
            actions.withdraw(actor=who, submission_id=submission.id, now=NOW)
        assert caught.value.code == "access.not_found"
    with pytest.raises(UsageError):
        ask(world, VISITOR)
