"""The designer: step by step, saved as one types, with the card and the stack of stones beside it.

``tests/cairn_site/designing/views/test_designer.py`` proves it.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from cairn.canonical import strict_json
from cairn.errors import CairnError, DocumentError
from cairn_site.aligning.queries import find_skills
from cairn_site.designing import actions, queries
from cairn_site.designing.content import Content, format_content
from cairn_site.designing.forms import EDITORS
from cairn_site.designing.forms.editing import with_text
from cairn_site.designing.forms.pictures import CaptionForm, DrawingForm, UploadForm, drawing_form
from cairn_site.designing.imagery.drawing import Drawing, parse_drawing
from cairn_site.designing.imagery.icons import ICON_GROUPS, ICONS
from cairn_site.designing.imagery.rendering import render_svg
from cairn_site.designing.presenting import show
from cairn_site.designing.publishing import build_document, shelve
from cairn_site.designing.readiness import measure
from cairn_site.designing.steps import BY_NAME, STEPS, StepName, after, before
from cairn_site.organisations.frame import enter
from cairn_site.organisations.permissions import Right
from cairn_site.organisations.queries import card_of
from cairn_site.platform import clock
from cairn_site.platform.saying import say

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from django.http import HttpRequest

    from cairn_site.designing.forms.editing import Editor
    from cairn_site.designing.models import Achievement, AchievementVersion
    from cairn_site.organisations.frame import Frame


@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, slug: str, identifier: UUID, *, name: str) -> HttpResponse:
    """Show or save one step."""
    frame = enter(request, slug, Right.UPDATE)
    achievement = queries.achievement_in(frame.actor, frame.organisation, identifier, Right.UPDATE)
    if name not in list(StepName):
        raise Http404
    draft = queries.draft_of(achievement.id)
    if draft is None or achievement.archived_at is not None:
        return redirect("achievement", slug, identifier)
    which = StepName(name)
    if which is StepName.IMAGE:
        return _image_step(request, frame, achievement, draft)
    if which is StepName.REVIEW:
        return _render(frame, achievement, draft, which, _review_context(frame, draft))
    return _form_step(request, frame, achievement, draft, which)


@require_GET
def drawing_preview(request: HttpRequest, slug: str) -> HttpResponse:
    """Draw the image that the choices in the query make, as a part of a page."""
    enter(request, slug, Right.READ)
    form = DrawingForm(request.GET)
    if not form.is_valid():
        return render(
            request,
            "designing/parts/drawing.html",
            {"errors": [str(one) for row in form.errors.values() for one in row]},
        )
    svg = render_svg(form.cleaned_data["drawing"], title=_("How the badge will look"))
    return render(request, "designing/parts/drawing.html", {"svg": svg})


@require_GET
def starter_image(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Return the image of a starter."""
    from cairn_site.designing.starters import starter  # noqa: PLC0415

    enter(request, slug, Right.READ)
    response = HttpResponse(render_svg(starter(code).drawing), content_type="image/svg+xml")
    response["Cache-Control"] = "private, max-age=3600"
    return response


