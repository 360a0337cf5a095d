"""The base of the API: problems as RFC 9457 says, pages, idempotency keys, tokens with scopes.

Routers of higher apps are added in ``cairn_site.urls``. ``tests/cairn_site/platform/test_api.py`` proves it.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, Final, TypeVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError

from cairn.errors import CairnError, DocumentError
from cairn_site.platform import clock, limits, ports
from cairn_site.platform.models import IdempotencyRecord
from cairn_site.platform.problems import NOT_FOUND, problem, problem_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.db.models import QuerySet

    from cairn_site.platform.actors import Actor

ModelT = TypeVar("ModelT", bound=Model)
MAX_PAGE: Final = 200
_WRITES: Final = limits.Limit(times=1200, seconds=60)
authenticators: Final[ports.Port[Callable[[HttpRequest], Actor | None]]] = ports.Port()
"""Each returns who a request comes from, or ``None`` where it cannot tell.

Ninja's views take no CSRF token: an authenticator that trusts a cookie must check for it itself.
"""


class Problem(Schema):
    """What went wrong, as RFC 9457 has it; ``code`` is stable, ``mend`` says how to put it right."""

    type: str = "about:blank"
    title: str
    status: int
    code: str
    detail: str = ""
    where: str = ""
    mend: str = ""
    errors: list[dict[str, str]] = []


def authenticate(request: HttpRequest) -> Actor | None:
    """Return who asks, by whatever the apps above accept.

    Raises ``limits.LimitReachedError`` where their writes are too many.
    """
    for authenticator in authenticators:
        actor = authenticator(request)
        if actor is not None:
            if request.method not in {"GET", "HEAD", "OPTIONS"}:
                caller = f"{actor.kind.value}:{actor.id}"
                limits.spend("api", caller=caller, limit=_WRITES, now=clock.now())
            return actor
    return None


def make_api() -> NinjaAPI:
    """Return the API without any router."""
    api = NinjaAPI(
        title="Cairn",
        version="1",
        description="Design, award, hold and verify microcredentials.",
        urls_namespace="api",
        auth=[authenticate],
        openapi_url="/openapi.json",
        docs_url=None,
    )
    api.add_exception_handler(CairnError, _answer_error)
    api.add_exception_handler(ValidationError, _answer_invalid)
    api.add_exception_handler(AuthenticationError, _answer_unauthenticated)
    api.add_exception_handler(Http404, _answer_missing)
    api.add_exception_handler(HttpError, _answer_http)
    return api


def idempotently(
    request: HttpRequest, *, actor: Actor, perform: Callable[[], tuple[int, dict[str, Any]]]
) -> HttpResponse:
    """Answer a write once for each Idempotency-Key: the same request again gets the same answer.

    Without the header ``perform`` simply runs. Raises ``DocumentError``: ``api.idempotency_conflict`` where
    the key was used for another body, ``api.idempotency_key`` for a malformed key.
    """
    key = request.headers.get("Idempotency-Key")
    if key is None:
        status, body = perform()
        return _json(status, _encode(body))
    if not key.isascii() or not key.isprintable() or not 1 <= len(key) <= 255:
        raise DocumentError("api.idempotency_key", "An Idempotency-Key has 1 to 255 printable characters.")
    asked = [(request.method or "").encode(), request.get_full_path().encode(), request.body]
    digest = hashlib.sha256(b"\n".join(asked)).hexdigest()
    caller = f"{actor.kind.value}:{actor.id}"
    try:
        with transaction.atomic():
            # The row is written first, so that of many at once one goes on and the others wait for it here.
            record = IdempotencyRecord.objects.create(
                key=key, caller=caller, digest=digest, created_at=clock.now()
            )
            status, body = perform()
            record.status, record.body = status, _encode(body)
            record.save(update_fields=["status", "body"])
            return _json(status, record.body)
    except IntegrityError:
        known = IdempotencyRecord.objects.filter(caller=caller, key=key).first()
        if known is None:
            # It was ``perform`` that broke a rule of the database.
            raise
    if known.digest != digest:
        raise DocumentError(
            "api.idempotency_conflict",
            "This Idempotency-Key was used for another request.",
            mend="Use a new key for a new request.",
        )
    response = _json(known.status or 200, bytes(known.body or b"{}"))
    response["Idempotent-Replayed"] = "true"
    return response


def page_after(rows: QuerySet[ModelT], *, after: UUID | None, limit: int) -> tuple[list[ModelT], UUID | None]:
    """Return up to ``limit`` rows in the order in which they were made, and where the next page begins.

    The rows have UUIDs that sort by time. ``after`` is what the page before returned; page by page no row is
    met twice or left out, whatever is added meanwhile, and the last page costs what the first does.
    """
    ordered = rows.order_by("pk")
    if after is not None:
        ordered = ordered.filter(pk__gt=after)
    found = list(ordered[: min(limit, MAX_PAGE) + 1])
    if len(found) <= limit:
        return found, None
    return found[:limit], found[limit - 1].pk


def _encode(body: dict[str, Any]) -> bytes:
    return json.dumps(body, cls=DjangoJSONEncoder).encode()


def _json(status: int, body: bytes) -> HttpResponse:
    return HttpResponse(body, status=status, content_type="application/json")


def _answer_error(_request: HttpRequest, error: CairnError | type[CairnError]) -> HttpResponse:
    assert isinstance(error, CairnError)
    return problem_of(error)


def _answer_invalid(_request: HttpRequest, error: ValidationError | type[ValidationError]) -> HttpResponse:
    assert isinstance(error, ValidationError)
    errors = [
        {"where": "/" + "/".join(str(part) for part in item["loc"]), "message": str(item["msg"])}
        for item in error.errors
    ]
    return problem(status=422, code="api.invalid", title="The request is not as it should be.", errors=errors)


def _answer_unauthenticated(_request: HttpRequest, _error: object) -> HttpResponse:
    response = problem(
        status=401,
        code="api.unauthenticated",
        title="This needs a token.",
        mend="Send Authorization: Bearer …",
    )
    response["WWW-Authenticate"] = "Bearer"
    return response


def _answer_missing(_request: HttpRequest, _error: object) -> HttpResponse:
    return problem(status=404, code="access.not_found", title=NOT_FOUND)


def _answer_http(_request: HttpRequest, error: HttpError | type[HttpError]) -> HttpResponse:
    assert isinstance(error, HttpError)
    return problem(status=error.status_code, code="api.refused", title=str(error))
