"""The public documents of organisations: what was rendered when it changed, looked up by its address.

``tests/cairn_site/organisations/test_public_documents.py`` proves it.
"""

from __future__ import annotations

import hashlib
import re
from typing import Final

from cairn_site.organisations.models import IssuerRecord, Organisation
from cairn_site.platform.ports import PublicBytes

PREFIX: Final = "/organisations/"
_MAX_AGE: Final = 300
_PATH: Final = re.compile(r"/organisations/([a-z0-9-]{1,63})(?:/(did\.json|key-history\.json|logo\.png))?")
# What stands at an address: the field of the record that holds it, and its media type.
_DOCUMENTS: Final = {
    None: ("profile", "application/ld+json"),
    "did.json": ("did_document", "application/did+json"),
    "key-history.json": ("key_history", "application/json"),
}


def find_public_document(path: str) -> PublicBytes | None:
    """Return what is public at ``path``, ``None`` where there is nothing."""
    match = _PATH.fullmatch(path)
    if match is None:
        return None
    slug, name = match.groups()
    if name == "logo.png":
        return _find_logo(slug)
    field, media_type = _DOCUMENTS[name]
    body = IssuerRecord.objects.filter(organisation__slug=slug).values_list(field, flat=True).first()
    return None if body is None else _public(bytes(body), media_type)


def _find_logo(slug: str) -> PublicBytes | None:
    organisation = Organisation.objects.filter(slug=slug).exclude(logo="").first()
    if organisation is None:
        return None
    try:
        with organisation.logo.open("rb") as file:
            return _public(file.read(), "image/png")
    except OSError:
        return None


def _public(body: bytes, media_type: str) -> PublicBytes:
    return PublicBytes(
        body=body,
        media_type=media_type,
        etag=hashlib.sha256(body).hexdigest()[:32],
        max_age=_MAX_AGE,
    )
