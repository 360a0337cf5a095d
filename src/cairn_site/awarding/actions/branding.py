"""How an organisation's mails and certificates look and what they say: chosen, and put back.

``tests/cairn_site/awarding/actions/test_branding.py`` proves it.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from cairn.credentials.language import LANGUAGE_TAG
from cairn.errors import UsageError
from cairn_site.awarding.branding import check_accent
from cairn_site.awarding.certificates.design import check_text
from cairn_site.awarding.letters import check_wording
from cairn_site.awarding.models import Branding, LetterText
from cairn_site.organisations.permissions import Right, require, require_unit
from cairn_site.platform import audit

if TYPE_CHECKING:
    from datetime import datetime

    from cairn_site.awarding.certificates.design import CertificateDesign
    from cairn_site.awarding.letters import LetterKind, Wording
    from cairn_site.organisations.permissions import Organisation
    from cairn_site.platform.actors import Actor


def save_design(
    *, actor: Actor, organisation: Organisation, design: CertificateDesign, now: datetime
) -> None:
    """Keep how certificates look; their colour is that of the mails too.

    Raises ``DocumentError``: ``branding.*`` for the colour, and as ``check_text`` does for the words.
    """
    with transaction.atomic():
        _require(actor, organisation)
        accent = check_accent(design.accent)
        for language, text in design.texts.items():
            if not LANGUAGE_TAG.fullmatch(language):
                raise _no_language()
            check_text(text)
        Branding.objects.update_or_create(
            organisation_id=organisation.id,
            defaults={
                "accent": accent,
                "layout": design.layout.value,
                "signatory_name": design.signatory_name,
                "signatory_title": design.signatory_title,
                "hidden": sorted(part.value for part in design.hidden),
                "texts": {language: asdict(text) for language, text in design.texts.items()},
                "changed_at": now,
            },
        )
        _record(actor, organisation, "branding.design", now=now, layout=design.layout.value, accent=accent)


def reset_design(*, actor: Actor, organisation: Organisation, now: datetime) -> None:
    """Let certificates look as they do from the start."""
    with transaction.atomic():
        _require(actor, organisation)
        Branding.objects.filter(organisation_id=organisation.id).delete()
        _record(actor, organisation, "branding.design_reset", now=now)


def save_letter(
    *,
    actor: Actor,
    organisation: Organisation,
    kind: LetterKind,
    language: str,
    wording: Wording,
    now: datetime,
) -> None:
    """Keep the organisation's own words for a kind of mail in a language.

    Raises ``DocumentError`` as ``letters.check_wording`` does.
    """
    with transaction.atomic():
        _require(actor, organisation)
        _check_language(language)
        check_wording(kind, wording)
        LetterText.objects.update_or_create(
            organisation_id=organisation.id,
            kind=kind.value,
            language=language,
            defaults={
                "subject": wording.subject.strip(),
                "body": wording.body.replace("\r\n", "\n").strip(),
                "changed_at": now,
            },
        )
        _record(actor, organisation, "branding.letter", now=now, kind=kind.value, language=language)


def reset_letter(
    *, actor: Actor, organisation: Organisation, kind: LetterKind, language: str, now: datetime
) -> None:
    """Let a kind of mail say in a language what it says from the start."""
    with transaction.atomic():
        _require(actor, organisation)
        LetterText.objects.filter(
            organisation_id=organisation.id, kind=kind.value, language=language
        ).delete()
        _record(actor, organisation, "branding.letter_reset", now=now, kind=kind.value, language=language)


def _require(actor: Actor, organisation: Organisation) -> None:
    """Return if ``actor`` may change what holds for the whole organisation, not only in a unit of it."""
    require(actor, organisation, Right.UPDATE)
    require_unit(actor, organisation, None)


def _check_language(language: str) -> None:
    if language not in dict(settings.LANGUAGES):
        raise _no_language()


def _no_language() -> UsageError:
    return UsageError("branding.language", "This is no language that can be written here.", where="language")


def _record(actor: Actor, organisation: Organisation, action: str, *, now: datetime, **details: str) -> None:
    audit.record(
        actor=actor,
        action=action,
        target=("organisation", organisation.id),
        organisation_id=organisation.id,
        details=details,
        now=now,
    )
