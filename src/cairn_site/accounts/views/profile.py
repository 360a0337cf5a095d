"""A person's profile, and the texts that they agree to.

``tests/cairn_site/accounts/views/test_profile.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from cairn_site.accounts import actions, consents, queries
from cairn_site.accounts.acting import actor_of, signed_in
from cairn_site.accounts.forms import AgreeForm, ProfileForm
from cairn_site.accounts.middleware import set_language_cookie
from cairn_site.accounts.policy import has_second_factor, needs_second_factor
from cairn_site.platform import clock

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "POST"])
@login_required
def me(request: HttpRequest) -> HttpResponse:
    """Show who one is here, and change it."""
    person = signed_in(request)
    given = {"name": person.name, "language": person.language, "time_zone": person.time_zone}
    form = ProfileForm(request.POST if request.method == "POST" else None, initial=given)
    if request.method == "POST" and form.is_valid():
        actions.change_profile(actor=actor_of(request), person=person, **form.cleaned_data, now=clock.now())
        messages.success(request, _("Your profile is saved."))
        response = redirect("me")
        set_language_cookie(response, form.cleaned_data["language"])
        return response
    context = {
        "form": form,
        "addresses": queries.verified_addresses(person.id),
        "has_second_factor": has_second_factor(person),
        "needs_second_factor": needs_second_factor(person),
    }
    return render(request, "accounts/me.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@login_required
def agree(request: HttpRequest) -> HttpResponse:
    """Ask for consent to the texts that hold now, before somebody goes on."""
    person = signed_in(request)
    target = request.POST.get("next") or request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}):
        target = reverse("home")
    missing = consents.missing_consents(person.id)
    if not missing:
        return HttpResponseRedirect(target)
    form = AgreeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.agree(
            actor=actor_of(request),
            person=person,
            documents=[document.name for document in missing],
            now=clock.now(),
        )
        return HttpResponseRedirect(target)
    texts = [{"document": document, "template": document.template(document.version)} for document in missing]
    is_first = not consents.consents_of(person.id)
    context = {"form": form, "texts": texts, "next": target, "is_first": is_first}
    return render(request, "accounts/agree.html", context, status=422 if form.errors else 200)


@require_GET
@login_required
def own_consents(request: HttpRequest) -> HttpResponse:
    """Show what a person agreed to, and when."""
    given = [
        {"consent": consent, "document": consents.find_document(consent.document)}
        for consent in consents.consents_of(signed_in(request).id)
    ]
    return render(request, "accounts/consents.html", {"given": given, "documents": consents.DOCUMENTS})


@require_GET
def text(request: HttpRequest, name: str, version: str = "") -> HttpResponse:
    """Show a text that people agree to, in the version that holds or in an older one."""
    document = consents.find_document(name)
    if document is None or (version and version not in document.versions):
        raise Http404
    shown = version or document.version
    context = {"document": document, "version": shown, "template": document.template(shown)}
    return render(request, "accounts/text.html", context)
