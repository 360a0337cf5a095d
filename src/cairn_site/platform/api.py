"""The base of the API: problems as RFC 9457 says, pages, idempotency keys, tokens with scopes.

Routers of higher apps are added in ``cairn_site.urls``. ``tests/cairn_site/platform/test_api.py`` proves it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError

from cairn.errors import CairnError, DocumentError, UnavailableError
from cairn_site.platform import clock, ports
from cairn_site.platform.models import IdempotencyRecord

if TYPE_CHECKING:
    from cairn_site.platform.actors import Actor

PROBLEM: Final = "application/problem+json"
MAX_PAGE: Final = 200
_STATUS: Final = {"access.not_found": 404, "access.right_missing": 403, "api.idempotency_conflict": 422}
authenticators: Final[ports.Port[Callable[[HttpRequest], Actor | None]]] = ports.Port()
"""Each returns who a request comes from, or ``None`` where it cannot tell."""


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
    """Return who asks, by whatever the apps above accept."""
    for authenticator in authenticators:
        actor = authenticator(request)
        if actor is not None:
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


def problem(
    *,
    status: int,
    code: str,
    title: str,
    detail: str = "",
    where: str = "",
    mend: str = "",
    **more: Any,  # noqa: ANN401
) -> HttpResponse:
    """Return a problem as a response."""
    body = {"type": "about:blank", "title": title, "status": status, "code": code}
    body |= {
        name: value
        for name, value in {"detail": detail, "where": where, "mend": mend, **more}.items()
        if value
    }
    return HttpResponse(json.dumps(body), status=status, content_type=PROBLEM)


def idempotently(
    request: HttpRequest, *, actor: Actor, perform: Callable[[], tuple[int, dict[str, Any]]]
) -> HttpResponse:
    """Answer a write once for each Idempotency-Key: the same request again gets the same answer.

    Without the header ``perform`` simply runs. Raises ``DocumentError``: ``api.idempotency_conflict`` where the
    key was used for another body, ``api.idempotency_key`` for a malformed key.
    """
    key = request.headers.get("Idempotency-Key")
    if key is None:
        status, body = perform()
        return _json(status, json.dumps(body).encode())
    if not key.isascii() or not key.isprintable() or not 1 <= len(key) <= 255:
        raise DocumentError("api.idempotency_key", "An Idempotency-Key has 1 to 255 printable characters.")
    digest = hashlib.sha256(
        b"\n".join([(request.method or '').encode(), request.path.encode(), request.body])
    ).hexdigest()
    caller = f"{actor.kind.value}:{actor.id}"
    try:
        with transaction.atomic():
            # The row is written first, so that of many at once one goes on and the others wait for it here.
            record = IdempotencyRecord.objects.create(
                key=key, caller=caller, digest=digest, created_at=clock.now()
            )
            status, body = perform()
            record.status, record.body = status, json.dumps(body).encode()
            record.save(update_fields=["status", "body"])
            return _json(status, bytes(record.body))
    except IntegrityError:
        known = IdempotencyRecord.objects.filter(caller=caller, key=key).first()
        if known is None:
            raise
    if known.digest != digest:
        raise DocumentError(
            "api.idempotency_conflict",
            "This Idempotency-Key was used for another request.",
            mend="Use a new key for a new request.",
        )
    return _json(known.status or 200, bytes(known.body or b"{}"))


def _json(status: int, body: bytes) -> HttpResponse:
    return HttpResponse(body, status=status, content_type="application/json")


def _answer_error(_request: HttpRequest, error: CairnError | type[CairnError]) -> HttpResponse:
    assert isinstance(error, CairnError)
    status = _STATUS.get(error.code)
    if status is None:
        status = (
            503 if isinstance(error, UnavailableError) else 422 if isinstance(error, DocumentError) else 409
        )
    return problem(status=status, code=error.code, title=error.message, where=error.where, mend=error.mend)


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
    return problem(status=404, code="access.not_found", title="There is nothing here that you may see.")


def _answer_http(_request: HttpRequest, error: HttpError | type[HttpError]) -> HttpResponse:
    assert isinstance(error, HttpError)
    return problem(status=error.status_code, code="api.refused", title=str(error))
