"""``did:jwk``: an identifier that is a JSON Web Key, and the document that follows from it.

The did:jwk Method Specification, sections *Create* and *Read*: the base64url of the JSON after ``did:jwk:``;
its one verification method is ``#0``. ``tests/cairn/keys/test_did_jwk.py`` proves it, with the example of the
specification.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cairn.canonical import jcs, multibase, strict_json
from cairn.errors import DocumentError
from cairn.keys.controller import ASSERTION, AUTHENTICATION, parse_controller_document
from cairn.keys.jwk import format_jwk, parse_jwk

if TYPE_CHECKING:
    from cairn.canonical.strict_json import JsonObject
    from cairn.keys.controller import ControllerDocument
    from cairn.keys.public import PublicKey

PREFIX: Final = "did:jwk:"
MAX_CHARACTERS: Final = 4096
"""An RSA key of 8192 bits takes about half of it."""

_CONTEXTS: Final = ("https://www.w3.org/ns/did/v1", "https://w3id.org/security/suites/jws-2020/v1")
_FRAGMENT: Final = "#0"


def format_did_jwk(public_key: PublicKey) -> str:
    """Return the did:jwk of ``public_key``, the same text for the same key."""
    return PREFIX + multibase.encode_base64url(jcs.canonize(format_jwk(public_key)))


def did_jwk_method_id(public_key: PublicKey) -> str:
    """Return the address of the one verification method of the did:jwk."""
    return format_did_jwk(public_key) + _FRAGMENT


def parse_did_jwk(did: str) -> PublicKey:
    """Return the key that ``did`` is.

    Raises ``DocumentError``: ``did.malformed`` where the text is no did:jwk, ``base64url.*``, ``json.*``, and
    the codes of ``parse_jwk``.
    """
    return parse_jwk(_read_jwk(did))


def expand_did_jwk(did: str) -> ControllerDocument:
    """Return the document that follows from ``did``; raises as :func:`parse_did_jwk` does."""
    jwk = _read_jwk(did)
    parse_jwk(jwk)
    method_id = did + _FRAGMENT
    document: JsonObject = {
        "@context": list(_CONTEXTS),
        "id": did,
        "verificationMethod": [
            {"id": method_id, "type": "JsonWebKey2020", "controller": did, "publicKeyJwk": jwk}
        ],
        AUTHENTICATION: [_FRAGMENT],
        ASSERTION: [_FRAGMENT],
        "capabilityInvocation": [_FRAGMENT],
        "capabilityDelegation": [_FRAGMENT],
    }
    return parse_controller_document(document, expected_id=did)


def _read_jwk(did: str) -> JsonObject:
    if not did.startswith(PREFIX) or len(did) > MAX_CHARACTERS:
        raise DocumentError("did.malformed", "The identifier is no did:jwk.", where=did[:100])
    return strict_json.parse_object(multibase.decode_base64url(did.removeprefix(PREFIX)))
