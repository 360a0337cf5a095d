"""What happens around every request: identifier, count, language, limits, and errors as pages.

``tests/cairn_site/platform/test_middleware.py`` proves it.
"""

from __future__ import annotations

import re
import time
import uuid
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.utils import translation
from django.utils.cache import patch_vary_headers

from cairn.errors import CairnError
from cairn_site.platform import limits, metrics, requests
from cairn_site.platform.failures import error_page

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

LANGUAGE_COOKIE: Final = "cairn-language"
_IDENTIFIER: Final = re.compile(r"[A-Za-z0-9-]{8,40}")


class RequestContextMiddleware:
    """Gives each request an identifier, which logs, the audit trail and the answer carry, and counts it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        given = request.headers.get("X-Request-Id", "")
        identifier = given if _IDENTIFIER.fullmatch(given) else uuid.uuid4().hex
        begun = time.perf_counter()
        with requests.within(identifier):
            response = self._get_response(request)
            match = request.resolver_match
            metrics.count_request(
                method=request.method or "",
                route=(match.view_name or "unnamed") if match else "none",
                status=response.status_code,
                seconds=time.perf_counter() - begun,
            )
        response["X-Request-Id"] = identifier
        return response


class LanguageMiddleware:
    """Uses the language that the visitor chose, else the one of their account, else that of the browser."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        language = _language_of(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self._get_response(request)
        response.headers.setdefault("Content-Language", language)
        if response.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response


class ErrorPageMiddleware:
    """Counts what has a limit, and turns what is refused into a page that says what is wrong."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        return self._get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        """Return the page for a limit that is reached, of those in ``settings.CAIRN_POST_LIMITS``."""
        try:
            limits.spend_by_name(request, settings.CAIRN_POST_LIMITS)
        except limits.LimitReachedError as error:
            return error_page(request, error)
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Return the page for an error that was raised on purpose."""
        return error_page(request, exception) if isinstance(exception, CairnError) else None


def _language_of(request: HttpRequest) -> str:
    known = dict(settings.LANGUAGES)
    chosen = request.COOKIES.get(LANGUAGE_COOKIE, "")
    if chosen in known:
        return chosen
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        chosen = getattr(request.user, "language", "")
        if chosen in known:
            return chosen
    return translation.get_language_from_request(request)
