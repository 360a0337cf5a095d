"""What is public of achievements, looked up by its address: documents and images.

``tests/cairn_site/designing/test_public_documents.py`` proves it.
"""

from __future__ import annotations

import hashlib
import re
from typing import Final
from uuid import UUID

from cairn_site.designing.images import PREFIX as IMAGES
from cairn_site.designing.models import AchievementVersion, BadgeImage
from cairn_site.platform.ports import PublicBytes

ACHIEVEMENTS: Final = "/achievements/"
_UUID: Final = r"([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"
_VERSION: Final = re.compile(rf"{ACHIEVEMENTS}{_UUID}(?:/([a-z]{{2,4}}(?:-[A-Za-z0-9]+)*))?")
_IMAGE: Final = re.compile(rf"{IMAGES}{_UUID}\.(png|svg)")
_YEAR: Final = 31_536_000
_MINUTE: Final = 60


def find_achievement(path: str) -> PublicBytes | None:
    """Return the document at the path of a version, or of one of its translations."""
    match = _VERSION.fullmatch(path)
    if match is None:
        return None
    row = (
        AchievementVersion.objects.filter(id=UUID(match[1]), document__isnull=False)
        .values_list("document", "translations", "frozen_at")
        .first()
    )
    if row is None:
        return None
    document, translations, frozen_at = row
    body = bytes(document or b"") if match[2] is None else translations.get(match[2], "").encode()
    if not body:
        return None
    # Until somebody has been awarded it, the version may be taken back and changed.
    return _public(body, "application/ld+json", is_lasting=frozen_at is not None)


def find_image(path: str) -> PublicBytes | None:
    """Return the image at a path; an image never changes."""
    match = _IMAGE.fullmatch(path)
    if match is None:
        return None
    field = match[2]
    body = BadgeImage.objects.filter(id=UUID(match[1])).values_list(field, flat=True).first()
    if not body:
        return None
    if field == "svg":
        return _public(str(body).encode(), "image/svg+xml", is_lasting=True)
    return _public(bytes(body), "image/png", is_lasting=True)


def _public(body: bytes, media_type: str, *, is_lasting: bool) -> PublicBytes:
    return PublicBytes(
        body=body,
        media_type=media_type,
        etag=hashlib.sha256(body).hexdigest()[:32],
        max_age=_YEAR if is_lasting else _MINUTE,
        is_immutable=is_lasting,
    )
