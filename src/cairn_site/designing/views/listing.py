"""The list of achievements, and the ways to begin one: named, from a starter, from a file.

``tests/cairn_site/designing/views/test_listing.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cairn.errors import DocumentError
from cairn_site.designing import actions, queries
from cairn_site.designing.content import Content
from cairn_site.designing.imagery.drawing import Drawing
from cairn_site.designing.images import image_path
from cairn_site.designing.importing import MAX_BYTES, import_achievement
from cairn_site.designing.presenting import show
from cairn_site.designing.starters import starter, starters
from cairn_site.designing.steps import StepName
from cairn_site.organisations.frame import enter
from cairn_site.organisations.permissions import Right
from cairn_site.platform import clock
from cairn_site.platform.paging import page_of
from cairn_site.platform.saying import say

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from cairn_site.organisations.frame import Frame

STATES = ("", "published", "draft", "archived")


@require_GET
def achievements(request: HttpRequest, slug: str) -> HttpResponse:
    """List the achievements of an organisation."""
    frame = enter(request, slug, Right.READ)
    search = request.GET.get("q", "")[:100].strip()
    state = request.GET.get("state", "")
    state = state if state in STATES else ""
    if search:
        found = queries.found_achievements(frame.organisation.id, search=search, state=state)
    else:
        found = queries.achievements_of(frame.organisation.id, state=state)
    page = page_of(request, found)
    newest = queries.newest_versions([row.id for row in page.object_list])
    rows = [(row, newest.get(row.id)) for row in page.object_list]
    asked = {name: value for name, value in (("q", search), ("state", state)) if value}
    return frame.render(
        "designing/list.html",
        {
            "rows": [
                {
                    "achievement": row,
                    "version": version,
                    "image": image_path(version.image_id if version else None),
                }
                for row, version in rows
            ],
            "page": page,
            "search": search,
            "state": state,
            "query": f"{urlencode(asked)}&" if asked else "",
            "is_filtered": bool(asked),
        },
    )


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """Offer the ways to begin; a POST begins one with a name, or from a starter."""
    frame = enter(request, slug, Right.CREATE)
    if request.method == "GET":
        return _offer(frame)
    code, now = request.POST.get("starter", ""), clock.now()
    language = translation.get_language() or "en"
    if code:
        chosen = starter(code)
        achievement = actions.create_achievement(
            actor=frame.actor,
            slug=slug,
            content=chosen.in_language(language),
            drawing=chosen.drawing,
            now=now,
        )
        messages.success(request, _("A copy of the starter is yours. Change whatever you like."))
    else:
        name = " ".join(request.POST.get("name", "").split())[:200]
        if not name:
            return _offer(frame, error=_("Give it a name; it can be changed later."), status=422)
        achievement = actions.create_achievement(
            actor=frame.actor,
            slug=slug,
            content=Content(language=language, name={language: name}),
            drawing=Drawing(),
            now=now,
        )
    return redirect("achievement_step", slug, achievement.id, StepName.BASICS.value)


@require_POST
def import_file(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin an achievement from a file or a text of Open Badges 3.0, and say what was lost."""
    frame = enter(request, slug, Right.CREATE)
    uploaded, text = request.FILES.get("file"), request.POST.get("json", "")
    if uploaded is not None and uploaded.size is not None and uploaded.size > MAX_BYTES:
        return _offer(frame, import_error=_("The file is too large."), text=text, status=422)
    data = uploaded.read() if uploaded is not None else text.encode()
    if not data.strip():
        return _offer(frame, import_error=_("Choose a file, or paste its text."), status=422)
    try:
        imported = import_achievement(data, language=translation.get_language() or "en")
    except DocumentError as error:
        return _offer(frame, import_error=say(error), text=text, status=422)
    achievement = actions.create_achievement(
        actor=frame.actor, slug=slug, content=imported.content, image=imported.image, now=clock.now()
    )
    if imported.losses:
        messages.warning(
            request, _("Imported, but not everything has a place here:") + " " + " ".join(imported.losses)
        )
    else:
        messages.success(request, _("Imported, with nothing lost."))
    return redirect("achievement_step", slug, achievement.id, StepName.BASICS.value)


def _offer(
    frame: Frame, *, error: str = "", import_error: str = "", text: str = "", status: int = 200
) -> HttpResponse:
    language = translation.get_language() or "en"
    return frame.render(
        "designing/new.html",
        {
            "starters": [
                {"code": one.code, "shown": show(one.content, image_id=None, language=language)}
                for one in starters().values()
            ],
            "error": error,
            "import_error": import_error,
            "text": text,
        },
        status=status,
    )
