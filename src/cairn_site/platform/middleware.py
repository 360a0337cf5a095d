"""What happens around every request: its identifier, its language, and errors as pages.

``tests/cairn_site/platform/test_middleware.py`` proves it.
"""

from __future__ import annotations

import re
import uuid
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.defaults import page_not_found

from cairn.errors import CairnError, UnavailableError
from cairn_site.platform import requests

if TYPE_CHECKING:
    from collections.abc import Callable

LANGUAGE_COOKIE: Final = "cairn-language"
_IDENTIFIER: Final = re.compile(r"[A-Za-z0-9-]{8,40}")


class RequestContextMiddleware:
    """Gives each request an identifier, which logs, the audit trail and the answer carry."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        given = request.headers.get("X-Request-Id", "")
        identifier = given if _IDENTIFIER.fullmatch(given) else uuid.uuid4().hex
        with requests.within(identifier):
            response = self._get_response(request)
        response["X-Request-Id"] = identifier
        return response


class LanguageMiddleware:
    """Uses the language that the visitor chose, else that of the browser."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        chosen = request.COOKIES.get(LANGUAGE_COOKIE, "")
        known = dict(settings.LANGUAGES)
        language = chosen if chosen in known else translation.get_language_from_request(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self._get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class ErrorPageMiddleware:
    """Turns what an action refuses into a page that says what is wrong and how to mend it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Return the page for an error that was raised on purpose."""
        if not isinstance(exception, CairnError):
            return None
        if exception.code == "access.not_found":
            return page_not_found(request, exception)
        status = 503 if isinstance(exception, UnavailableError) else 409
        return render(request, "pages/refused.html", {"error": exception}, status=status)
