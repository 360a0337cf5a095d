"""What everybody may see of an organisation: its page, and the documents at its signed addresses.

Programs are answered with the documents before Django is asked (``platform.shortcut``); a browser, which asks
for HTML, comes here. ``tests/cairn_site/organisations/views/test_public.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from cairn_site.organisations.models import OrganisationKind
from cairn_site.organisations.ports import public_panels
from cairn_site.organisations.public_documents import find_public_document
from cairn_site.organisations.queries import card_by_slug
from cairn_site.platform import clock

if TYPE_CHECKING:
    from django.http import HttpRequest


@require_safe
def public_organisation(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the organisation to a reader, or its Profile to a program."""
    if "text/html" not in request.headers.get("Accept", ""):
        return public_document(request)
    card = card_by_slug(slug, now=clock.now())
    if card is None:
        raise Http404
    panels = [panel for source in public_panels for panel in source(request, card)]
    context = {"card": card, "kind": OrganisationKind(card.kind).label, "panels": panels}
    response = render(request, "organisations/public.html", context)
    patch_vary_headers(response, ["Accept"])
    return response


@require_safe
def public_document(request: HttpRequest, **_parts: str) -> HttpResponse:
    """Answer with a public document, for what the shortcut has left to Django."""
    found = find_public_document(request.path)
    if found is None:
        raise Http404
    etag = f'"{found.etag}"'
    response: HttpResponse
    if request.headers.get("If-None-Match") == etag:
        response = HttpResponseNotModified()
    else:
        response = HttpResponse(found.body, content_type=found.media_type)
    response["ETag"] = etag
    response["Cache-Control"] = f"public, max-age={found.max_age}"
    response["Access-Control-Allow-Origin"] = "*"
    patch_vary_headers(response, ["Accept"])
    return response
