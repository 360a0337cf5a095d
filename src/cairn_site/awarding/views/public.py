"""The address of a credential and of a status list: bytes for programs, a page for people.

Bytes come from ``awarding.public`` before Django in a running server; the views here answer the same where
there is no such short cut. ``tests/cairn_site/awarding/views/test_public.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cairn_site.accounts.acting import actor_of
from cairn_site.awarding import achievements, actions, queries, showing, statements
from cairn_site.awarding.public import find_credential, find_status_list
from cairn_site.awarding.views.holders import state_of
from cairn_site.organisations.permissions import not_found
from cairn_site.organisations.queries import organisation_card
from cairn_site.platform import clock

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest

    from cairn_site.platform.ports import PublicBytes


@require_safe
def credential(request: HttpRequest, award_id: UUID) -> HttpResponse:
    """Answer at a credential's address."""
    if "text/html" not in request.headers.get("Accept", ""):
        return _answer(request, find_credential(request.path))
    now = clock.now()
    award = queries.public_award(award_id)
    issuer = None if award is None else organisation_card(award.organisation_id, now=now)
    if award is None or issuer is None:
        raise not_found()
    actor = actor_of(request)
    response = render(
        request,
        "awarding/credential.html",
        {
            "award": award,
            "state": state_of(award, now=now),
            "shown": showing.show(statements.read_document(bytes(award.document or b""))),
            "issuer": issuer,
            "image": achievements.image_url(award.version_id),
            "is_mine": actor.id is not None and award.person_id == actor.id,
        },
    )
    response["Vary"] = "Accept, Cookie"
    return response


@require_safe
def status_list(request: HttpRequest, *, slug: str, purpose: str, number: int) -> HttpResponse:
    """Answer at a status list's address."""
    return _answer(request, find_status_list(f"/status/{slug}/{purpose}/{number}"))


@require_POST
@login_required
def answer(request: HttpRequest, award_id: UUID) -> HttpResponse:
    """Accept or decline what was awarded to the person."""
    is_accepted = request.POST.get("answer") == "accept"
    actions.answer_award(actor=actor_of(request), award_id=award_id, is_accepted=is_accepted, now=clock.now())
    text = _("You have accepted it.") if is_accepted else _("You have declined it; its page is closed.")
    messages.success(request, text, extra_tags="good")
    return redirect("home")


def _answer(request: HttpRequest, found: PublicBytes | None) -> HttpResponse:
    if found is None:
        raise not_found()
    tag = f'"{found.etag}"'
    response: HttpResponse
    if request.headers.get("If-None-Match") == tag:
        response = HttpResponseNotModified()
    else:
        response = HttpResponse(found.body, content_type=found.media_type)
    response["ETag"] = tag
    response["Cache-Control"] = f"public, max-age={found.max_age}"
    response["Access-Control-Allow-Origin"] = "*"
    response["Vary"] = "Accept"
    return response
