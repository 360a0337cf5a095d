"""Writes and reads of badge images.

``tests/cairn_site/designing/test_images.py`` proves it.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.conf import settings

from cairn_site.designing.imagery.drawing import Drawing, format_drawing
from cairn_site.designing.imagery.rendering import png_of, render_svg
from cairn_site.designing.models import BadgeImage

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from cairn_site.designing.imagery.uploads import SafeImage

PREFIX = "/images/"


def keep_drawing(drawing: Drawing, *, organisation_id: UUID, now: datetime) -> BadgeImage:
    """Return the image of a drawing; the same choices in one organisation are one image."""
    image, _made = BadgeImage.objects.get_or_create(
        organisation_id=organisation_id,
        sha256=drawing.digest,
        defaults={
            "drawing": format_drawing(drawing),
            "svg": render_svg(drawing),
            "png": png_of(drawing),
            "created_at": now,
        },
    )
    return image


def keep_upload(safe: SafeImage, *, organisation_id: UUID, now: datetime) -> BadgeImage:
    """Return the image of what was uploaded and made safe."""
    image, _made = BadgeImage.objects.get_or_create(
        organisation_id=organisation_id,
        sha256=hashlib.sha256(safe.png + safe.svg.encode()).hexdigest(),
        defaults={"svg": safe.svg, "png": safe.png, "created_at": now},
    )
    return image


def image_path(image_id: UUID | None) -> str:
    """Return the path of an image, empty where there is none."""
    return "" if image_id is None else f"{PREFIX}{image_id}.png"


def image_url(image_id: UUID | None) -> str:
    """Return the address of an image, as it stands in documents."""
    return "" if image_id is None else f"{settings.CAIRN_ORIGIN}{image_path(image_id)}"
