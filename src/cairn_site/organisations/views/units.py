"""The units of an organisation.

``tests/cairn_site/organisations/views/test_units.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cairn.errors import CairnError
from cairn_site.organisations import actions
from cairn_site.organisations.forms import UnitForm, show
from cairn_site.organisations.frame import enter
from cairn_site.organisations.models import Right
from cairn_site.organisations.permissions import not_found, require
from cairn_site.organisations.queries import UnitNode, units_below, units_of
from cairn_site.organisations.views.confirming import Question, ask
from cairn_site.platform import clock

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "POST"])
@login_required
def units(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the tree of units, and make one."""
    frame = enter(request, slug)
    nodes = units_of(frame.organisation.id)
    form = UnitForm(request.POST or None, units=nodes)
    if request.method == "POST":
        require(frame.actor, frame.organisation, Right.ADMINISTRATE)
        if form.is_valid():
            try:
                actions.make_unit(
                    actor=frame.actor,
                    organisation=frame.organisation,
                    name=form.cleaned_data["name"],
                    parent_id=form.parent_id(),
                    now=clock.now(),
                )
            except CairnError as error:
                show(form, error)
            else:
                messages.success(request, _("The unit is made."))
                return redirect("organisation_units", slug)
    return frame.render(
        "organisations/units.html",
        {"units": nodes, "form": form},
        status=422 if form.is_bound else 200,
    )


@require_http_methods(["GET", "POST"])
@login_required
def unit(request: HttpRequest, slug: str, unit_id: UUID) -> HttpResponse:
    """Rename or move a unit."""
    frame = enter(request, slug, Right.ADMINISTRATE)
    nodes = units_of(frame.organisation.id)
    found = _find(nodes, unit_id)
    below = units_below(frame.organisation.id, unit_id)
    form = UnitForm(
        request.POST or None,
        initial={"name": found.name, "parent": str(found.parent_id) if found.parent_id else ""},
        units=[node for node in nodes if node.id not in below],
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_unit(
                actor=frame.actor,
                organisation=frame.organisation,
                unit_id=unit_id,
                name=form.cleaned_data["name"],
                parent_id=form.parent_id(),
                now=clock.now(),
            )
        except CairnError as error:
            show(form, error)
        else:
            messages.success(request, _("The unit is saved."))
            return redirect("organisation_units", slug)
    return frame.render(
        "organisations/unit.html", {"unit": found, "form": form}, status=422 if form.is_bound else 200
    )


@require_http_methods(["GET", "POST"])
@login_required
def remove_unit(request: HttpRequest, slug: str, unit_id: UUID) -> HttpResponse:
    """Remove a unit."""
    frame = enter(request, slug, Right.ADMINISTRATE)
    found = _find(units_of(frame.organisation.id), unit_id)
    if request.method == "POST":
        actions.remove_unit(
            actor=frame.actor, organisation=frame.organisation, unit_id=unit_id, now=clock.now()
        )
        messages.success(request, _("The unit is removed."))
        return redirect("organisation_units", slug)
    return ask(
        frame,
        Question(
            title=_("Remove the unit %(name)s?") % {"name": found.name},
            points=(
                _("It must have no units and no members."),
                _("Achievements that were designed in it belong to the whole organisation then."),
            ),
            button=_("Remove"),
            back=reverse("organisation_units", args=[slug]),
        ),
    )


def _find(nodes: Iterable[UnitNode], unit_id: UUID) -> UnitNode:
    found = next((node for node in nodes if node.id == unit_id), None)
    if found is None:
        raise not_found()
    return found
