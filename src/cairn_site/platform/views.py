"""Pages of the platform itself: language, style, health, metrics.

``tests/cairn_site/platform/test_views.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from cairn_site.platform import ports
from cairn_site.platform.middleware import LANGUAGE_COOKIE

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Remember the language that the visitor chose and go back to the page."""
    target = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}):
        target = "/"
    response = HttpResponseRedirect(target)
    language = request.POST.get("language", "")
    if language in dict(settings.LANGUAGES):
        response.set_cookie(
            LANGUAGE_COOKIE,
            language,
            max_age=31_536_000,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )
    return response


@require_GET
def health(request: HttpRequest) -> JsonResponse:
    """Say whether every part is well; 503 where one is not."""
    found = [part for check in ports.health_checks for part in check()]
    is_well = all(part.is_well for part in found)
    parts = {part.name: {"well": part.is_well, "detail": part.detail} for part in found}
    return JsonResponse({"well": is_well, "parts": parts}, status=200 if is_well else 503)
