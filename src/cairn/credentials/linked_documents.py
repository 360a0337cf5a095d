"""A longer document that a credential holds fast by its digest, such as one of the European Learning Model.

What Open Badges has no member for stands there in full. VC Data Model 2.0, section 5.3: ``relatedResource``
with ``digestSRI`` (Subresource Integrity); ``digestMultibase`` (a multihash of SHA-256) is read too. A reader
who does not follow the link loses nothing that is signed here.
``tests/cairn/credentials/test_linked_documents.py`` proves it.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import re
from typing import TYPE_CHECKING, Final

from cairn.canonical import multibase
from cairn.credentials.builders.assembly import assemble
from cairn.credentials.envelope import RelatedResource
from cairn.credentials.view import objects
from cairn.errors import DocumentError

if TYPE_CHECKING:
    from cairn.canonical.strict_json import JsonObject

ELM_MEDIA_TYPE: Final = 'application/ld+json;profile="http://data.europa.eu/snb/model/context/edc-ap"'
"""The media type that marks a document of the European Learning Model."""
_SRI: Final = re.compile(r"(sha256|sha384|sha512)-([A-Za-z0-9+/]+={0,2})(?:\?\S*)?")
_SHA256_MULTIHASH: Final = b"\x12\x20"


def link_document(*, url: str, data: bytes, media_type: str = ELM_MEDIA_TYPE) -> JsonObject:
    """Return the relatedResource that holds the bytes at ``url`` fast by their SHA-384.

    Raises ``DocumentError`` ``credential.not_absolute_uri``.
    """
    digest = base64.b64encode(hashlib.sha384(data).digest()).decode()
    return assemble(RelatedResource, {"id": url, "mediaType": media_type, "digestSRI": f"sha384-{digest}"})


def find_documents(
    credential: JsonObject, *, media_type: str = ELM_MEDIA_TYPE
) -> tuple[RelatedResource, ...]:
    """Return the documents of a media type that a credential holds fast."""
    return tuple(
        [
            RelatedResource(source=resource)
            for _place, resource in objects(credential, "relatedResource")
            if resource.get("mediaType") == media_type
        ]
    )


def check_document(resource: RelatedResource, data: bytes) -> None:
    """Raise unless ``data`` are the bytes that a related resource means, by every digest that it gives.

    Raises ``DocumentError``: ``linked_document.altered``, and ``linked_document.unknown_digest`` where no
    digest is of a kind known here.
    """
    verdicts = []
    if resource.digest_sri is not None:
        verdicts.append(_matches_sri(resource.digest_sri, data))
    if resource.digest_multibase is not None:
        verdicts.append(_matches_multihash(resource.digest_multibase, data))
    if False in verdicts:
        raise DocumentError(
            "linked_document.altered",
            "The document is not the one that the credential was signed with.",
            where=resource.id,
            mend="Ask the issuer for the document as it was.",
        )
    if True not in verdicts:
        raise DocumentError(
            "linked_document.unknown_digest",
            "The digest of the document is of no kind that is known here.",
            where=resource.id,
            mend="Ask the issuer for a digestSRI with sha384.",
        )


def _matches_sri(text: str, data: bytes) -> bool | None:
    """Compare with the strongest of the digests, as Subresource Integrity, section 3.3.4, says."""
    known = [match for match in map(_SRI.fullmatch, text.split()) if match]
    if not known:
        return None
    strongest = max([match[1] for match in known])
    digest = hashlib.new(strongest, data).digest()
    for match in known:
        if match[1] == strongest:
            try:
                wanted = base64.b64decode(match[2], validate=True)
            except binascii.Error:
                continue
            if hmac.compare_digest(wanted, digest):
                return True
    return False


def _matches_multihash(text: str, data: bytes) -> bool | None:
    try:
        wanted = multibase.decode(text)
    except DocumentError:
        return None
    if not wanted.startswith(_SHA256_MULTIHASH):
        return None
    return hmac.compare_digest(wanted[2:], hashlib.sha256(data).digest())
