"""The certificate of a credential: a page that can be printed, and the sheet alone.

``tests/cairn_site/awarding/views/test_certificates.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from csp.constants import NONE, SELF
from csp.decorators import csp_replace
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import formats, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cairn.credentials.language import LANGUAGE_TAG
from cairn_site.awarding import achievements, queries, showing, statements
from cairn_site.awarding.branding import design_of
from cairn_site.awarding.certificates.design import words_of
from cairn_site.awarding.certificates.drawing import draw
from cairn_site.awarding.certificates.facts import facts_of
from cairn_site.awarding.views.holders import state_of
from cairn_site.organisations.permissions import not_found
from cairn_site.organisations.queries import organisation_card
from cairn_site.platform import clock

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest
    from django.utils.safestring import SafeString

    from cairn.canonical.strict_json import JsonObject


@require_safe
def certificate(request: HttpRequest, award_id: UUID) -> HttpResponse:
    """Show the certificate, ready to be printed."""
    drawn, state, language = _drawn(award_id)
    return render(
        request,
        "awarding/certificate.html",
        {"drawn": drawn, "state": state, "certificate_language": language, "award_id": award_id},
    )


@csp_replace(  # type: ignore[arg-type]
    {
        "default-src": [NONE],
        "script-src": [NONE],
        "connect-src": [NONE],
        "style-src": [NONE],
        "img-src": [SELF],
        "frame-ancestors": [NONE],
    }
)
@require_safe
def sheet(request: HttpRequest, award_id: UUID) -> HttpResponse:  # noqa: ARG001 - Django hands it over
    """Give the certificate as SVG."""
    drawn, _state, _language = _drawn(award_id)
    response = HttpResponse(drawn, content_type="image/svg+xml; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="certificate-{award_id}.svg"'
    response["Cache-Control"] = "private, max-age=60"
    return response


def _drawn(award_id: UUID) -> tuple[SafeString, str, str]:
    now = clock.now()
    award = queries.public_award(award_id)
    issuer = None if award is None else organisation_card(award.organisation_id, now=now)
    if award is None or issuer is None:
        raise not_found()
    document = statements.read_document(bytes(award.document or b""))
    shown = showing.show(document)
    language = _language_of(document)
    design = design_of(award.organisation_id)
    state = state_of(award, now=now)
    with translation.override(language):
        stamp = {"revoked": _("Revoked"), "suspended": _("Suspended"), "expired": _("Expired")}.get(state, "")
        values = {
            "holder": shown.holder,
            "achievement": shown.achievement,
            "issuer": shown.issuer,
            "date": "" if shown.valid_from is None else formats.date_format(shown.valid_from, "DATE_FORMAT"),
        }
    facts = facts_of(
        shown,
        design=design,
        url=statements.credential_url(award.id),
        image_url=achievements.image_url(award.version_id),
        logo_url=issuer.logo_url,
        language=language,
        stamp=stamp,
    )
    return draw(facts, design=design, words=words_of(design, language, values=values)), state, language


def _language_of(document: JsonObject) -> str:
    """Return the language that the Achievement in a credential is written in."""
    subject = document.get("credentialSubject")
    achievement = subject.get("achievement") if isinstance(subject, dict) else None
    language = achievement.get("inLanguage") if isinstance(achievement, dict) else None
    return language if isinstance(language, str) and LANGUAGE_TAG.fullmatch(language) else "en"
