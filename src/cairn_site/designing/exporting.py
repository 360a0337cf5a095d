"""A version as a file of Open Badges 3.0, and what such a file cannot tell.

``tests/cairn_site/designing/test_exporting.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from cairn_site.designing.content import Offer, ValidityKind
from cairn_site.designing.publishing import build_document, format_public
from cairn_site.designing.queries import content_of, place_of

if TYPE_CHECKING:
    from cairn_site.designing.content import Content
    from cairn_site.designing.models import AchievementVersion
    from cairn_site.designing.publishing import Publisher


def export_version(version: AchievementVersion, *, publisher: Publisher) -> bytes:
    """Return a version as Open Badges 3.0: what was published, or the draft as it would be.

    Raises ``DocumentError`` as :func:`build_document` does, where a draft cannot be built yet.
    """
    if version.document is not None:
        return bytes(version.document)
    return format_public(build_document(content_of(version), publisher=publisher, place=place_of(version)))


def losses_of(content: Content) -> list[str]:
    """Return what an exported file does not tell, in sentences."""
    found = []
    if content.offer != Offer():
        found.append(_("Price and dates."))
    if content.validity.kind is not ValidityKind.FOREVER:
        found.append(_("How long an award holds; each award tells it."))
    if content.entry_requirements:
        found.append(_("Entry requirements in words."))
    if content.translations:
        found.append(_("The other languages, which are files of their own."))
    return found
