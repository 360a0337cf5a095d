"""The keys of an organisation.

``tests/cairn_site/organisations/views/test_keys.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cairn.errors import CairnError, UsageError
from cairn_site.organisations import actions
from cairn_site.organisations.forms import CompromiseForm, show
from cairn_site.organisations.frame import Frame, enter
from cairn_site.organisations.issuer_documents import did_of, profile_url
from cairn_site.organisations.models import KeyState, Right
from cairn_site.organisations.permissions import not_found
from cairn_site.organisations.queries import key_in_use, keys_of
from cairn_site.organisations.views.confirming import Question, ask
from cairn_site.platform import clock

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from cairn_site.organisations.models import IssuerKey

PAGE_SIZE = 25


@require_GET
@login_required
def keys(request: HttpRequest, slug: str) -> HttpResponse:
    """List every key there ever was."""
    frame = enter(request, slug, Right.ADMINISTRATE)
    return frame.render(
        "organisations/keys.html",
        {
            "page": Paginator(keys_of(frame.organisation.id), PAGE_SIZE).get_page(request.GET.get("page")),
            "key": key_in_use(frame.organisation.id),
            "did": did_of(slug),
            "address": profile_url(slug),
        },
    )


@require_POST
@login_required
def make_key(request: HttpRequest, slug: str) -> HttpResponse:
    """Make a key where none is in use."""
    frame = enter(request, slug, Right.ADMINISTRATE)
    actions.make_key(actor=frame.actor, organisation=frame.organisation, now=clock.now())
    messages.success(request, _("The organisation signs with a new key."))
    return redirect("organisation_keys", slug)


@require_http_methods(["GET", "POST"])
@login_required
def rotate_key(request: HttpRequest, slug: str) -> HttpResponse:
    """Sign with a new key from now on."""
    frame = enter(request, slug, Right.ADMINISTRATE)
    if request.method == "POST":
        actions.rotate_key(
            actor=frame.actor,
            organisation=frame.organisation,
            now=clock.now(),
            expected=_expected(request),
        )
        messages.success(request, _("The organisation signs with a new key."))
        return redirect("organisation_keys", slug)
    return ask(
        frame,
        Question(
            title=_("Sign with a new key?"),
            points=(
                _("A new key is made and the key in use signs for it."),
                _("Everything that was signed before stays good."),
                _("The DID document and the key history are published again at once."),
            ),
            button=_("Rotate the key"),
            back=reverse("organisation_keys", args=[slug]),
            icon="refresh-cw",
            is_dangerous=False,
            hidden={"expected": str(_present(frame).id)},
        ),
    )


@require_http_methods(["GET", "POST"])
@login_required
def retire_key(request: HttpRequest, slug: str) -> HttpResponse:
    """End the key in use without another."""
    frame = enter(request, slug, Right.ADMINISTRATE)
    if request.method == "POST":
        actions.retire_key(
            actor=frame.actor,
            organisation=frame.organisation,
            now=clock.now(),
            expected=_expected(request),
        )
        messages.success(request, _("The key is retired; nothing can be signed until another is made."))
        return redirect("organisation_keys", slug)
    return ask(
        frame,
        Question(
            title=_("Retire the key without another?"),
            points=(
                _("Nothing can be awarded, suspended or revoked until a new key is made."),
                _("Everything that was signed before stays good."),
                _("A retired key is never used again."),
            ),
            button=_("Retire the key"),
            back=reverse("organisation_keys", args=[slug]),
            hidden={"expected": str(_present(frame).id)},
        ),
    )


@require_http_methods(["GET", "POST"])
@login_required
def compromised_key(request: HttpRequest, slug: str, key_id: UUID) -> HttpResponse:
    """Say that others may have signed with a key."""
    frame = enter(request, slug, Right.ADMINISTRATE)
    now = clock.now()
    key = keys_of(frame.organisation.id).filter(id=key_id).first()
    if key is None:
        raise not_found()
    form = CompromiseForm(request.POST or None, initial={"since": now})
    if request.method == "POST" and form.is_valid():
        try:
            actions.mark_key_compromised(
                actor=frame.actor,
                organisation=frame.organisation,
                key_id=key.id,
                since=form.moment(),
                reason=form.cleaned_data["reason"],
                now=now,
            )
        except CairnError as error:
            show(form, error)
        else:
            messages.success(request, _("The key is marked as compromised, for everybody to see."))
            return redirect("organisation_keys", slug)
    last = _("It is the key in use: a new one takes its place at once.")
    return ask(
        frame,
        Question(
            title=_("Mark the key as compromised?"),
            points=(
                _("Nothing that this key signed is believed any more, whatever its date: award it again."),
                _("This is published and cannot be undone."),
                *([last] if key.state == KeyState.IN_USE else []),
            ),
            button=_("Mark as compromised"),
            back=reverse("organisation_keys", args=[slug]),
            icon="shield-alert",
        ),
        form=form,
    )


def _present(frame: Frame) -> IssuerKey:
    key = key_in_use(frame.organisation.id)
    if key is None:
        raise UsageError(
            "organisation.no_key", "No key of the organisation is in use.", where=frame.organisation.slug
        )
    return key


def _expected(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("expected", ""))
    except ValueError:
        raise not_found() from None
