"""What anybody sees of achievements: the page of a version, its document, and images.

``tests/cairn_site/designing/views/test_public.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from cairn.quality.completeness import measure_achievement
from cairn_site.designing import queries
from cairn_site.designing.models import VersionState
from cairn_site.designing.presenting import show
from cairn_site.designing.public_documents import find_achievement, find_image
from cairn_site.designing.publishing import parse_public
from cairn_site.designing.readiness import CLASS_NAMES
from cairn_site.organisations.queries import organisation_card
from cairn_site.platform import clock

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest

    from cairn_site.platform.ports import PublicBytes


@require_safe
@vary_on_headers("Accept")
def achievement(request: HttpRequest, identifier: UUID, language: str = "") -> HttpResponse:
    """Show a published version to people, and its document to programs."""
    if "text/html" not in request.headers.get("Accept", ""):
        return _send(find_achievement(request.path))
    version = queries.public_version(identifier)
    if version is None or (language and language not in version.translations):
        raise Http404
    content = queries.content_of(version)
    card = organisation_card(version.achievement.organisation_id, now=clock.now())
    current = queries.current_version_id(version.achievement_id)
    assert version.document is not None
    measured = measure_achievement(parse_public(bytes(version.document)))
    shown = show(
        content,
        image_id=version.image_id,
        language=language or translation.get_language() or "",
        organisation_id=version.achievement.organisation_id,
    )
    return render(
        request,
        "designing/public.html",
        {
            "version": version,
            "shown": shown,
            "issuer": card,
            "class_name": CLASS_NAMES[measured.microcredential.kind],
            "is_replaced": version.state == VersionState.WITHDRAWN,
            "current": current,
            "address": queries.address_of(version.id),
        },
    )


@require_safe
def image(request: HttpRequest, identifier: UUID, kind: str) -> HttpResponse:
    """Return an image."""
    del identifier, kind
    return _send(find_image(request.path))


def _send(found: PublicBytes | None) -> HttpResponse:
    if found is None:
        raise Http404
    response = HttpResponse(found.body, content_type=found.media_type)
    response["Cache-Control"] = f"public, max-age={found.max_age}" + (
        ", immutable" if found.is_immutable else ""
    )
    response["ETag"] = f'"{found.etag}"'
    response["Access-Control-Allow-Origin"] = "*"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
