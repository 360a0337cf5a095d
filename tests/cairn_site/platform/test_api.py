from __future__ import annotations

import json
import threading
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from django.db import connections
from django.test import RequestFactory

from cairn.errors import DocumentError, UnavailableError, UsageError
from cairn_site.platform import api, limits
from cairn_site.platform.actors import Actor, ActorKind
from cairn_site.platform.models import AuditEntry, IdempotencyRecord, Message
from cairn_site.platform.problems import PROBLEM

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest, HttpResponse
    from django.test import Client

ADA = Actor(kind=ActorKind.TOKEN, id=UUID(int=1), label="Ada's program")
BOB = Actor(kind=ActorKind.TOKEN, id=UUID(int=2), label="Bob's program")


def post(body: str = '{"a": 1}', *, key: str | None = "k1", path: str = "/api/v1/things") -> HttpRequest:
    headers = {} if key is None else {"Idempotency-Key": key}
    return RequestFactory().post(path, body, content_type="application/json", headers=headers)


class Effect:
    """Something that leaves a trace each time it is done."""

    def __call__(self) -> tuple[int, dict[str, Any]]:
        AuditEntry.objects.create(
            at="2026-03-02T09:00Z",
            actor_kind="x",
            actor_label="x",
            action="effect",
            target_kind="",
            target_id="",
        )
        return 201, {"id": UUID(int=9), "number": self.count()}

    def count(self) -> int:
        return AuditEntry.objects.filter(action="effect").count()


def do(request: HttpRequest, effect: Effect, *, actor: Actor = ADA) -> HttpResponse:
    return api.idempotently(request, actor=actor, perform=effect)


def test_the_same_request_again_gets_the_same_answer_and_one_effect() -> None:
    effect = Effect()
    first, second = do(post(), effect), do(post(), effect)

    assert (first.status_code, second.status_code) == (201, 201)
    assert first.content == second.content
    assert effect.count() == 1
    assert second["Idempotent-Replayed"] == "true"
    assert "Idempotent-Replayed" not in first


@pytest.mark.parametrize(
    "other", [post('{"a": 2}'), post(path="/api/v1/others"), post(path="/api/v1/things?x=1")]
)
def test_the_same_key_for_another_request_is_refused(other: HttpRequest) -> None:
    effect = Effect()
    do(post(), effect)
    with pytest.raises(DocumentError) as caught:
        do(other, effect)

    assert caught.value.code == "api.idempotency_conflict"
    assert effect.count() == 1


def test_the_same_key_of_another_caller_is_another_key() -> None:
    effect = Effect()
    do(post(), effect, actor=ADA)
    do(post(), effect, actor=BOB)

    assert effect.count() == 2


def test_without_a_key_each_request_has_its_effect() -> None:
    effect = Effect()
    do(post(key=None), effect)
    do(post(key=None), effect)

    assert effect.count() == 2
    assert not IdempotencyRecord.objects.exists()


@pytest.mark.parametrize("key", ["", "x" * 256, "ä", "a\tb"])
def test_a_key_that_is_none_is_refused(key: str) -> None:
    request = post()
    request.META["HTTP_IDEMPOTENCY_KEY"] = key
    with pytest.raises(DocumentError) as caught:
        do(request, Effect())

    assert caught.value.code == "api.idempotency_key"


def test_an_attempt_that_breaks_half_way_leaves_no_record_and_no_effect() -> None:
    effect = Effect()

    def perform() -> tuple[int, dict[str, Any]]:
        effect()
        raise RuntimeError

    with pytest.raises(RuntimeError):
        api.idempotently(post(), actor=ADA, perform=perform)
    assert effect.count() == 0
    assert not IdempotencyRecord.objects.exists()

    assert do(post(), effect).status_code == 201
    assert effect.count() == 1


@pytest.mark.django_db(transaction=True)
def test_sixty_four_at_once_have_one_effect_and_one_answer() -> None:
    effect = Effect()
    answers: list[tuple[int, bytes]] = []
    ready = threading.Barrier(64)

    def ask() -> None:
        ready.wait()
        response = do(post(), effect)
        answers.append((response.status_code, response.content))
        connections.close_all()

    threads = [threading.Thread(target=ask) for _ in range(64)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(answers) == 64
    assert len(set(answers)) == 1
    assert effect.count() == 1


def messages(count: int) -> list[Message]:
    moment = "2026-03-02T09:00Z"
    return [
        Message.objects.create(
            id=UUID(int=n + 1),
            to="a@b.example",
            subject="",
            text="",
            kind="",
            created_at=moment,
            due_at=moment,
        )
        for n in range(count)
    ]


def test_pages_follow_one_another_without_gap_or_double() -> None:
    rows = messages(7)
    met: list[Message] = []
    after: UUID | None = None
    for _ in range(3):
        page, after = api.page_after(Message.objects.all(), after=after, limit=3)
        met += page

    assert met == rows
    assert after is None


def test_a_last_page_that_is_full_says_that_it_is_the_last() -> None:
    messages(3)

    assert api.page_after(Message.objects.all(), after=None, limit=3)[1] is None


@pytest.fixture
def authenticated() -> Iterator[None]:
    api.authenticators.register("test", lambda request: ADA if request.headers.get("X-Test") else None)
    yield
    api.authenticators.withdraw("test")


def test_whom_nobody_knows_is_nobody(authenticated: None) -> None:
    assert api.authenticate(RequestFactory().get("/api/v1/x")) is None
    assert api.authenticate(RequestFactory().get("/api/v1/x", headers={"X-Test": "1"})) == ADA


def test_too_many_writes_are_refused(authenticated: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api, "_WRITES", limits.Limit(times=2, seconds=3600))
    request = RequestFactory().post("/api/v1/x", headers={"X-Test": "1"})
    api.authenticate(request)
    api.authenticate(request)

    with pytest.raises(limits.LimitReachedError):
        api.authenticate(request)
    api.authenticate(RequestFactory().get("/api/v1/x", headers={"X-Test": "1"}))


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (UsageError("access.not_found", "There is nothing here."), 404),
        (UsageError("access.right_missing", "No."), 403),
        (DocumentError("csv.row", "No.", where="/3", mend="Write one."), 422),
        (UsageError("award.revoked", "No."), 409),
        (UnavailableError("outside.away", "No."), 503),
    ],
)
def test_an_error_is_a_problem_with_its_code(error: Any, status: int) -> None:
    response = api._answer_error(RequestFactory().get("/api/v1/x"), error)
    body = json.loads(response.content)

    assert (response.status_code, body["status"], body["code"]) == (status, status, error.code)
    assert response["Content-Type"] == PROBLEM
    assert body["title"] == error.message


def test_an_address_that_is_none_is_a_problem_too(visitor: Client) -> None:
    response = visitor.get("/api/v1/nothing-of-the-kind")

    assert response.status_code == 404
    assert response["Content-Type"] == PROBLEM
    assert response.json()["code"] == "access.not_found"


def test_without_a_token_the_answer_says_what_to_send(visitor: Client) -> None:
    response = visitor.get("/api/v1/organisations")

    assert response.status_code == 401
    assert response["WWW-Authenticate"] == "Bearer"
    assert response.json()["code"] == "api.unauthenticated"


def test_the_description_of_the_api_can_be_read(visitor: Client) -> None:
    assert visitor.get("/api/v1/openapi.json").json()["openapi"].startswith("3.")
