"""From an Assertion of Open Badges 2.0 to the credential that we sign in its place.

What it says comes from ``cairn.interop.open_badges_2.wrap``, by its rules: dates, evidence, who the holder is
and the digest of the original. Only the Achievement is ours, and whoever signs vouches for it. Addresses that
stood open in the original are hashed. ``tests/cairn_site/awarding/migrating/test_composing.py`` proves it.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from cairn.credentials import contexts
from cairn.credentials.identity import hash_identity
from cairn.credentials.validation import check
from cairn.interop.open_badges_2 import Examination, wrap
from cairn.issuer.derivation import format_uuid8
from cairn.status import StatusPurpose, format_entry
from cairn_site.awarding.statements import credential_url

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cairn.canonical.strict_json import JsonObject, JsonValue
    from cairn.interop.open_badges_2 import Assertion, BadgeClass, Issuer, Wrapped
    from cairn_site.awarding.status_lists import Place

_PERSON: Final = b"cairn-programme"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceIdentity:
    """What follows from the seed of an organisation and from where an award stood before."""

    uuid: UUID
    salt: str


def identify(seed: bytes, source: str) -> SourceIdentity:
    """Return the identifier and the salt of what had the id ``source``: the same each time."""
    digits = blake2b(source.encode(), key=seed, person=_PERSON, digest_size=48).hexdigest()
    return SourceIdentity(uuid=UUID(format_uuid8(digits)), salt=digits[32:64])


def wrap_assertion(assertion: Assertion, badge: BadgeClass, issuer: Issuer, *, original: bytes) -> Wrapped:
    """Return an Assertion in the words of Open Badges 3.0, with what has no place in it."""
    return wrap(
        Examination(findings=(), assertion=assertion, badge_class=badge, issuer=issuer),
        original=original,
        credential_id="urn:uuid:00000000-0000-8000-8000-000000000000",
        issuer={"id": issuer.id, "type": ["Profile"]},
        valid_from=assertion.issued_on,
    )


def content_of(wrapped: Wrapped, *, name: str, is_exact: bool) -> dict[str, Any]:
    """Return what is kept of a wrapped Assertion until it is signed; without the Achievement."""
    credential = wrapped.credential
    subject = credential["credentialSubject"]
    assert isinstance(subject, dict)
    identifiers = subject["identifier"]
    assert isinstance(identifiers, list)
    kept: dict[str, Any] = {
        "name": name,
        "identity": identifiers[0],
        "issued_on": credential["validFrom"],
        "expires": credential.get("validUntil", ""),
        "narrative": subject.get("narrative", ""),
        "evidence": credential.get("evidence", []),
    }
    if is_exact:
        kept["original"] = credential["relatedResource"]
    return kept


def compose(
    content: Mapping[str, Any],
    *,
    achievement: JsonObject,
    issuer: JsonObject,
    identity: SourceIdentity,
    place: Place,
) -> JsonObject:
    """Return the credential without a proof; raises ``DocumentError`` ``credential.*``."""
    subject: JsonObject = {
        "type": ["AchievementSubject"],
        "identifier": _identifiers(content, salt=identity.salt),
        "achievement": {name: member for name, member in achievement.items() if name != "@context"},
    }
    if content["narrative"]:
        subject["narrative"] = content["narrative"]
    credential: JsonObject = {
        "@context": [contexts.CREDENTIALS_V2, contexts.OPEN_BADGES_V3],
        "id": credential_url(identity.uuid),
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": achievement["name"],
        "issuer": issuer,
        "validFrom": content["issued_on"],
        "awardedDate": content["issued_on"],
        "credentialSubject": subject,
    }
    if content["expires"]:
        credential["validUntil"] = content["expires"]
    if content["evidence"]:
        credential["evidence"] = content["evidence"]
    if content.get("original"):
        credential["relatedResource"] = content["original"]
    credential["credentialStatus"] = format_entry(
        list_url=place.url, index=place.index, purpose=StatusPurpose.REVOCATION
    )
    check(credential, expected="AchievementCredential")
    return credential


def address_of(content: Mapping[str, Any]) -> str:
    """Return the e-mail address of the holder, empty where the original holds a hash of it only."""
    identity = content["identity"]
    if identity.get("hashed") or identity.get("identityType") != "emailAddress":
        return ""
    return str(identity["identityHash"]).strip().lower()


def _identifiers(content: Mapping[str, Any], *, salt: str) -> list[JsonValue]:
    identity: JsonObject = dict(content["identity"])
    if not identity.get("hashed"):
        value = str(identity["identityHash"])
        if identity.get("identityType") == "emailAddress":
            value = value.strip().lower()
        identity |= {"hashed": True, "identityHash": hash_identity(value, salt=salt), "salt": salt}
    named: list[JsonValue] = []
    if content["name"]:
        named.append(
            {
                "type": "IdentityObject",
                "hashed": False,
                "identityHash": content["name"],
                "identityType": "name",
            }
        )
    return [identity, *named]
