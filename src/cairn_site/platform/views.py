"""Pages of the platform itself: language, health, metrics.

``tests/cairn_site/platform/test_views.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from cairn_site.platform import health as health_of
from cairn_site.platform import metrics as metrics_of
from cairn_site.platform.callers import is_inside
from cairn_site.platform.failures import not_found
from cairn_site.platform.middleware import LANGUAGE_COOKIE

if TYPE_CHECKING:
    from django.http import HttpRequest


@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Remember the language that the visitor chose and go back to the page."""
    target = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
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
            httponly=True,
        )
    return response


@never_cache
@require_GET
def health(request: HttpRequest) -> HttpResponse:
    """Say whether the site is well, 503 where it is not; each part only to those inside."""
    found = health_of.examine()
    is_well = all(part.is_well for part in found if part.is_urgent)
    answer: dict[str, object] = {"well": is_well}
    if any(part.name == "database" and part.is_well for part in found) and is_inside(request):
        answer["parts"] = {
            part.name: {"well": part.is_well, "detail": part.detail, "mend": part.mend} for part in found
        }
    return JsonResponse(answer, status=200 if is_well else 503)


@never_cache
@require_GET
def metrics(request: HttpRequest) -> HttpResponse:
    """Give the numbers to those inside; to others there is nothing here."""
    if not is_inside(request):
        return not_found(request)
    return HttpResponse(metrics_of.render(), content_type=metrics_of.MEDIA_TYPE)
