"""A copy of one's data, and the end of an account.

``tests/cairn_site/accounts/views/test_data.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from cairn_site.accounts import actions, queries
from cairn_site.accounts.acting import actor_of, signed_in
from cairn_site.accounts.actions.erasing import GRACE
from cairn_site.accounts.forms import DeleteForm
from cairn_site.platform import clock, ports

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase


@require_http_methods(["GET", "POST"])
@login_required
def my_data(request: HttpRequest) -> HttpResponse:
    """Show the copies that were made, and have one made."""
    person = signed_in(request)
    if request.method == "POST":
        actions.ask_export(actor=actor_of(request), person=person, now=clock.now())
        messages.success(request, _("The copy is being made. You are told when it is ready."))
        return redirect("my_data")
    exports = queries.exports_of(person.id)
    return render(request, "accounts/data.html", {"exports": exports})


@require_GET
@login_required
@reauthentication_required  # type: ignore[untyped-decorator]
def download(request: HttpRequest, export_id: UUID) -> HttpResponseBase:
    """Hand over a copy to whom it is about, after they have shown again that it is them."""
    export = queries.find_export(signed_in(request).id, export_id, now=clock.now())
    if export is None:
        raise Http404
    response = FileResponse(
        default_storage.open(export.path),
        as_attachment=True,
        filename=f"cairn-{export.asked_at:%Y-%m-%d}.zip",
        content_type="application/zip",
    )
    response["Cache-Control"] = "no-store"
    return response


@require_http_methods(["GET", "POST"])
@login_required
@reauthentication_required  # type: ignore[untyped-decorator]
def delete(request: HttpRequest) -> HttpResponse:
    """Say what deleting the account means, and do it after a week."""
    person = signed_in(request)
    form = DeleteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        due = actions.ask_erasure(actor=actor_of(request), person=person, now=clock.now())
        logout(request)
        return render(request, "accounts/delete_done.html", {"due_at": due})
    notes = [note for source in ports.erasure_notes for note in source(person.id)]
    context = {"form": form, "notes": notes, "days": GRACE.days}
    return render(request, "accounts/delete.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@login_required
def leaving(request: HttpRequest) -> HttpResponse:
    """Show somebody who comes back during the week that the account can be kept, and keep it."""
    person = signed_in(request)
    if person.erasure_due_at is None:
        return redirect("home")
    if request.method == "POST":
        actions.keep_account(actor=actor_of(request), person=person, now=clock.now())
        messages.success(request, _("Your account stays. Welcome back."))
        return redirect("home")
    return render(request, "accounts/leaving.html", {"due_at": person.erasure_due_at})
