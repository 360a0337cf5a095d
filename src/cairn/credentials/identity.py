"""Who the subject is when no DID says so: identifiers, plain or hashed.

Open Badges 3.0, B.1.13 (IdentityObject), B.1.12 (IdentifierEntry) and the derived type IdentityHash: an
algorithm, ``$``, and the hash in hexadecimal of the identifier followed by the salt. MD5 is read, because
badges of Open Badges 2.0 carry it, and never written. ``tests/cairn/credentials/test_identity.py`` proves it.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from typing import TYPE_CHECKING, Final

from cairn.credentials.findings import Findings, failure, warning
from cairn.credentials.kinds import TEXT, TRUTH, vocabulary
from cairn.credentials.view import View, optional, required, type_name
from cairn.errors import DocumentError

if TYPE_CHECKING:
    from cairn.canonical.strict_json import JsonObject

IDENTIFIER_TYPE: Final = vocabulary(
    "name",
    "sourcedId",
    "systemId",
    "productId",
    "userName",
    "accountId",
    "emailAddress",
    "nationalIdentityNumber",
    "isbn",
    "issn",
    "lisSourcedId",
    "oneRosterSourcedId",
    "sisSourcedId",
    "ltiContextId",
    "ltiDeploymentId",
    "ltiToolId",
    "ltiPlatformId",
    "ltiUserId",
    "identifier",
    extensible=True,
)
_HASH: Final = re.compile(r"(?:sha256\$[0-9a-fA-F]{64}|md5\$[0-9a-fA-F]{32})")


def _check_hash(identity: JsonObject) -> Findings:
    value = identity.get("identityHash")
    if identity.get("hashed") is not True or not isinstance(value, str):
        return []
    if not _HASH.fullmatch(value):
        return failure(
            DocumentError(
                "credential.identity_hash_malformed",
                "The hashed identity is not a SHA-256 or MD5 hash, so nobody can be matched to it.",
                where="/identityHash",
                mend="Write it as sha256$ and 64 hexadecimal digits.",
            )
        )
    if not identity.get("salt"):
        return warning(
            DocumentError(
                "credential.identity_unsalted",
                "The identity is hashed without salt, so an address can be guessed from it.",
                where="/identityHash",
                mend="Hash it with a salt of its own.",
            )
        )
    return []


class IdentityObject(View, is_closed=True):
    """One identifier of the subject, in plain text or hashed."""

    __slots__ = ()
    types = type_name("IdentityObject")
    hashed = required(TRUTH)
    identity_hash = required(TEXT)
    identity_type = required(IDENTIFIER_TYPE)
    salt = optional(TEXT)
    rules = (_check_hash,)


class IdentifierEntry(View, is_closed=True):
    """One more identifier of a Profile or an Achievement."""

    __slots__ = ()
    types = type_name("IdentifierEntry")
    identifier = required(TEXT)
    identifier_type = required(IDENTIFIER_TYPE)


def hash_identity(value: str, *, salt: str) -> str:
    """Return the IdentityHash of an identifier: ``sha256$`` and the hash of ``value`` then ``salt``."""
    return f"sha256${_digest('sha256', value + salt)}"


def matches_identity(identity: IdentityObject, value: str) -> bool:
    """Tell whether an IdentityObject speaks of the identifier ``value``; e-mail addresses match in any case.

    Raises ``DocumentError`` ``credential.*`` where the object is not well-formed.
    """
    wanted = identity.identity_hash
    candidates = [value]
    if identity.identity_type == "emailAddress" and value.lower() != value:
        candidates.append(value.lower())
    if not identity.hashed:
        if identity.identity_type == "emailAddress":
            wanted, candidates = wanted.lower(), [value.lower()]
        return any([_equal(candidate, wanted) for candidate in candidates])
    salt = identity.salt or ""
    algorithm, _, digest = wanted.partition("$")
    if not _HASH.fullmatch(wanted):
        return False
    return any([_equal(_digest(algorithm, candidate + salt), digest.lower()) for candidate in candidates])


def _digest(algorithm: str, text: str) -> str:
    data = text.encode(errors="surrogatepass")
    if algorithm == "md5":
        return hashlib.md5(data, usedforsecurity=False).hexdigest()
    return hashlib.sha256(data).hexdigest()


def _equal(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(errors="surrogatepass"), other.encode(errors="surrogatepass"))
