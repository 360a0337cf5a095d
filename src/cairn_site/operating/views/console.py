"""The console: how the installation is, and what waits for an operator.

``tests/cairn_site/operating/views/test_console.py`` proves it.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cairn_site.operating import actions
from cairn_site.operating.console import enter
from cairn_site.operating.forms import AuditFilterForm, JobFilterForm, MailFilterForm, RetentionForm
from cairn_site.operating.queries import audit_entries, find_message, summary
from cairn_site.organisations.permissions import not_found
from cairn_site.platform import audit, clock, events, health, jobs, mail
from cairn_site.platform.paging import page_of

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest

# A mail is shown as its reader gets it: with its own styles, but nothing of it runs, and it sends nothing.
_MAIL_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"


@require_safe
def console(request: HttpRequest) -> HttpResponse:
    """Show how the installation is and what waits."""
    return enter(request).render(
        "operating/console.html", {"parts": health.examine(), "summary": summary(now=clock.now())}
    )


@require_safe
def job_list(request: HttpRequest) -> HttpResponse:
    """List the jobs, newest first."""
    frame = enter(request)
    form = JobFilterForm(request.GET)
    state = form.cleaned_data["state"] if form.is_valid() else ""
    page = page_of(request, jobs.listed(state=state))
    return frame.render("operating/jobs.html", {"page": page, "state": state})


@require_safe
def job(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """Show one job."""
    frame = enter(request)
    found = jobs.find(job_id)
    if found is None:
        raise not_found()
    return frame.render("operating/job.html", {"job": found})


@require_POST
def stop_job(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """Have a job stop."""
    actions.stop_job(actor=enter(request).actor, job_id=job_id, now=clock.now())
    messages.success(request, _("The job stops after the step it is at."))
    return redirect("operate_job", job_id)


@require_POST
def resume_job(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """Let a job go on."""
    actions.resume_job(actor=enter(request).actor, job_id=job_id, now=clock.now())
    messages.success(request, _("The job goes on where it was."))
    return redirect("operate_job", job_id)


@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    """List the mail that was written, newest first."""
    frame = enter(request)
    form = MailFilterForm(request.GET)
    state, search = (form.cleaned_data["state"], form.text) if form.is_valid() else ("", "")
    page = page_of(request, mail.outbox(state=state, search=search))
    context = {"page": page, "state": state, "search": search, "mail_leaves": settings.CAIRN_MAIL_LEAVES}
    return frame.render("operating/outbox.html", context)


@require_safe
def message(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """Show one mail, and note that it was read."""
    frame = enter(request)
    found = find_message(message_id)
    actions.record_mail_read(actor=frame.actor, message_id=message_id, now=clock.now())
    return frame.render("operating/message.html", {"mail": found})


@require_safe
def message_page(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """Show one mail as its reader sees it."""
    enter(request)
    response = HttpResponse(find_message(message_id).html)
    response["Content-Security-Policy"] = _MAIL_POLICY
    return response


@require_POST
def retry_mail(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """Have a mail sent again."""
    actions.retry_mail(actor=enter(request).actor, message_id=message_id, now=clock.now())
    messages.success(request, _("The mail is sent again."))
    return redirect("operate_message", message_id)


@require_safe
def deliveries(request: HttpRequest) -> HttpResponse:
    """List the events that could not be delivered."""
    frame = enter(request)
    return frame.render("operating/deliveries.html", {"page": page_of(request, events.given_up())})


@require_POST
def retry_delivery(request: HttpRequest, delivery_id: int) -> HttpResponse:
    """Have an event delivered again."""
    actions.retry_delivery(actor=enter(request).actor, delivery_id=delivery_id, now=clock.now())
    messages.success(request, _("The event is delivered again."))
    return redirect("operate_deliveries")


@require_safe
def trail(request: HttpRequest) -> HttpResponse:
    """Search the audit trail."""
    frame = enter(request)
    form = AuditFilterForm(request.GET)
    page = page_of(request, audit_entries(form.cleaned_data if form.is_valid() else {}))
    query = request.GET.copy()
    query.pop("page", None)
    kept = RetentionForm(initial={"days": audit.retention_days() or ""})
    return frame.render(
        "operating/trail.html",
        {"page": page, "form": form, "retention": kept, "query": f"{query.urlencode()}&" if query else ""},
    )


@require_POST
def retention(request: HttpRequest) -> HttpResponse:
    """Say how long the audit trail is kept, after asking where something is deleted."""
    frame = enter(request)
    form = RetentionForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose one of the times."))
        return redirect("operate_trail")
    days, before = form.cleaned_data["days"], audit.retention_days()
    is_shorter = days is not None and (before is None or days < before)
    if is_shorter and "is_sure" not in request.POST:
        context = {"days": days, "before": clock.now() - timedelta(days=days)}
        return frame.render("operating/retention.html", context)
    actions.set_retention(actor=frame.actor, days=days, now=clock.now())
    messages.success(request, _("This is how long entries are kept from now on."))
    return redirect("operate_trail")
