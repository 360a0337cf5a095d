"""What a signed-in person has to do before they go on, and the time zone their pages use.

At sign-in a session is marked as not yet cleared, and the language of the person is put on the browser. A
session is cleared when nothing is left to do: no new version of the terms, no second factor that an operator
lacks, no account about to be deleted. A new version of a text asks every session again.
``tests/cairn_site/accounts/test_middleware.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core.cache import cache
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from cairn_site.accounts.consents import current_versions, missing_consents
from cairn_site.accounts.models import Person
from cairn_site.accounts.policy import must_set_up_second_factor
from cairn_site.accounts.time_zones import zone_of
from cairn_site.platform.middleware import LANGUAGE_COOKIE

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

CLEARED: Final = "accounts.cleared"
LANGUAGE: Final = "accounts.language"
_YEAR: Final = 31_536_000
_SEEN_SECONDS: Final = 300
# Where somebody may go who has something to do first: there, to the texts, and to leave.
_FREE: Final = (
    "/me/agree",
    "/me/leaving",
    "/me/data",
    "/texts/",
    "/language",
    "/health",
    "/static/",
    "/unsubscribe/",
    "/accounts/",
)
_FORBIDDEN: Final = {
    "type": "about:blank",
    "title": "Forbidden",
    "status": 403,
    "detail": "There is something to do on the site first.",
    "code": "account.not_cleared",
}


class PersonMiddleware:
    """Holds back whoever has something to do first, and uses the language and time zone of the person."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        person = request.user if isinstance(request.user, Person) else None
        if person is None:
            return self._get_response(request)
        target = self._next_step(request, person)
        if target:
            return _lead(request, target)
        with timezone.override(zone_of(person.time_zone)):
            response = self._get_response(request)
        language = request.session.pop(LANGUAGE, None)
        if language:
            set_language_cookie(response, language)
        return response

    def _next_step(self, request: HttpRequest, person: Person) -> str:
        versions = current_versions()
        if request.session.get(CLEARED, versions) == versions or request.path.startswith(_FREE):
            return ""
        target = first_duty(person)
        if not target:
            request.session[CLEARED] = versions
        return target


class ActivityMiddleware:
    """Notes for the list of sessions when each was last used, at most once in a few minutes.

    Allauth's own writes on every request, which would let readers of pages wait for the database.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        response = self._get_response(request)
        key = request.session.session_key if isinstance(request.user, Person) else None
        if key and cache.add(f"accounts.seen:{key}", "", timeout=_SEEN_SECONDS):
            UserSession.objects.create_from_request(request)
        return response


def first_duty(person: Person) -> str:
    """Return the page that a person has to deal with before they go on, empty if there is none."""
    if person.erasure_due_at is not None:
        return reverse("leaving")
    if missing_consents(person.id):
        return reverse("agree")
    if must_set_up_second_factor(person):
        return reverse("mfa_index")
    return ""


def mark_signed_in(request: HttpRequest, person: Person) -> None:
    """Have a new session ask what is to be done first, and use the person's language."""
    request.session[CLEARED] = ""
    request.session[LANGUAGE] = person.language


def set_language_cookie(response: HttpResponse, language: str) -> None:
    """Have the browser use a language from now on."""
    response.set_cookie(
        LANGUAGE_COOKIE,
        language,
        max_age=_YEAR,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def _lead(request: HttpRequest, target: str) -> HttpResponse:
    if request.path.startswith("/api/"):
        return JsonResponse(_FORBIDDEN, status=403, content_type="application/problem+json")
    url = f"{target}?{urlencode({'next': request.get_full_path()})}" if request.method == "GET" else target
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": target})
    return HttpResponseRedirect(url)
