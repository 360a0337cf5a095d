"""The mails and the certificate of an organisation: looked at, changed, put back.

``tests/cairn_site/awarding/views/test_branding.py`` proves it.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp_replace, csp_update
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils import formats, translation
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cairn.credentials.language import LANGUAGE_TAG
from cairn.errors import DocumentError
from cairn_site.awarding import letters
from cairn_site.awarding.actions import branding as actions
from cairn_site.awarding.branding import ACCENT, check_accent, design_of, look_of
from cairn_site.awarding.certificates.design import (
    PLACEHOLDERS,
    TEXT_FIELDS,
    CertificateDesign,
    CertificateText,
    check_text,
    default_text,
    words_of,
)
from cairn_site.awarding.certificates.drawing import draw
from cairn_site.awarding.certificates.facts import SAMPLE, sample_facts
from cairn_site.awarding.letters import EXPLAINED, KINDS, LetterKind, Wording
from cairn_site.awarding.template_forms import DesignForm, LetterForm
from cairn_site.awarding.views.errors import add_error
from cairn_site.organisations.frame import enter
from cairn_site.organisations.issuer_documents import logo_url
from cairn_site.organisations.permissions import Right, not_found
from cairn_site.platform import clock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse
    from django.utils.safestring import SafeString

    from cairn_site.organisations.frame import Frame
    from cairn_site.organisations.permissions import Organisation


@require_GET
@login_required
def overview(request: HttpRequest, slug: str) -> HttpResponse:
    """Show every mail and the certificate."""
    frame = enter(request, slug, Right.READ)
    own = letters.own_wordings(frame.organisation.id)
    rows = [
        {
            "kind": kind.value,
            "words": words,
            "languages": [
                {"code": code, "name": name, "is_own": (kind.value, code) in own}
                for code, name in settings.LANGUAGES
            ],
        }
        for kind, words in KINDS.items()
    ]
    drawn = _draw_sample(
        frame.organisation,
        design_of(frame.organisation.id),
        language=translation.get_language() or "en",
        now=clock.now(),
    )
    return frame.render("awarding/templates.html", {"rows": rows, "drawn": drawn})


@csp_update({"frame-src": [SELF]})  # type: ignore[arg-type]
@require_http_methods(["GET", "POST"])
@login_required
def letter(request: HttpRequest, slug: str, *, kind: str, language: str) -> HttpResponse:
    """Change the words of a mail."""
    frame, which = _enter_letter(request, slug, kind, language)
    known = letters.find_wording(frame.organisation.id, which, language)
    form = LetterForm(request.POST or None, initial={"subject": known.subject, "body": known.body})
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_letter(
                actor=frame.actor,
                organisation=frame.organisation,
                kind=which,
                language=language,
                wording=form.wording(),
                now=clock.now(),
            )
        except DocumentError as error:
            _show_error(form, error)
        else:
            messages.success(request, _("The mail was saved."), extra_tags="good")
            return redirect("awarding:letter", slug=slug, kind=kind, language=language)
    return frame.render(
        "awarding/letter.html",
        {
            "form": form,
            "kind": which.value,
            "language": language,
            "words": KINDS[which],
            "is_own": known.is_own,
            "placeholders": [
                {"name": f"{{{name}}}", "meaning": EXPLAINED[name]} for name in KINDS[which].placeholders
            ],
            "languages": settings.LANGUAGES,
        },
        status=422 if form.errors else 200,
    )


@csp_replace(  # type: ignore[arg-type]
    {
        "default-src": [NONE],
        "script-src": [NONE],
        "connect-src": [NONE],
        "font-src": [NONE],
        "style-src": [UNSAFE_INLINE],
        "img-src": [SELF],
        "frame-ancestors": [SELF],
        "base-uri": [NONE],
        "form-action": [NONE],
    }
)
@xframe_options_sameorigin
@require_http_methods(["GET", "POST"])
@login_required
def letter_preview(request: HttpRequest, slug: str, *, kind: str, language: str) -> HttpResponse:
    """Show a mail to somebody who does not exist: as it is kept, or as it stands in the form."""
    frame, which = _enter_letter(request, slug, kind, language)
    wording = letters.find_wording(frame.organisation.id, which, language)
    problem = None
    if request.method == "POST":
        given = Wording(subject=request.POST.get("subject", ""), body=request.POST.get("body", ""))
        try:
            letters.check_wording(which, given)
            wording = given
        except DocumentError as error:
            problem = error
    now = clock.now()
    look = look_of(frame.organisation)
    with translation.override(language):
        values = letters.make_values(
            holder=_("Maria Sample"),
            achievement=_("Caring for research data"),
            look=look,
            link=f"{settings.CAIRN_ORIGIN}/credentials/{SAMPLE}",
            date=now,
            expires=now + timedelta(days=365),
        )
        rendered = letters.render(which, wording, values=values, look=look)
    return render(
        request,
        "awarding/letter_preview.html",
        {**rendered.context, "problem": problem, "to": "maria.sample@example.org"},
        status=200 if problem is None else 422,
    )


@require_POST
@login_required
def letter_reset(request: HttpRequest, slug: str, *, kind: str, language: str) -> HttpResponse:
    """Put a mail back to what it says from the start."""
    frame, which = _enter_letter(request, slug, kind, language)
    actions.reset_letter(
        actor=frame.actor, organisation=frame.organisation, kind=which, language=language, now=clock.now()
    )
    messages.success(request, _("The mail says again what it says from the start."), extra_tags="good")
    return redirect("awarding:letter", slug=slug, kind=kind, language=language)


@require_http_methods(["GET", "POST"])
@login_required
def certificate(request: HttpRequest, slug: str) -> HttpResponse:
    """Change how certificates look and what they say in one language."""
    frame = enter(request, slug, Right.READ, Right.UPDATE)
    language = request.GET.get("language") or translation.get_language() or "en"
    if not LANGUAGE_TAG.fullmatch(language) or len(language) > 16:
        raise not_found()
    known = design_of(frame.organisation.id)
    form = DesignForm(request.POST or None, initial=DesignForm.initial_of(known, language))
    shown = known
    if request.method == "POST" and form.is_valid():
        chosen = form.design(known, language)
        is_preview = bool(request.headers.get("HX-Request")) or "preview" in request.POST
        try:
            check_accent(chosen.accent)
            check_text(chosen.texts.get(language, CertificateText()))
            shown = chosen
            if not is_preview:
                actions.save_design(
                    actor=frame.actor, organisation=frame.organisation, design=chosen, now=clock.now()
                )
                messages.success(request, _("The certificate was saved."), extra_tags="good")
                return redirect(f"{request.path}?language={language}")
        except DocumentError as error:
            _show_error(form, error)
    context = {
        "form": form,
        "drawn": _draw_sample(frame.organisation, shown, language=language, now=clock.now()),
        "language": language,
        "texts": [form[name] for name in TEXT_FIELDS],
        "defaults": default_text(language),
        "languages": list(_languages(known, language)),
        "placeholders": [{"name": f"{{{name}}}", "meaning": EXPLAINED[name]} for name in PLACEHOLDERS],
        "is_own": known != CertificateDesign(accent=ACCENT),
    }
    if request.headers.get("HX-Request"):
        return render(request, "awarding/parts/certificate_preview.html", context)
    return frame.render("awarding/certificate_design.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def certificate_reset(request: HttpRequest, slug: str) -> HttpResponse:
    """Let certificates look as they do from the start."""
    frame = enter(request, slug, Right.READ, Right.UPDATE)
    actions.reset_design(actor=frame.actor, organisation=frame.organisation, now=clock.now())
    messages.success(request, _("The certificate looks again as it does from the start."), extra_tags="good")
    return redirect("awarding:certificate_design", slug)


def _enter_letter(request: HttpRequest, slug: str, kind: str, language: str) -> tuple[Frame, LetterKind]:
    frame = enter(request, slug, Right.READ, Right.UPDATE)
    if language not in dict(settings.LANGUAGES):
        raise not_found()
    return frame, letters.read_kind(kind)


def _show_error(form: LetterForm | DesignForm, error: DocumentError) -> None:
    """Show what is wrong beside the field that it is in, with the line and the column."""
    field, _comma, place = error.where.partition(", ")
    if field in form.fields and place:
        message = f"{place[0].upper()}{place[1:]}: {error.message}"
        error = DocumentError(error.code, message, where=field, mend=error.mend)
    add_error(form, error)


def _draw_sample(
    organisation: Organisation, design: CertificateDesign, *, language: str, now: datetime
) -> SafeString:
    facts = sample_facts(
        design=design,
        issuer=organisation.name,
        logo_url=logo_url(organisation.slug) if organisation.logo else "",
        image_url=static("cairn/mark.svg"),
        language=language,
        now=now,
    )
    with translation.override(language):
        day = formats.date_format(now, "DATE_FORMAT")
    values = {
        "holder": facts.holder,
        "achievement": facts.achievement,
        "issuer": facts.issuer,
        "date": day,
    }
    return draw(facts, design=design, words=words_of(design, language, values=values))


def _languages(design: CertificateDesign, present: str) -> Iterator[dict[str, object]]:
    codes = [*dict(settings.LANGUAGES), *design.texts, present]
    for code in dict.fromkeys(codes):
        yield {
            "code": code,
            "name": dict(settings.LANGUAGES).get(code, code),
            "is_present": code == present,
            "is_own": code in design.texts,
        }
