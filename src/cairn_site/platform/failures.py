"""The answers when something is refused or goes wrong: pages for people, problems for programs.

What stands here needs no database where the database may be what failed.
``tests/cairn_site/platform/test_failures.py`` proves it.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from cairn_site.platform import requests
from cairn_site.platform.problems import NOT_FOUND, problem, problem_of, status_of, wants_json

if TYPE_CHECKING:
    from django.http import HttpRequest

    from cairn.errors import CairnError


def error_page(request: HttpRequest, error: CairnError) -> HttpResponse:
    """Return the answer to an error: absent and forbidden look alike."""
    if wants_json(request):
        return problem_of(error)
    if error.code == "access.not_found":
        return not_found(request)
    response = render(request, "pages/refused.html", {"error": error}, status=status_of(error))
    if seconds := getattr(error, "seconds", None):
        response["Retry-After"] = str(seconds)
    return response


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django names it
    """Answer for what is not there, or not for this reader."""
    if wants_json(request):
        return problem(status=404, code="access.not_found", title=NOT_FOUND)
    return render(request, "404.html", status=404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django names it
    """Answer for what Django itself forbids, in the words for what is not there."""
    if wants_json(request):
        return problem(status=403, code="request.forbidden", title=NOT_FOUND)
    return render(request, "403.html", status=403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django names it
    """Answer for a request that cannot be read; its host may be the fault, so nothing of it is used."""
    if wants_json(request):
        return problem(status=400, code="request.bad", title="The request cannot be read.")
    return _plain("400.html", 400)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer for a form that was not sent from our own page, or too late."""
    if wants_json(request):
        return problem(
            status=403, code="request.csrf", title="The form was not sent from this site.", detail=reason
        )
    return render(request, "403_csrf.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer when the site itself failed, or its database is away."""
    is_away = isinstance(sys.exc_info()[1], OperationalError | InterfaceError)
    if wants_json(request):
        if is_away:
            return problem(status=503, code="site.away", title="The site is away for a moment. Try again.")
        return problem(status=500, code="site.failed", title="Something went wrong; nothing is half done.")
    response = _plain("503.html", 503) if is_away else _plain("500.html", 500)
    if is_away:
        response["Retry-After"] = "30"
    return response


def _plain(template: str, status: int) -> HttpResponse:
    """Return a page that uses neither the request nor the database."""
    text = render_to_string(template, {"request_id": requests.current_id()})
    return HttpResponse(text, status=status)
