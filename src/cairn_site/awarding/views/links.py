"""Claim links: made, shown as link and QR code, closed; and the page on which a person claims.

``tests/cairn_site/awarding/views/test_links.py`` proves it.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

import segno
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cairn.errors import UsageError
from cairn_site.accounts.acting import actor_of
from cairn_site.awarding import achievements, actions, queries
from cairn_site.awarding.actions.claiming import LinkTerms, refuse_closed
from cairn_site.awarding.forms import LinkForm, format_moment
from cairn_site.awarding.views.errors import add_error
from cairn_site.organisations.frame import enter
from cairn_site.organisations.permissions import Right, not_found
from cairn_site.organisations.queries import find_organisation
from cairn_site.platform import clock

if TYPE_CHECKING:
    from uuid import UUID

    from cairn_site.awarding.models import ClaimLink

PAGE: Final = 25


@require_GET
@login_required
def links(request: HttpRequest, slug: str) -> HttpResponse:
    """List the claim links."""
    frame = enter(request, slug, Right.READ)
    search = request.GET.get("search", "").strip()
    found = queries.links_of(frame.organisation.id, search=search)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    names = achievements.names({link.achievement_id for link in page})
    now = clock.now()
    rows = [
        {"link": link, "achievement": names.get(link.achievement_id, ""), "state": _state_of(link)}
        for link in page
    ]
    return frame.render("awarding/links.html", {"page": page, "rows": rows, "search": search, "now": now})


@require_http_methods(["GET", "POST"])
@login_required
def new(request: HttpRequest, slug: str, version_id: UUID) -> HttpResponse:
    """Make a claim link."""
    frame = enter(request, slug, Right.READ, Right.AWARD)
    version = achievements.find_version(frame.organisation, version_id)
    now = clock.now()
    form = LinkForm(
        request.POST or None,
        initial={"opens_at": format_moment(now.replace(second=0)), "title": version.name},
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            link = actions.make_link(
                actor=frame.actor,
                organisation=frame.organisation,
                version_id=version.id,
                terms=LinkTerms(
                    title=data["title"],
                    opens_at=data["opens_at"],
                    closes_at=data["closes_at"],
                    limit=data["limit"],
                ),
                now=now,
            )
        except UsageError as error:
            if error.code.startswith("access."):
                raise
            add_error(form, error)
        else:
            return redirect("awarding:link", slug, link.id)
    return frame.render(
        "awarding/link_new.html", {"version": version, "form": form}, status=422 if form.errors else 200
    )


@require_GET
@login_required
def link(request: HttpRequest, slug: str, link_id: UUID) -> HttpResponse:
    """Show a claim link and its QR code."""
    frame = enter(request, slug, Right.READ)
    found = queries.access_link(frame.organisation, link_id)
    return frame.render(
        "awarding/link.html",
        {
            "link": found,
            "state": _state_of(found),
            "achievement": achievements.names([found.achievement_id]).get(found.achievement_id, ""),
            "url": _url_of(found),
        },
    )


@require_GET
@login_required
def qr_code(request: HttpRequest, slug: str, link_id: UUID) -> HttpResponse:
    """Give the QR code of a claim link as SVG."""
    frame = enter(request, slug, Right.READ)
    found = queries.access_link(frame.organisation, link_id)
    buffer = io.BytesIO()
    segno.make(_url_of(found), error="m").save(
        buffer, kind="svg", scale=8, border=3, xmldecl=False, dark="#000", light="#fff"
    )
    return HttpResponse(buffer.getvalue(), content_type="image/svg+xml")


@require_POST
@login_required
def close(request: HttpRequest, slug: str, link_id: UUID) -> HttpResponse:
    """Close a claim link."""
    frame = enter(request, slug, Right.READ, Right.AWARD)
    actions.close_link(actor=frame.actor, organisation=frame.organisation, link_id=link_id, now=clock.now())
    messages.success(request, _("The link is closed."), extra_tags="good")
    return redirect("awarding:link", slug, link_id)


@require_http_methods(["GET", "POST"])
def claim(request: HttpRequest, code: str) -> HttpResponse:
    """Tell what can be claimed, and award it to whoever is signed in and claims it."""
    found = queries.link_by_code(code)
    organisation = None if found is None else find_organisation(found.organisation_id)
    if found is None or organisation is None:
        raise not_found()
    actor = actor_of(request)
    now = clock.now()
    if request.method == "POST" and actor.id is None:
        return redirect_to_login(request.path)
    if request.method == "POST":
        made = actions.claim_award(actor=actor, code=code, now=now)
        return redirect("awarding:credential", made.id)
    problem = None
    try:
        refuse_closed(found, now=now)
    except UsageError as error:
        problem = error
    return render(
        request,
        "awarding/claim.html",
        {
            "link": found,
            "organisation": organisation,
            "version": achievements.find_version(organisation, found.version_id),
            "problem": problem,
            "claimed": None if actor.id is None else queries.claimed_by(found, actor.id),
        },
    )


def _state_of(found: ClaimLink) -> str:
    try:
        refuse_closed(found, now=clock.now())
    except UsageError as error:
        return error.code.partition(".")[2]
    return "open"


def _url_of(found: ClaimLink) -> str:
    return f"{settings.CAIRN_ORIGIN}/claim/{found.code}"
