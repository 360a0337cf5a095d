"""Which answer an error gets, the same for pages and for the API, and problems as RFC 9457 writes them.

``tests/cairn_site/platform/test_problems.py`` proves it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from django.http import HttpResponse

from cairn.errors import CairnError, DocumentError, UnavailableError
from cairn_site.platform import requests

if TYPE_CHECKING:
    from django.http import HttpRequest

PROBLEM: Final = "application/problem+json"
API_PREFIX: Final = "/api/"
NOT_FOUND: Final = "There is nothing here that you may see."
_STATUS: Final = {"access.not_found": 404, "access.right_missing": 403, "limit.reached": 429}


def status_of(error: CairnError) -> int:
    """Return the status: 422 for a wrong document, 409 for what cannot be done now, 503 for the outside."""
    known = _STATUS.get(error.code)
    if known is not None:
        return known
    if isinstance(error, UnavailableError):
        return 503
    return 422 if isinstance(error, DocumentError) else 409


def wants_json(request: HttpRequest) -> bool:
    """Tell whether a request is one of a program, which gets problems and no pages."""
    return request.path.startswith(API_PREFIX)


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
    """Return a problem as a response; ``request`` in it is the identifier to tell an operator."""
    optional = {"detail": detail, "where": where, "mend": mend, "request": requests.current_id(), **more}
    body = {"type": "about:blank", "title": title, "status": status, "code": code}
    body |= {name: value for name, value in optional.items() if value}
    return HttpResponse(json.dumps(body), status=status, content_type=PROBLEM)


def problem_of(error: CairnError) -> HttpResponse:
    """Return an error as a problem."""
    response = problem(
        status=status_of(error), code=error.code, title=error.message, where=error.where, mend=error.mend
    )
    if seconds := getattr(error, "seconds", None):
        response["Retry-After"] = str(seconds)
    return response
