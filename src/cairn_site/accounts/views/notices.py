"""The notice centre, what a person wants to be told, and the end of mails with one click (RFC 8058).

``tests/cairn_site/accounts/views/test_notices.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cairn_site.accounts import notices
from cairn_site.accounts.acting import signed_in
from cairn_site.accounts.ports import notice_kinds
from cairn_site.platform import clock
from cairn_site.platform.paging import page_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_GET
@login_required
def notice_list(request: HttpRequest) -> HttpResponse:
    """Show the notices of a person, newest first."""
    search = request.GET.get("q", "").strip()
    only_unread = request.GET.get("show") == "unread"
    found = notices.notices_of(signed_in(request).id, search=search, only_unread=only_unread)
    query = urlencode({"q": search, "show": "unread" if only_unread else ""}) + "&"
    context = {"page": page_of(request, found), "search": search, "only_unread": only_unread, "query": query}
    return render(request, "accounts/notices.html", context)


@require_POST
@login_required
def mark_read(request: HttpRequest) -> HttpResponse:
    """Mark one notice as read and go where it leads, or mark them all."""
    person = signed_in(request)
    given = request.POST.get("notice", "")
    try:
        identifier = UUID(given) if given else None
    except ValueError:
        raise Http404 from None
    notice = notices.notices_of(person.id).filter(id=identifier).first() if identifier else None
    if identifier and notice is None:
        raise Http404
    notices.mark_read(person.id, identifier, now=clock.now())
    target = notice.url if notice is not None else ""
    if target and url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}):
        return HttpResponseRedirect(target)
    return redirect("notices")


@require_http_methods(["GET", "POST"])
@login_required
def preferences(request: HttpRequest) -> HttpResponse:
    """Let a person say which notices they want, and where."""
    person = signed_in(request)
    if request.method == "POST":
        wanted = {
            name: (kind.is_kept or f"page:{name}" in request.POST, f"mail:{name}" in request.POST)
            for name, kind in notice_kinds.items()
        }
        notices.set_preferences(person.id, wanted)
        messages.success(request, _("What you want to be told is saved."))
        return redirect("notice_preferences")
    said = notices.preferences_of(person.id)
    rows = [
        {"name": name, "kind": kind, "on_page": said[name][0], "by_mail": said[name][1]}
        for name, kind in notice_kinds.items()
    ]
    return render(request, "accounts/notice_preferences.html", {"rows": rows})


@csrf_exempt  # A mail program posts it, without our cookies; the signed key says whose mails end.
@require_http_methods(["GET", "POST"])
def unsubscribe(request: HttpRequest, key: str) -> HttpResponse:
    """End the mails of a kind: at once when posted, after one question when somebody only looks."""
    found = notices.read_unsubscribe_key(key)
    if found is None:
        raise Http404
    person_id, kind = found
    known = dict(notice_kinds.items()).get(kind)
    is_done = request.method == "POST"
    if is_done:
        notices.unsubscribe(person_id, kind)
    return render(request, "accounts/unsubscribe.html", {"kind": known, "is_done": is_done})
