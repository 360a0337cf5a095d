"""``did:key``: an identifier that is a public key, and the document that follows from it.

The did:key Method 0.9, sections 3.1 and 3.3: the Multikey after ``did:key:`` is also the fragment of its one
verification method. No key agreement is derived, because nothing here encrypts.
``tests/cairn/keys/test_did_key.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cairn.errors import DocumentError
from cairn.keys.controller import ASSERTION, AUTHENTICATION, CONTEXTS, parse_controller_document
from cairn.keys.multikey import format_multikey, parse_multikey

if TYPE_CHECKING:
    from cairn.canonical.strict_json import JsonObject
    from cairn.keys.controller import ControllerDocument
    from cairn.keys.public import PublicKey

PREFIX: Final = "did:key:"


def format_did_key(public_key: PublicKey) -> str:
    """Return the did:key of ``public_key``; raises ``UsageError("multikey.no_form")`` for RSA keys."""
    return PREFIX + format_multikey(public_key)


def did_key_method_id(public_key: PublicKey) -> str:
    """Return the address of the one verification method of the did:key; raises as :func:`format_did_key`."""
    multikey = format_multikey(public_key)
    return f"{PREFIX}{multikey}#{multikey}"


def parse_did_key(did: str) -> PublicKey:
    """Return the key that ``did`` is.

    Raises ``DocumentError``: ``did.malformed`` where the text is no did:key, and the codes of
    ``parse_multikey``.
    """
    if not did.startswith(PREFIX):
        raise DocumentError("did.malformed", "The identifier is no did:key.", where=did)
    return parse_multikey(did.removeprefix(PREFIX))


def expand_did_key(did: str) -> ControllerDocument:
    """Return the document that follows from ``did``; raises as :func:`parse_did_key` does."""
    multikey = format_multikey(parse_did_key(did))
    method_id = f"{did}#{multikey}"
    document: JsonObject = {
        "@context": list(CONTEXTS),
        "id": did,
        "verificationMethod": [
            {"id": method_id, "type": "Multikey", "controller": did, "publicKeyMultibase": multikey}
        ],
        AUTHENTICATION: [method_id],
        ASSERTION: [method_id],
        "capabilityInvocation": [method_id],
        "capabilityDelegation": [method_id],
    }
    return parse_controller_document(document, expected_id=did)
