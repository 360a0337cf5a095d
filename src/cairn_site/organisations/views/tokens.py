"""The tokens for programs of an organisation.

``tests/cairn_site/organisations/views/test_tokens.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from cairn.errors import CairnError
from cairn_site.organisations import actions
from cairn_site.organisations.forms import TokenForm, show
from cairn_site.organisations.frame import enter
from cairn_site.organisations.models import Right
from cairn_site.organisations.permissions import not_found
from cairn_site.organisations.queries import tokens_of
from cairn_site.organisations.views.confirming import Question, ask
from cairn_site.platform import clock

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

PAGE_SIZE = 25


@require_GET
@login_required
def tokens(request: HttpRequest, slug: str) -> HttpResponse:
    """List the tokens, never their texts."""
    frame = enter(request, slug, Right.ADMINISTRATE)
    page = Paginator(tokens_of(frame.organisation.id), PAGE_SIZE).get_page(request.GET.get("page"))
    return frame.render("organisations/tokens.html", {"page": page, "now": clock.now()})


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def new_token(request: HttpRequest, slug: str) -> HttpResponse:
    """Make a token and show it, this once; so the answer is the page itself, not a redirect."""
    frame = enter(request, slug, Right.ADMINISTRATE)
    now = clock.now()
    form = TokenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.make_token(
                actor=frame.actor,
                organisation=frame.organisation,
                name=form.cleaned_data["name"],
                scopes=form.cleaned_data["scopes"],
                expires_at=form.expires_at(now),
                now=now,
            )
        except CairnError as error:
            show(form, error)
        else:
            return frame.render("organisations/token_made.html", {"made": made})
    return frame.render("organisations/token_new.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@login_required
def revoke_token(request: HttpRequest, slug: str, token_id: UUID) -> HttpResponse:
    """End a token."""
    frame = enter(request, slug, Right.ADMINISTRATE)
    token = tokens_of(frame.organisation.id).filter(id=token_id).first()
    if token is None:
        raise not_found()
    if request.method == "POST":
        actions.revoke_token(
            actor=frame.actor, organisation=frame.organisation, token_id=token.id, now=clock.now()
        )
        messages.success(request, _("The token no longer works."))
        return redirect("organisation_tokens", slug)
    return ask(
        frame,
        Question(
            title=_("Revoke the token %(name)s?") % {"name": token.name},
            points=(
                _("Programs that use it are refused from now on."),
                _("What they have done stays."),
                _("A token that was revoked cannot be used again; make a new one instead."),
            ),
            button=_("Revoke"),
            back=reverse("organisation_tokens", args=[slug]),
        ),
    )
