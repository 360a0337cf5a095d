"""The organisations of whoever is signed in, and making one.

``tests/cairn_site/organisations/views/test_mine.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from cairn.errors import CairnError
from cairn_site.accounts.acting import actor_of
from cairn_site.organisations import actions
from cairn_site.organisations.forms import OrganisationForm, SearchForm, show
from cairn_site.organisations.queries import memberships_of, open_invitations_for
from cairn_site.platform import clock

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

PAGE_SIZE = 25


@require_GET
@login_required
def my_organisations(request: HttpRequest) -> HttpResponse:
    """List the person's organisations and the invitations that wait for an answer."""
    actor = actor_of(request)
    assert actor.id is not None
    form = SearchForm(request.GET)
    search = form.cleaned_data["search"] if form.is_valid() else ""
    members = memberships_of(actor.id, search=search)
    return render(
        request,
        "organisations/mine.html",
        {
            "page": Paginator(members, PAGE_SIZE).get_page(request.GET.get("page")),
            "invitations": open_invitations_for(actor.id, now=clock.now()),
            "search": search,
        },
    )


@require_http_methods(["GET", "POST"])
@login_required
def new_organisation(request: HttpRequest) -> HttpResponse:
    """Make an organisation."""
    form = OrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            organisation = actions.create_organisation(
                actor=actor_of(request),
                profile=form.profile(),
                slug=form.cleaned_data["slug"],
                now=clock.now(),
            )
        except CairnError as error:
            show(form, error)
        else:
            messages.success(request, _("The organisation is made, with its first key."))
            return redirect("organisation", organisation.slug)
    status = 422 if form.is_bound else 200
    return render(request, "organisations/new.html", {"form": form}, status=status)
