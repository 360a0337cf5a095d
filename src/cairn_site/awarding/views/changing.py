"""One award, and what can be done with it: each change on a page that says what will happen.

``tests/cairn_site/awarding/views/test_changing.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cairn.errors import DocumentError, UsageError
from cairn_site.awarding import achievements, actions, queries, showing, statements
from cairn_site.awarding.forms import ReasonForm, RenewForm
from cairn_site.awarding.models import AwardState
from cairn_site.awarding.states import AWARD_TRANSITIONS
from cairn_site.awarding.views.errors import add_error
from cairn_site.awarding.views.holders import state_of
from cairn_site.organisations.frame import enter
from cairn_site.organisations.permissions import Right, not_found
from cairn_site.platform import clock

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from cairn_site.awarding.models import Award

CHANGES: Final[dict[str, dict[str, Any]]] = {
    "revoke": {
        "title": gettext_lazy("Revoke this award?"),
        "text": gettext_lazy(
            "Whoever checks the credential from now on sees that it was revoked. This cannot be undone; what"
            " was revoked can only be awarded anew."
        ),
        "button": gettext_lazy("Revoke for good"),
        "done": gettext_lazy("The award was revoked."),
    },
    "suspend": {
        "title": gettext_lazy("Suspend this award?"),
        "text": gettext_lazy(
            "Whoever checks the credential from now on sees that it is suspended, until you reinstate it."
        ),
        "button": gettext_lazy("Suspend"),
        "done": gettext_lazy("The award is suspended."),
    },
    "reinstate": {
        "title": gettext_lazy("Reinstate this award?"),
        "text": gettext_lazy("The credential is valid again for whoever checks it."),
        "button": gettext_lazy("Reinstate"),
        "done": gettext_lazy("The award is valid again."),
    },
    "renew": {
        "title": gettext_lazy("Renew this award?"),
        "text": gettext_lazy(
            "The holder gets a new credential by the newest version of the Achievement. Narrative, evidence"
            " and results of the old one are not carried over."
        ),
        "button": gettext_lazy("Renew"),
        "done": gettext_lazy("The award was renewed."),
    },
    "cancel": {
        "title": gettext_lazy("Cancel this award?"),
        "text": gettext_lazy("It will not be made. Nothing was signed or sent yet."),
        "button": gettext_lazy("Cancel the award"),
        "done": gettext_lazy("The award was cancelled."),
    },
}


@require_GET
@login_required
def award(request: HttpRequest, slug: str, award_id: UUID) -> HttpResponse:
    """Show an award: what it says, how it came about, and what became of it."""
    frame = enter(request, slug, Right.READ)
    found = queries.access_award(frame.organisation, award_id)
    document = statements.read_document(bytes(found.document)) if found.document else None
    return frame.render(
        "awarding/award.html",
        {
            "award": found,
            "state": state_of(found, now=clock.now()),
            "version": achievements.find_version(frame.organisation, found.version_id),
            "shown": None if document is None else showing.show(document),
            "history": queries.changes_of(found),
            "successor": queries.successor_of(found),
            "url": statements.credential_url(found.id),
            "can": _possible(found),
        },
    )


@require_http_methods(["GET", "POST"])
@login_required
def change(request: HttpRequest, slug: str, *, award_id: UUID, change_name: str) -> HttpResponse:
    """Ask for the reason, and change the award."""
    frame = enter(request, slug, Right.READ, Right.AWARD)
    found = queries.access_award(frame.organisation, award_id)
    if change_name not in CHANGES:
        raise not_found()
    if not _possible(found).get(change_name):
        raise UsageError(
            "award.no_such_change",
            "This is not possible with the award as it is now.",
            mend="Load the page of the award again to see how things are.",
        )
    form: ReasonForm | None = None
    if change_name != "cancel":
        form = (RenewForm if change_name == "renew" else ReasonForm)(request.POST or None)
    if request.method == "POST" and (form is None or form.is_valid()):
        given = {"actor": frame.actor, "organisation": frame.organisation, "award_id": found.id}
        try:
            changed = _change(change_name, form, given)
        except (DocumentError, UsageError) as error:
            if error.code.startswith("access.") or form is None:
                raise
            add_error(form, error)
        else:
            messages.success(request, CHANGES[change_name]["done"], extra_tags="good")
            return redirect("awarding:award", slug, changed.id)
    return frame.render(
        "awarding/change.html",
        {"award": found, "form": form, "change": change_name, **CHANGES[change_name]},
        status=422 if form is not None and form.errors else 200,
    )


@require_POST
@login_required
def remind(request: HttpRequest, slug: str, award_id: UUID) -> HttpResponse:
    """Send the award mail again."""
    frame = enter(request, slug, Right.READ, Right.AWARD)
    sent = actions.send_again(
        actor=frame.actor, organisation=frame.organisation, award_id=award_id, now=clock.now()
    )
    if sent:
        messages.success(request, _("The mail is on its way."), extra_tags="good")
    else:
        messages.warning(request, _("There is no address to write to."), extra_tags="warn")
    return redirect("awarding:award", slug, award_id)


@require_http_methods(["GET", "POST"])
@login_required
def invite(request: HttpRequest, slug: str, achievement_id: UUID) -> HttpResponse:
    """Ask, and invite the holders of earlier versions to the newest one."""
    frame = enter(request, slug, Right.READ, Right.AWARD)
    version = achievements.awardable(frame.actor, frame.organisation, achievement_id)
    if request.method == "POST":
        job = actions.invite_to_upgrade(
            actor=frame.actor,
            organisation=frame.organisation,
            achievement_id=version.achievement_id,
            now=clock.now(),
        )
        return redirect("awarding:job", slug, job.id)
    return frame.render("awarding/invite.html", {"version": version})


def _change(name: str, form: ReasonForm | None, given: dict[str, Any]) -> Award:
    now = clock.now()
    if form is None:
        return actions.cancel_scheduled(**given, now=now)
    reason = form.cleaned_data["reason"]
    if name == "renew":
        return actions.renew_award(
            **given, reason=reason, revokes_old=form.cleaned_data["revokes_old"], now=now
        )
    act = {
        "revoke": actions.revoke_award,
        "suspend": actions.suspend_award,
        "reinstate": actions.reinstate_award,
    }[name]
    return act(**given, reason=reason, now=now)


def _possible(found: Award) -> dict[str, bool]:
    after = AWARD_TRANSITIONS[AwardState(found.state)]
    is_made = found.state in (AwardState.AWARDED, AwardState.SUSPENDED)
    return {
        "revoke": AwardState.REVOKED in after,
        "suspend": AwardState.SUSPENDED in after and found.suspension_list_id is not None,
        "reinstate": found.state == AwardState.SUSPENDED,
        "cancel": AwardState.CANCELLED in after,
        "renew": is_made,
        "remind": is_made,
    }
