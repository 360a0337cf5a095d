"""The issuer Profile with its preview and logo, and the domain.

``tests/cairn_site/organisations/views/test_profile.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cairn.errors import CairnError
from cairn_site.organisations import actions
from cairn_site.organisations.forms import DomainForm, LogoForm, ProfileForm, show
from cairn_site.organisations.frame import Frame, enter
from cairn_site.organisations.issuer_documents import did_of
from cairn_site.organisations.models import OrganisationKind, Right
from cairn_site.organisations.queries import card_of, has_checked_domain
from cairn_site.organisations.views.confirming import Question, ask
from cairn_site.platform import clock

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "POST"])
@login_required
def profile(request: HttpRequest, slug: str) -> HttpResponse:
    """Edit what the organisation says about itself; ``preview`` shows it without keeping it."""
    frame = enter(request, slug, Right.ADMINISTRATE)
    initial = ProfileForm.initial_of(frame.organisation)
    form = ProfileForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid() and "preview" not in request.POST:
        actions.edit_profile(
            actor=frame.actor, organisation=frame.organisation, profile=form.profile(), now=clock.now()
        )
        messages.success(request, _("The profile is saved and published."))
        return redirect("organisation_profile", slug)
    is_preview = request.method == "POST" and "preview" in request.POST
    if is_preview and request.headers.get("HX-Request"):
        return frame.render("organisations/profile.html#preview", {"shown": _shown(frame, form)})
    status = 422 if form.is_bound and form.errors else 200
    context = {"form": form, "logo_form": LogoForm(), "shown": _shown(frame, form)}
    return frame.render("organisations/profile.html", context, status=status)


@require_POST
@login_required
def logo(request: HttpRequest, slug: str) -> HttpResponse:
    """Upload a logo, or take it away."""
    frame = enter(request, slug, Right.ADMINISTRATE)
    now = clock.now()
    if "remove" in request.POST:
        actions.remove_logo(actor=frame.actor, organisation=frame.organisation, now=now)
        messages.success(request, _("The logo is removed."))
        return redirect("organisation_profile", slug)
    form = LogoForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            actions.set_logo(
                actor=frame.actor,
                organisation=frame.organisation,
                data=form.cleaned_data["logo"].read(),
                now=now,
            )
        except CairnError as error:
            show(form, error)
        else:
            messages.success(request, _("The logo is published."))
            return redirect("organisation_profile", slug)
    profile_form = ProfileForm(initial=ProfileForm.initial_of(frame.organisation))
    context = {"form": profile_form, "logo_form": form, "shown": _shown(frame, profile_form)}
    return frame.render("organisations/profile.html", context, status=422)


@require_http_methods(["GET", "POST"])
@login_required
def domain(request: HttpRequest, slug: str) -> HttpResponse:
    """Name the domain and say how to show that it is the organisation's own."""
    frame = enter(request, slug, Right.ADMINISTRATE)
    now = clock.now()
    form = DomainForm(request.POST or None, initial={"domain": frame.organisation.domain})
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_domain(
                actor=frame.actor,
                organisation=frame.organisation,
                domain=form.cleaned_data["domain"],
                now=now,
            )
        except CairnError as error:
            show(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("organisation_domain", slug)
    context = {
        "form": form,
        "did": did_of(slug),
        "is_checked": has_checked_domain(frame.organisation, now=now),
    }
    return frame.render("organisations/domain.html", context, status=422 if form.is_bound else 200)


@require_POST
@login_required
def check_domain(request: HttpRequest, slug: str) -> HttpResponse:
    """Have the domain looked at now."""
    frame = enter(request, slug, Right.ADMINISTRATE)
    actions.ask_for_check(actor=frame.actor, organisation=frame.organisation, now=clock.now())
    messages.success(request, _("The domain is looked at within a minute."))
    return redirect("organisation_domain", slug)


@require_http_methods(["GET", "POST"])
@login_required
def leave(request: HttpRequest, slug: str) -> HttpResponse:
    """Leave the organisation."""
    frame = enter(request, slug)
    if request.method == "POST":
        actions.leave(actor=frame.actor, organisation=frame.organisation, now=clock.now())
        messages.success(request, _("You have left %(name)s.") % {"name": frame.organisation.name})
        return redirect("my_organisations")
    return ask(
        frame,
        Question(
            title=_("Leave %(name)s?") % {"name": frame.organisation.name},
            points=(
                _("You can no longer see or do anything here."),
                _("What you have designed and awarded stays with the organisation."),
                _("Somebody who administrates it can invite you again."),
            ),
            button=_("Leave"),
            back=f"/manage/{slug}/members",
        ),
    )


def _shown(frame: Frame, form: ProfileForm) -> dict[str, Any]:
    """Return the card as it would look with what was typed."""
    card = card_of(frame.organisation, now=clock.now())
    typed = {name: str(form[name].value() or "") for name in form.fields}
    kind = typed["kind"] if typed["kind"] in OrganisationKind.values else OrganisationKind.OTHER
    return {
        **typed,
        "url": typed["url"] if typed["url"].startswith(("https://", "http://")) else "",
        "kind": OrganisationKind(kind).label,
        "logo_url": card.logo_url,
        "is_verified": card.is_verified,
        "domain": card.domain,
        "did": card.did,
    }
