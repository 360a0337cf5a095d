"""An Assertion of Open Badges 2.0 as an AchievementCredential of Open Badges 3.0, not yet signed.

Whoever signs the wrapper vouches for the conversion, not for the Achievement: the original issuer stays the
creator of the Achievement, and the original document is held fast by its hash (VC 2.0, section 5.3). What the
new form has no place for is listed. ``docs/formats/wrapped-open-badge-2.md`` fixes the bytes;
``tests/cairn/interop/open_badges_2/test_wrapping.py`` proves it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cairn.canonical import multibase, timestamps
from cairn.canonical.strict_json import format_pointer
from cairn.errors import UsageError
from cairn.interop.open_badges_2 import members

if TYPE_CHECKING:
    from datetime import datetime

    from cairn.canonical.strict_json import JsonObject, JsonValue
    from cairn.interop.open_badges_2.documents import BadgeClass, Issuer, Recipient
    from cairn.interop.open_badges_2.examination import Examination

CONTEXTS: Final = (
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
)
_SHA2_256: Final = b"\x12\x20"
_IDENTITY_TYPES: Final = {
    "email": "emailAddress",
    "telephone": "ext:telephone",
    "url": "ext:url",
    "id": "identifier",
}
_PROFILE: Final = {"url": "url", "telephone": "phone", "description": "description", "email": "email"}
_ALIGNMENT: Final = ("targetName", "targetUrl", "targetDescription", "targetFramework", "targetCode")
_EVIDENCE: Final = ("narrative", "name", "description", "genre", "audience")
_SIGNED: Final = "application/jose"
_HOSTED: Final = "application/ld+json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """A member of the original that the wrapper has no place for; ``where`` leads to it."""

    where: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrapped:
    """The unsigned credential, and what of the original is only in the original."""

    credential: JsonObject
    losses: tuple[Loss, ...]


def wrap(
    examination: Examination, *, original: bytes, credential_id: str, issuer: JsonObject, valid_from: datetime
) -> Wrapped:
    """Return the AchievementCredential that says what an examined Assertion says.

    ``original`` are the bytes that were examined, JSON or JWS; ``issuer`` is the Profile of the one who
    will sign. Whether to wrap what did not pass is the caller's question. Raises
    ``UsageError("wrap.incomplete")`` where the Assertion, its BadgeClass or its Profile could not be read.
    """
    assertion, badge, creator = examination.assertion, examination.badge_class, examination.issuer
    if assertion is None or badge is None or creator is None:
        raise UsageError(
            "wrap.incomplete",
            "The Assertion, its BadgeClass and the Profile of its issuer must have been read to be wrapped.",
        )
    run = _Wrapping()
    subject: JsonObject = {
        "type": ["AchievementSubject"],
        "identifier": [run.identity(assertion.recipient)],
        "achievement": run.achievement(badge, creator),
    }
    if assertion.narrative is not None:
        subject["narrative"] = assertion.narrative
    credential: JsonObject = {
        "@context": list(CONTEXTS),
        "id": credential_id,
        "type": ["VerifiableCredential", "AchievementCredential"],
        "name": badge.name,
        "issuer": issuer,
        "validFrom": timestamps.format(valid_from),
        "awardedDate": timestamps.format(assertion.issued_on),
        "credentialSubject": subject,
        "relatedResource": [
            {
                "id": assertion.id,
                "mediaType": _HOSTED if original.lstrip().startswith(b"{") else _SIGNED,
                "digestMultibase": digest_of(original),
            }
        ],
    }
    if assertion.expires is not None:
        credential["validUntil"] = timestamps.format(assertion.expires)
    image = run.image(assertion.document, "")
    if image is not None:
        credential["image"] = image
    evidence = [run.evidence(entry, number) for number, entry in enumerate(assertion.evidence)]
    if evidence:
        credential["evidence"] = [entry for entry in evidence if entry]
    run.lose(assertion.document, "", kept=_ASSERTION_MEMBERS)
    return Wrapped(credential=credential, losses=tuple(run.losses))


def digest_of(original: bytes) -> str:
    """Return the multihash of SHA-256 over ``original``, in base64url multibase."""
    return multibase.encode(_SHA2_256 + hashlib.sha256(original).digest(), base="u")


_NAMES: Final = frozenset({"@context", "id", "type"})
_ASSERTION_MEMBERS: Final = _NAMES | {
    "recipient", "badge", "issuedOn", "expires", "narrative", "evidence", "image",
}  # fmt: skip
_BADGE_MEMBERS: Final = _NAMES | {
    "name", "description", "criteria", "issuer", "image", "alignment", "tags",
}  # fmt: skip
_ISSUER_MEMBERS: Final = _NAMES | {
    "name", "url", "telephone", "description", "image", "email",
}  # fmt: skip


class _Wrapping:
    """Turns the parts, and notes what has no place."""

    def __init__(self) -> None:
        self.losses: list[Loss] = []

    def identity(self, recipient: Recipient) -> JsonObject:
        identity: JsonObject = {
            "type": "IdentityObject",
            "hashed": recipient.hashed,
            "identityHash": recipient.identity,
            "identityType": _IDENTITY_TYPES.get(recipient.type, "identifier"),
        }
        if recipient.type not in _IDENTITY_TYPES:
            self.losses.append(
                Loss(where="/recipient/type", reason="The new form has no such kind of identity.")
            )
        if recipient.salt:
            identity["salt"] = recipient.salt
        self.lose(recipient.document, "/recipient", kept={"type", "identity", "hashed", "salt"})
        return identity

    def achievement(self, badge: BadgeClass, creator: Issuer) -> JsonObject:
        document = badge.document
        achievement: JsonObject = {
            "id": badge.id,
            "type": ["Achievement"],
            "name": badge.name,
            "description": badge.description,
            "criteria": self.criteria(badge.criteria),
            "creator": self.profile(creator),
        }
        image = self.image(document, "/badge")
        if image is not None:
            achievement["image"] = image
        alignment = [
            self.alignment(entry, number)
            for number, entry in enumerate(members.objects(document, "alignment"))
        ]
        if any(alignment):
            achievement["alignment"] = [entry for entry in alignment if entry]
        if tags := members.optional_texts(document, "tags"):
            achievement["tag"] = list(tags)
        self.lose(document, "/badge", kept=_BADGE_MEMBERS)
        return achievement

    def criteria(self, criteria: str | JsonObject) -> JsonObject:
        if isinstance(criteria, str):
            return {"id": criteria}
        self.lose(criteria, "/badge/criteria", kept={"type", "id", "narrative"})
        return {name: criteria[name] for name in ("id", "narrative") if isinstance(criteria.get(name), str)}

    def profile(self, creator: Issuer) -> JsonObject:
        document, where = creator.document, "/badge/issuer"
        profile: JsonObject = {"id": creator.id, "type": ["Profile"], "name": creator.name}
        for old, new in _PROFILE.items():
            text = self.text(document, old, where)
            if text is not None:
                profile[new] = text
        image = self.image(document, where)
        if image is not None:
            profile["image"] = image
        self.lose(document, where, kept=_ISSUER_MEMBERS)
        return profile

    def alignment(self, entry: JsonObject | str, number: int) -> JsonObject:
        where = f"/badge/alignment/{number}"
        if isinstance(entry, str):
            self.losses.append(Loss(where=where, reason="An alignment by address only has no name."))
            return {}
        name, url = entry.get("targetName"), entry.get("targetUrl")
        if not isinstance(name, str) or not isinstance(url, str):
            self.losses.append(Loss(where=where, reason="An alignment needs a name and an address."))
            return {}
        alignment: JsonObject = {"type": ["Alignment"]}
        for old in _ALIGNMENT:
            text = self.text(entry, old, where)
            if text is not None:
                alignment[old] = text
        self.lose(entry, where, kept={"type", *_ALIGNMENT})
        return alignment

    def evidence(self, entry: JsonObject | str, number: int) -> JsonObject:
        if isinstance(entry, str):
            return {"id": entry, "type": ["Evidence"]}
        where = f"/evidence/{number}"
        evidence: JsonObject = {"type": ["Evidence"]}
        for name in ("id", *_EVIDENCE):
            text = self.text(entry, name, where)
            if text is not None:
                evidence[name] = text
        self.lose(entry, where, kept={"type", "id", *_EVIDENCE})
        return evidence

    def image(self, document: JsonObject, where: str) -> JsonObject | None:
        value: JsonValue = document.get("image")
        if isinstance(value, str):
            return {"id": value, "type": "Image"}
        if not isinstance(value, dict) or not isinstance(value.get("id"), str):
            if value is not None:
                self.losses.append(Loss(where=f"{where}/image", reason="An image needs an address."))
            return None
        image: JsonObject = {"id": value["id"], "type": "Image"}
        caption = self.text(value, "caption", f"{where}/image")
        if caption is not None:
            image["caption"] = caption
        self.lose(value, f"{where}/image", kept={"type", "id", "caption"})
        return image

    def text(self, document: JsonObject, name: str, where: str) -> str | None:
        value = document.get(name)
        if value is not None and not isinstance(value, str):
            self.losses.append(Loss(where=where + format_pointer(name), reason="It is no plain text."))
            return None
        return value

    def lose(self, document: JsonObject, where: str, *, kept: frozenset[str] | set[str]) -> None:
        for name in document:
            if name not in kept:
                self.losses.append(
                    Loss(where=where + format_pointer(name), reason="The new form has no place for it.")
                )
