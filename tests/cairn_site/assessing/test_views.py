"""Requests through HTTP: the learner's way and the assessor's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cairn_site.assessing.models import Submission, SubmittedEvidence
from cairn_site.awarding.models import Award
from cairn_site.organisations.models import Right
from cairn_site.platform.worker import work_until_idle
from factories.awarding import World, make_world
from factories.site import make_member, make_person, sign_in

if TYPE_CHECKING:
    from cairn_site.accounts.models import Person


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def learner() -> Person:
    return make_person("Ada Byron", email="ada@learners.ie")


def ask(client: Client, world: World, **changes: Any) -> Any:
    return client.post(
        f"/achievements/{world.version.id}/request",
        {
            "motivation": "I did it.",
            "name_1": "Plan",
            "file_1": SimpleUploadedFile("plan.pdf", b"%PDF"),
            **changes,
        },
    )


def assess_path(world: World, submission: Submission) -> str:
    return f"/manage/{world.slug}/requests/{submission.id}"


def test_from_request_over_return_to_award(world: World, learner: Person) -> None:
    asking, assessor = sign_in(Client(), learner), sign_in(Client(), world.person)
    answer = ask(asking, world)
    submission = Submission.objects.get()
    own = f"/me/requests/{submission.id}"
    assert answer["Location"] == own
    assert "Ada Byron" in assessor.get(f"/manage/{world.slug}/requests").content.decode()
    page = assessor.get(assess_path(world, submission)).content.decode()
    assert "I did it." in page
    assert "data management plan" in page

    assessor.post(assess_path(world, submission), {"outcome": "returned", "reason": "The plan is thin."})
    page = asking.get(own).content.decode()
    assert "The plan is thin." in page
    asking.post(own, {"motivation": "Thicker now."})
    assert "Thicker now." in assessor.get(assess_path(world, submission)).content.decode()

    assessor.post(assess_path(world, submission), {"outcome": "accepted", "level_0": "Strong"})
    work_until_idle()
    award = Award.objects.get()
    assert award.person_id == learner.id
    assert award.provenance["submission"] == str(submission.id)
    assert "Nothing waits for you" in assessor.get(f"/manage/{world.slug}/requests").content.decode()


def test_a_return_needs_a_reason_and_keeps_what_was_chosen(world: World, learner: Person) -> None:
    ask(sign_in(Client(), learner), world)
    submission = Submission.objects.get()
    answer = sign_in(Client(), world.person).post(assess_path(world, submission), {"outcome": "returned"})

    assert answer.status_code == 422
    assert "The learner needs to know why" in answer.content.decode()
    submission.refresh_from_db()
    assert submission.state == "submitted"


def test_who_asks_twice_is_led_to_the_open_request(world: World, learner: Person) -> None:
    client = sign_in(Client(), learner)
    ask(client, world)

    assert client.get(f"/achievements/{world.version.id}/request")["Location"].startswith("/me/requests/")
    assert Submission.objects.count() == 1


def test_a_request_that_says_nothing_is_refused(world: World, learner: Person) -> None:
    client = sign_in(Client(), learner)
    answer = client.post(f"/achievements/{world.version.id}/request", {"motivation": ""})

    assert answer.status_code == 422
    assert not Submission.objects.exists()


def test_files_are_downloaded_and_never_shown(world: World, learner: Person) -> None:
    client = sign_in(Client(), learner)
    ask(client, world, file_1=SimpleUploadedFile("plan.txt", b"<script>alert(1)</script>"))
    piece, submission = SubmittedEvidence.objects.get(), Submission.objects.get()
    for who, path in (
        (client, f"/me/requests/{submission.id}/evidence/{piece.id}"),
        (sign_in(Client(), world.person), f"{assess_path(world, submission)}/evidence/{piece.id}"),
    ):
        answer = who.get(path)
        assert b"".join(answer.streaming_content) == b"<script>alert(1)</script>"  # type: ignore[attr-defined]
        assert answer["Content-Type"] == "application/octet-stream"
        assert answer["Content-Disposition"].startswith("attachment")
        assert "sandbox" in answer["Content-Security-Policy"]


def test_a_request_is_taken_back_after_asking(world: World, learner: Person) -> None:
    client = sign_in(Client(), learner)
    ask(client, world)
    submission = Submission.objects.get()
    assert "Take it back" in client.get(f"/me/requests/{submission.id}/withdraw").content.decode()
    client.post(f"/me/requests/{submission.id}/withdraw")

    submission.refresh_from_db()
    assert submission.state == "withdrawn"
    assert "Withdrawn" in client.get("/me/requests").content.decode()


def test_what_is_foreign_is_answered_as_what_is_missing(world: World, learner: Person) -> None:
    ask(sign_in(Client(), learner), world)
    submission, piece, foreign = Submission.objects.get(), SubmittedEvidence.objects.get(), make_world()
    stranger, neighbour = sign_in(Client(), make_person()), sign_in(Client(), foreign.person)
    missing = world.version.id
    for identifier in (submission.id, missing):
        for path in ("", "/withdraw", f"/evidence/{piece.id}"):
            assert stranger.get(f"/me/requests/{identifier}{path}").status_code == 404
        for path in ("", f"/evidence/{piece.id}"):
            for slug in (world.slug, foreign.slug):
                assert neighbour.get(f"/manage/{slug}/requests/{identifier}{path}").status_code == 404
        for slug in (world.slug, foreign.slug):
            answer = neighbour.post(f"/manage/{slug}/requests/{identifier}", {"outcome": "accepted"})
            assert answer.status_code == 404
    submission.refresh_from_db()
    assert submission.state == "submitted"


def test_members_without_the_right_assess_nothing(world: World, learner: Person) -> None:
    ask(sign_in(Client(), learner), world)
    reader = make_person()
    make_member(reader, world.organisation, rights={Right.READ})
    client = sign_in(Client(), reader)

    assert client.get(f"/manage/{world.slug}/requests").status_code == 403
    answer = client.post(assess_path(world, Submission.objects.get()), {"outcome": "accepted"})
    assert answer.status_code == 403


def test_ones_own_request_is_left_to_others(world: World) -> None:
    client = sign_in(Client(), world.person)
    ask(client, world)
    page = client.get(assess_path(world, Submission.objects.get())).content.decode()

    assert "your own request" in page
    assert 'name="outcome"' not in page


def test_visitors_are_led_to_sign_in(world: World) -> None:
    for path in (f"/achievements/{world.version.id}/request", "/me/requests"):
        assert "/accounts/login/" in Client().get(path)["Location"]
