"""From an identifier to its controller document.

Controlled Identifiers 1.0, section 3.3, steps 1 to 4: the document is fetched from the place that the
identifier names and must say that it is the identifier's. A did:key and a did:jwk carry theirs; a did:web and
an ``https`` address, such as the id of an issuer's Profile, are fetched by the loader.
``tests/cairn/keys/test_resolution.py`` proves it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from cairn.canonical import strict_json
from cairn.errors import DocumentError, UnavailableError
from cairn.keys import did_jwk, did_key, did_web
from cairn.keys.controller import UNKNOWN_KINDS, parse_controller_document

if TYPE_CHECKING:
    from collections.abc import Callable

    from cairn.keys.controller import ControllerDocument

_MAX_CHARACTERS: Final = 4096
_IDENTIFIER: Final = re.compile(
    r"([A-Za-z][A-Za-z0-9+.-]*):[\x21\x24-\x3b\x3d\x3f-\x5b\x5d\x5f\x61-\x7a\x7e]+"
)
_DID: Final = re.compile(r"did:[a-z0-9]+:[A-Za-z0-9._:%-]*[A-Za-z0-9._-]")


def resolve_controller(identifier: str, *, loader: Callable[[str], bytes]) -> ControllerDocument:
    """Return the controller document of ``identifier``: a did:key, did:jwk, did:web or ``https`` address.

    ``loader`` gives the bytes at an address. Raises ``DocumentError``: ``controller.no_identifier`` for what
    is no address without a fragment, ``did.malformed``, and the codes of ``parse_controller_document``,
    ``parse_multikey``, ``parse_jwk`` and ``json.*``; ``UnavailableError``: ``did.unknown_method`` and
    ``controller.unknown_scheme`` for what is not resolved here, ``key.unknown_type`` for a did of a kind of
    key that is not read here, and whatever ``loader`` raises.
    """
    match = _IDENTIFIER.fullmatch(identifier)
    if match is None or len(identifier) > _MAX_CHARACTERS:
        raise DocumentError(
            "controller.no_identifier",
            "The identifier is no address, or it has a fragment.",
            where=identifier[:200],
        )
    scheme = match[1]
    if scheme == "did":
        return _resolve_did(identifier, loader=loader)
    if scheme == "https":
        return parse_controller_document(strict_json.parse_object(loader(identifier)), expected_id=identifier)
    raise UnavailableError(
        "controller.unknown_scheme",
        f"Identifiers that begin with {scheme}: are not resolved here.",
        where=identifier[:200],
    )


def _resolve_did(did: str, *, loader: Callable[[str], bytes]) -> ControllerDocument:
    if not _DID.fullmatch(did):
        raise DocumentError("did.malformed", "The identifier is no DID.", where=did[:200])
    if did.startswith(did_web.PREFIX):
        document = strict_json.parse_object(loader(did_web.did_web_to_url(did)))
        return parse_controller_document(document, expected_id=did)
    try:
        if did.startswith(did_key.PREFIX):
            return did_key.expand_did_key(did)
        if did.startswith(did_jwk.PREFIX):
            return did_jwk.expand_did_jwk(did)
    except DocumentError as error:
        if error.code in UNKNOWN_KINDS:
            raise UnavailableError("key.unknown_type", error.message, where=did[:200]) from None
        raise
    raise UnavailableError(
        "did.unknown_method",
        f"Identifiers that begin with did:{did.split(':')[1]}: are not resolved here.",
        where=did[:200],
    )
