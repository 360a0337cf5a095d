"""How what an organisation sends and prints looks: its colour, its logo, its certificate.

``tests/cairn_site/awarding/test_branding.py`` proves it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cairn.errors import DocumentError
from cairn_site.awarding.certificates.design import CertificateDesign, CertificateText, Layout, Part
from cairn_site.awarding.models import Branding
from cairn_site.organisations.issuer_documents import logo_url

if TYPE_CHECKING:
    from uuid import UUID

    from cairn_site.organisations.permissions import Organisation

ACCENT: Final = "#1c5d5a"
MIN_CONTRAST: Final = 4.5
"""What text in the colour needs on white, and white on the colour (WCAG 2.2, 1.4.3)."""

_COLOUR: Final = re.compile(r"#[0-9a-f]{6}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a mail needs to look like the organisation's."""

    organisation_id: UUID
    issuer: str
    accent: str
    logo_url: str


def look_of(organisation: Organisation) -> Look:
    """Return how mails of an organisation look."""
    accent = Branding.objects.filter(organisation_id=organisation.id).values_list("accent", flat=True).first()
    return Look(
        organisation_id=organisation.id,
        issuer=organisation.name,
        accent=accent or ACCENT,
        logo_url=logo_url(organisation.slug) if organisation.logo else "",
    )


def design_of(organisation_id: UUID) -> CertificateDesign:
    """Return the certificate of an organisation, as it chose it or as it is from the start."""
    kept = Branding.objects.filter(organisation_id=organisation_id).first()
    if kept is None:
        return CertificateDesign(accent=ACCENT)
    return CertificateDesign(
        layout=Layout(kept.layout),
        accent=kept.accent,
        signatory_name=kept.signatory_name,
        signatory_title=kept.signatory_title,
        hidden=frozenset(Part(one) for one in kept.hidden),
        texts={language: CertificateText(**members) for language, members in kept.texts.items()},
    )


def check_accent(colour: str) -> str:
    """Return a colour in small letters.

    Raises ``DocumentError``: ``branding.colour`` for what is none, ``branding.contrast`` for one on which
    white cannot be read.
    """
    colour = colour.strip().lower()
    if not _COLOUR.fullmatch(colour):
        raise DocumentError(
            "branding.colour", "The colour is not written as such as #1c5d5a.", where="accent"
        )
    if contrast_with_white(colour) < MIN_CONTRAST:
        raise DocumentError(
            "branding.contrast",
            "The colour is too light: nobody could read white text on it, or it on white.",
            where="accent",
            mend="Choose a darker one.",
        )
    return colour


def contrast_with_white(colour: str) -> float:
    """Return the contrast of a colour with white, from 1 to 21 (WCAG 2.2, contrast ratio)."""
    parts = []
    for start in (1, 3, 5):
        share = int(colour[start : start + 2], 16) / 255
        parts.append(share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4)
    luminance = 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    return 1.05 / (luminance + 0.05)
