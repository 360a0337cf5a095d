"""From a signed document to what its certificate says, and a sample for the preview.

``tests/cairn_site/awarding/certificates/test_facts.py`` proves it.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import formats, translation
from django.utils.translation import get_language_info, gettext

from cairn_site.awarding.certificates.design import Part
from cairn_site.awarding.certificates.drawing import CertificateFacts

if TYPE_CHECKING:
    from datetime import datetime

    from cairn_site.awarding.certificates.design import CertificateDesign
    from cairn_site.awarding.showing import Shown

SAMPLE: str = "00000000-0000-8000-8000-000000000000"


def facts_of(
    shown: Shown,
    *,
    design: CertificateDesign,
    url: str,
    image_url: str,
    logo_url: str,
    language: str,
    stamp: str = "",
) -> CertificateFacts:
    """Return what the certificate of a credential says, in the language of its Achievement."""
    with translation.override(language):
        told = []
        if shown.valid_from is not None:
            day = formats.date_format(shown.valid_from, "DATE_FORMAT")
            told.append(gettext("Awarded on %(day)s") % {"day": day})
        if design.shows(Part.EXPIRY) and shown.valid_until is not None:
            day = formats.date_format(shown.valid_until, "DATE_FORMAT")
            told.append(gettext("Valid until %(day)s") % {"day": day})
        if design.shows(Part.CREDITS) and shown.credits:
            told.append(gettext("%(number)s credits") % {"number": shown.credits})
    return CertificateFacts(
        holder=shown.holder,
        achievement=shown.achievement,
        description=shown.description,
        skills=shown.skills,
        facts=tuple(told),
        issuer=shown.issuer,
        url=url,
        image_url=image_url,
        logo_url=logo_url,
        language=language,
        is_rtl=is_rtl(language),
        stamp=stamp,
    )


def sample_facts(
    *, design: CertificateDesign, issuer: str, logo_url: str, image_url: str, language: str, now: datetime
) -> CertificateFacts:
    """Return what the certificate of somebody who does not exist says."""
    with translation.override(language):
        told = [gettext("Awarded on %(day)s") % {"day": formats.date_format(now, "DATE_FORMAT")}]
        if design.shows(Part.EXPIRY):
            day = formats.date_format(now + timedelta(days=3 * 365), "DATE_FORMAT")
            told.append(gettext("Valid until %(day)s") % {"day": day})
        if design.shows(Part.CREDITS):
            told.append(gettext("%(number)s credits") % {"number": 2})
        return CertificateFacts(
            holder=gettext("Maria Sample"),
            achievement=gettext("Caring for research data"),
            description=gettext(
                "Plans, documents and keeps data so that others find it, understand it and use it again."
            ),
            skills=(gettext("Write a data management plan"), gettext("Choose a licence for data")),
            facts=tuple(told),
            issuer=issuer,
            url=f"{settings.CAIRN_ORIGIN}/credentials/{SAMPLE}",
            image_url=image_url,
            logo_url=logo_url,
            language=language,
            is_rtl=is_rtl(language),
        )


def is_rtl(language: str) -> bool:
    """Return whether a language is written from right to left."""
    try:
        return bool(get_language_info(language)["bidi"])
    except KeyError:
        return False
