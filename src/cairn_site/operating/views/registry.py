"""Organisations that wait to be verified, all organisations, and people.

``tests/cairn_site/operating/views/test_registry.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cairn.errors import CairnError
from cairn_site.accounts.actions import make_operator, remove_operator
from cairn_site.accounts.queries import people_found, person_card
from cairn_site.operating.console import enter
from cairn_site.operating.forms import RefusalForm, SearchForm
from cairn_site.organisations.actions import refuse_organisation, verify_organisation
from cairn_site.organisations.permissions import not_found
from cairn_site.organisations.queries import (
    all_organisations,
    find_organisation,
    members_of,
    organisation_card,
    waiting_for_verification,
)
from cairn_site.platform import audit, clock
from cairn_site.platform.paging import page_of

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from cairn_site.operating.console import Console

_SHOWN_MEMBERS = 10
_SHOWN_ENTRIES = 10


@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """List the organisations that wait to be verified, oldest first."""
    frame = enter(request)
    search = SearchForm(request.GET).text
    page = page_of(request, waiting_for_verification(search=search))
    return frame.render("operating/organisations.html", {"page": page, "search": search, "is_waiting": True})


@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    """List every organisation by name."""
    frame = enter(request)
    search = SearchForm(request.GET).text
    page = page_of(request, all_organisations(search=search))
    return frame.render("operating/organisations.html", {"page": page, "search": search, "is_waiting": False})


@require_safe
def organisation(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Show what an operator needs to know to verify an organisation."""
    return _show(enter(request), organisation_id, RefusalForm())


@require_POST
def verify(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Say that an organisation is who it says it is."""
    found = verify_organisation(actor=enter(request).actor, organisation_id=organisation_id, now=clock.now())
    messages.success(request, _("%(name)s is verified. Its administrators are told.") % {"name": found.name})
    return redirect("operate_waiting")


@require_POST
def refuse(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Say why an organisation is not verified, or no longer."""
    frame = enter(request)
    form = RefusalForm(request.POST)
    if not form.is_valid():
        return _show(frame, organisation_id, form, status=422)
    found = refuse_organisation(
        actor=frame.actor,
        organisation_id=organisation_id,
        reason=form.cleaned_data["reason"],
        now=clock.now(),
    )
    messages.success(request, _("%(name)s is told the reason.") % {"name": found.name})
    return redirect("operate_waiting")


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Search people by name or address."""
    frame = enter(request)
    search = SearchForm(request.GET).text
    return frame.render(
        "operating/people.html", {"page": page_of(request, people_found(search)), "search": search}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def operator(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Make somebody an operator or take it away, after asking."""
    frame = enter(request)
    person = person_card(person_id)
    if person is None:
        raise not_found()
    is_operator = people_found(person.email).filter(id=person_id, is_operator=True).exists()
    context = {"person": person, "is_operator": is_operator}
    if request.method != "POST":
        return frame.render("operating/operator.html", context)
    change = remove_operator if is_operator else make_operator
    try:
        change(actor=frame.actor, address=person.email, now=clock.now())
    except CairnError as error:
        if error.code == "access.not_found":
            raise
        return frame.render("operating/operator.html", {**context, "error": error}, status=409)
    text = _("%(name)s is no operator any more.") if is_operator else _("%(name)s is an operator now.")
    messages.success(request, text % {"name": person.name or person.email})
    return redirect("operate_people")


def _show(frame: Console, organisation_id: UUID, form: RefusalForm, *, status: int = 200) -> HttpResponse:
    found = find_organisation(organisation_id)
    if found is None:
        raise not_found()
    return frame.render(
        "operating/organisation.html",
        {
            "organisation": found,
            "card": organisation_card(organisation_id, now=clock.now()),
            "members": members_of(organisation_id)[:_SHOWN_MEMBERS],
            "entries": audit.entries(organisation_id=organisation_id)[:_SHOWN_ENTRIES],
            "form": form,
        },
        status=status,
    )