@require_GET
def skill_results(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer a search for skills with buttons that add them."""
    frame = enter(request, slug, Right.READ)
    return render(request, "designing/parts/skill_results.html", _search(frame, request.GET.get("q", "")))


def aside(frame: Frame, version: AchievementVersion, content: Content, *, now: datetime) -> dict[str, Any]:
    """Return what stands beside every step: the card, the stones, and what is missing."""
    publisher = queries.publisher_from(card_of(frame.organisation, now=now))
    shelf = shelve(content, frame.organisation.id)
    place = queries.place_of(version)
    readiness = measure(content, publisher=publisher, place=place, now=now, shelf=shelf)
    return {
        "card": show(content, image_id=version.image_id, shelf=shelf),
        "issuer": publisher.name,
        "readiness": readiness,
    }


def _form_step(
    request: HttpRequest, frame: Frame, achievement: Achievement, draft: AchievementVersion, which: StepName
) -> HttpResponse:
    content = queries.content_of(draft)
    editor_class = EDITORS[which]
    if request.method == "GET":
        return _render(
            frame, achievement, draft, which, _form_context(frame, request, which, editor_class(content))
        )
    wanted = request.POST.get("do", "")
    editor = editor_class(content, data=request.POST)
    is_valid, is_autosave = editor.is_valid(), wanted == "autosave"
    base = request.POST.get("base", "")
    if base and base != fingerprint(content, which):
        return _conflict(frame, request, achievement, draft, which, editor, is_autosave=is_autosave)
    changed = editor.apply()
    draft = actions.save_draft(
        actor=frame.actor, achievement_id=achievement.id, content=changed, now=clock.now()
    )
    if is_autosave:
        context = aside(frame, draft, changed, now=clock.now())
        context |= {
            "achievement": achievement,
            "organisation": frame.organisation,
            "saved_at": clock.now(),
            "base": fingerprint(changed, which),
            "errors": editor.errors(),
        }
        return render(request, "designing/parts/autosaved.html", context)
    if not is_valid:
        context = _form_context(frame, request, which, editor) | {"errors": editor.errors()}
        return _render(frame, achievement, draft, which, context, content=changed, status=422)
    target = _target_of(wanted, which)
    if target is None:
        # A row or a skill was asked for: the step again, from what was just saved.
        again = editor_class(changed, extra=wanted.removeprefix("more:"))
        return _render(
            frame, achievement, draft, which, _form_context(frame, request, which, again), content=changed
        )
    if target == which:
        messages.success(request, _("Saved."))
    return redirect("achievement_step", frame.organisation.slug, achievement.id, target.value)


def _target_of(wanted: str, which: StepName) -> StepName | None:
    """Return the step that a button leads to, ``None`` where the step is shown again with one more row."""
    if wanted == "next":
        return after(which) or which
    if wanted == "back":
        return before(which) or which
    if wanted.startswith("go:") and wanted[3:] in list(StepName):
        return StepName(wanted[3:])
    if wanted.startswith("more:") or wanted in ("search", "skill"):
        return None
    return which


def _conflict(  # noqa: PLR0917 - what a page of a step is made of
    frame: Frame,
    request: HttpRequest,
    achievement: Achievement,
    draft: AchievementVersion,
    which: StepName,
    editor: Editor,
    *,
    is_autosave: bool,
) -> HttpResponse:
    """Keep what was typed on the page, and let the person decide."""
    message = _(
        "Somebody else has changed this step meanwhile. What you typed stands below and is not saved; "
        "save again to keep it."
    )
    content = queries.content_of(draft)
    if is_autosave:
        context = aside(frame, draft, content, now=clock.now())
        context |= {"achievement": achievement, "organisation": frame.organisation, "conflict": message}
        return render(request, "designing/parts/autosaved.html", context)
    context = _form_context(frame, request, which, editor)
    context |= {"conflict": message, "base": fingerprint(content, which)}
    return _render(frame, achievement, draft, which, context, status=409)


def _form_context(frame: Frame, request: HttpRequest, which: StepName, editor: Editor) -> dict[str, Any]:
    context: dict[str, Any] = {"editor": editor, "form": editor.form, "lists": editor.lists}
    if which is StepName.OUTCOMES:
        text = request.POST.get("q", request.GET.get("q", ""))
        context["chosen"] = editor.chosen()  # type: ignore[attr-defined]
        context |= _search(frame, text)
    if which is StepName.VALIDITY:
        context["suggestions"] = queries.awardable_versions(frame.actor, frame.organisation.id, limit=100)
        context["address_of"] = queries.address_of
    if which is StepName.LANGUAGES:
        context["sections"] = editor.sections()  # type: ignore[attr-defined]
    return context


def _search(frame: Frame, text: str) -> dict[str, Any]:
    text = text[:100].strip()
    language = translation.get_language() or "en"
    found = (
        find_skills(text, language=language, organisation_id=frame.organisation.id, limit=12) if text else []
    )
    return {"search": text, "found": found}


def _image_step(
    request: HttpRequest, frame: Frame, achievement: Achievement, draft: AchievementVersion
) -> HttpResponse:
    content = queries.content_of(draft)
    present = Drawing()
    if draft.image is not None and draft.image.drawing is not None:
        present = parse_drawing(draft.image.drawing)
    form, upload = drawing_form(present), UploadForm()
    caption = CaptionForm(initial={"caption": content.image_caption.get(content.language, "")})
    status, preview = 200, present
    if request.method == "POST":
        wanted = request.POST.get("do", "")
        caption = CaptionForm(request.POST)
        if caption.is_valid():
            content = replace(
                content,
                image_caption=with_text(
                    content.image_caption, language=content.language, text=caption.cleaned_data["caption"]
                ),
            )
        if wanted == "upload":
            upload = UploadForm(request.POST, request.FILES)
            done = upload.is_valid() and _take_upload(frame, achievement, upload)
        else:
            form = drawing_form(present, request.POST)
            done = form.is_valid()
            if done and wanted != "preview":
                actions.set_drawing(
                    actor=frame.actor,
                    achievement_id=achievement.id,
                    drawing=form.cleaned_data["drawing"],
                    now=clock.now(),
                )
            if done:
                preview = form.cleaned_data["drawing"]
        if done and wanted != "preview":
            actions.save_draft(
                actor=frame.actor, achievement_id=achievement.id, content=content, now=clock.now()
            )
            messages.success(request, _("The image is saved."))
            target = _target_of(wanted, StepName.IMAGE) or StepName.IMAGE
            return redirect("achievement_step", frame.organisation.slug, achievement.id, target.value)
        status = 200 if done else 422
    context = {
        "form": form,
        "upload": upload,
        "caption": caption,
        "svg": render_svg(preview, title=_("How the badge will look")),
        "icon_groups": [(title, [(name, ICONS[name]) for name in names]) for title, names in ICON_GROUPS],
        "is_upload": draft.image is not None and draft.image.drawing is None,
    }
    return _render(frame, achievement, draft, StepName.IMAGE, context, content=content, status=status)


def _take_upload(frame: Frame, achievement: Achievement, upload: UploadForm) -> bool:
    try:
        actions.set_upload(
            actor=frame.actor,
            achievement_id=achievement.id,
            data=upload.cleaned_data["image"].read(),
            now=clock.now(),
        )
    except DocumentError as error:
        upload.add_error("image", say(error))
        return False
    return True


def _review_context(frame: Frame, draft: AchievementVersion) -> dict[str, Any]:
    content = queries.content_of(draft)
    publisher = queries.publisher_from(card_of(frame.organisation, now=clock.now()))
    shelf = shelve(content, frame.organisation.id)
    try:
        document = build_document(content, publisher=publisher, place=queries.place_of(draft), shelf=shelf)
        text = json.dumps(document, indent=2, ensure_ascii=False)
    except CairnError as error:
        text = say(error)
    return {
        "shown": show(content, image_id=draft.image_id, shelf=shelf),
        "json": text,
        "is_new_version": draft.number > 1,
    }


def _render(
    frame: Frame,
    achievement: Achievement,
    draft: AchievementVersion,
    which: StepName,
    context: dict[str, Any],
    *,
    content: Content | None = None,
    status: int = 200,
) -> HttpResponse:
    content = queries.content_of(draft) if content is None else content
    around = aside(frame, draft, content, now=clock.now())
    open_steps = around["readiness"].open_steps
    blank = Content()
    steps = [
        {
            "step": one,
            "is_current": one.name is which,
            "is_open": one.name in open_steps,
            "is_told": draft.image_id is not None
            if one.name is StepName.IMAGE
            else any(
                getattr(content, field) != getattr(blank, field)
                for field in one.fields
                if field != "language"
            ),
        }
        for one in STEPS
    ]
    number = [one.name for one in STEPS].index(which)
    around |= {
        "achievement": achievement,
        "draft": draft,
        "steps": steps,
        "step": BY_NAME[which],
        "step_number": number + 1,
        "step_count": len(STEPS),
        "is_first": number == 0,
        "base": fingerprint(content, which),
        "body": f"designing/steps/{which.value}.html",
        "content_language": content.language,
    }
    return frame.render("designing/designer.html", {**around, **context}, status=status)


def fingerprint(content: Content, which: StepName) -> str:
    """Return what the fields of a step come to, by which a change made meanwhile is noticed."""
    written = format_content(content)
    fields = BY_NAME[which].fields
    if which is StepName.LANGUAGES:
        return hashlib.sha256(strict_json.format(written)).hexdigest()[:16]
    told = {name: written.get(name) for name in fields}
    return hashlib.sha256(strict_json.format(told)).hexdigest()[:16]
